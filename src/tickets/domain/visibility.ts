import type { TicketType } from '#app/base/model/labels.js';
import type { Ticket } from './ticket.js';

/** What a seat of this role must not see: neither in lists nor in searches nor by number. */
export interface Hidden {
  readonly types: readonly TicketType[];
  readonly confidential: boolean;
}

/**
 * Reports (JB) are for managers and administrators alone: whoever is reported may sit in any chair
 * below. Other confidential tickets (leaked data, retaliation: taxonomy 仅主管可见) begin at supervisor.
 */
export function hiddenFrom(role: string): Hidden {
  if (role === 'manager' || role === 'admin') return { types: [], confidential: false };
  return { types: ['JB'], confidential: role !== 'supervisor' };
}

export function maySee(role: string, ticket: Pick<Ticket, 'type' | 'confidential'>): boolean {
  const hidden = hiddenFrom(role);
  return !hidden.types.includes(ticket.type) && !(hidden.confidential && ticket.confidential);
}
