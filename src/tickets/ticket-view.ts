import { maskPersonalData } from '#app/base/log/mask.js';
import { maskAddress, maskNumber, maskPerson } from './domain/mask-field.js';
import type { Ticket, TicketEvent } from './domain/ticket.js';
import { nextStates, STATE_NAMES, type TicketState } from './domain/ticket-states.js';

type Shown = Omit<Ticket, 'dedupeKey' | 'customerKey'> & { readonly stateName: string };

/** A line of a list: personal data masked (DESIGN §7). */
export type TicketSummary = Omit<Shown, 'supplements'>;

/** One ticket in clear, with everything that was written about it. */
export interface TicketDetail extends Shown {
  readonly timeline: readonly TicketEvent[];
  /** Where it may go from here. */
  readonly next: readonly TicketState[];
}

export function ticketSummary(ticket: Ticket): TicketSummary {
  const { supplements: _, ...shown } = show(ticket);
  return {
    ...shown,
    issue: maskPersonalData(ticket.issue),
    address: ticket.address && maskAddress(ticket.address),
    phone: ticket.phone && maskNumber(ticket.phone),
    accountNo: ticket.accountNo && maskNumber(ticket.accountNo),
    person: ticket.person && maskPerson(ticket.person),
    lastProgress: ticket.lastProgress && maskPersonalData(ticket.lastProgress),
  };
}

export const ticketDetail = (ticket: Ticket, timeline: readonly TicketEvent[]): TicketDetail => ({
  ...show(ticket),
  timeline,
  next: nextStates(ticket.state),
});

/** Keys that only machines need stay inside. */
function show({ dedupeKey: _key, customerKey: _customer, ...ticket }: Ticket): Shown {
  return { ...ticket, stateName: STATE_NAMES[ticket.state] };
}
