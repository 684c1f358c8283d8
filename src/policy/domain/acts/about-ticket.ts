import type { Decision, Say, TicketView } from '../turn.js';
import { say } from './sayable.js';

/** People on a critical case are told at once of whatever is said about it. */
export const alarm = (ticket: TicketView): Pick<Decision, 'attention'> =>
  ticket.urgency === 'critical' ? { attention: 'danger' } : {};

export function saidOn(ticket: TicketView): Say {
  return say(
    'SUPPLEMENT',
    ticket.type === 'JB' ? 'confidential' : ticket.urgency === 'critical' ? 'critical' : 'noted',
    { ticket: { number: ticket.number } },
  );
}
