import { type ClockRules, DEFAULT_RULES, deadlinesFor } from './clocks.js';
import { ownerFor } from './departments.js';
import type { Ticket, TicketDraft, TicketEventDraft } from './ticket.js';

/** What a draft needs from outside to become a ticket. */
export interface TicketIdentity {
  readonly id: string;
  readonly number: string;
  readonly now: Date;
}

/** A newly registered ticket: 首问 owner of the category's department, nobody assigned, four clocks running. */
export function openTicket(
  draft: TicketDraft,
  { id, number, now }: TicketIdentity,
  rules: ClockRules = DEFAULT_RULES,
): Ticket {
  const { receivedAt, ...said } = draft;
  const openedAt = receivedAt ?? now;
  return {
    ...said,
    id,
    number,
    parentId: draft.parentId ?? null,
    confidential: draft.confidential ?? draft.type === 'JB',
    owner: ownerFor(draft.type, draft.category),
    assignee: null,
    state: 'registered',
    openedAt,
    ...deadlinesFor(rules, draft.urgency, openedAt),
    urgeCount: 0,
    reopenCount: 0,
    supplements: [],
    rating: null,
    lastProgress: null,
    lastProgressAt: null,
    withdrawAskedAt: null,
    resolvedAt: null,
    closedAt: null,
    updatedAt: now,
  };
}

export function openedEvent(ticket: Ticket): TicketEventDraft {
  return {
    ticketId: ticket.id,
    kind: 'opened',
    visibility: 'customer',
    by: ticket.source,
    text: ticket.issue,
    data: { urgency: ticket.urgency, reasons: ticket.urgencyReasons },
    at: ticket.updatedAt,
  };
}
