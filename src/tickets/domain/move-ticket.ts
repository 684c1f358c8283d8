import { type ClockRules, DEFAULT_RULES, deadlinesFor } from './clocks.js';
import type { Applied, Ticket, TicketEventDraft } from './ticket.js';
import { isClosed, STATE_NAMES, type TicketState, transitionVia } from './ticket-states.js';

export interface Move {
  readonly to: TicketState;
  readonly by: string;
  /** Internal words; needed when a ticket is withdrawn, reopened or sent back. */
  readonly reason: string;
}

export type MoveRefusal = 'no_such_way' | 'reason_needed';

/** A seat's move on the state machine. The stage is shown to the customer, the reason is not. */
export function moveTicket(
  ticket: Ticket,
  { to, by, reason }: Move,
  at: Date,
  rules: ClockRules = DEFAULT_RULES,
): Applied | MoveRefusal {
  const via = transitionVia(ticket.state, to);
  if (!via) return 'no_such_way';
  if (via !== 'advance' && !reason) return 'reason_needed';
  const moved: Ticket = {
    ...ticket,
    state: to,
    resolvedAt: to === 'visiting' ? at : via === 'reopen' ? null : ticket.resolvedAt,
    closedAt: isClosed(to) ? at : null,
    withdrawAskedAt: null,
    updatedAt: at,
    ...(via === 'reopen'
      ? { reopenCount: ticket.reopenCount + 1, ...deadlinesFor(rules, ticket.urgency, at) }
      : {}),
  };
  const line = { ticketId: ticket.id, by, at };
  const stage: TicketEventDraft = {
    ...line,
    kind: 'transition',
    visibility: 'customer',
    text: STATE_NAMES[to],
    data: { from: ticket.state, to, via },
  };
  const remark: TicketEventDraft = {
    ...line,
    kind: 'remark',
    visibility: 'internal',
    text: reason,
    data: {},
  };
  return { ticket: moved, events: reason ? [stage, remark] : [stage] };
}

/** Gives the work to somebody else (null = back to the pool). The owner stays (首问负责). */
export function assignTicket(ticket: Ticket, assignee: string | null, by: string, at: Date): Applied {
  const data = { from: ticket.assignee, to: assignee };
  const event: TicketEventDraft = {
    ticketId: ticket.id,
    kind: 'assign',
    visibility: 'internal',
    by,
    text: '',
    data,
    at,
  };
  return { ticket: { ...ticket, assignee, updatedAt: at }, events: [event] };
}
