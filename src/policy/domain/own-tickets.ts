import type { TicketView, TurnInput } from './turn.js';

type Known = Pick<TurnInput, 'tickets' | 'named' | 'state' | 'channelPhone' | 'understanding'>;

/** Review, complaint, repair and report are matters one comes back to; a suggestion or praise is not. */
const MATTERS: readonly string[] = ['TS', 'BX', 'JB', 'SS'];

/**
 * Whether the ticket may be spoken about: it was opened here, its number was proved here, or it
 * belongs to a phone that is proved, by the channel or by an earlier proof. A typed phone proves nothing.
 */
export function isOurs(turn: Known, ticket: TicketView): boolean {
  if (turn.tickets.some((own) => own.number === ticket.number) || turn.state.verified.includes(ticket.number))
    return true;
  return ticket.phone !== null && provenPhones(turn).includes(ticket.phone);
}

function provenPhones({ channelPhone, named, state }: Known): readonly string[] {
  const verified = named.flatMap((ticket) =>
    state.verified.includes(ticket.number) && ticket.phone ? [ticket.phone] : [],
  );
  return channelPhone ? [channelPhone, ...verified] : verified;
}

/** Who this is has been proved once; other people's numbers are then simply not found. */
export const hasProof = (turn: Known): boolean =>
  turn.channelPhone !== null || turn.state.verified.length > 0;

/** Tickets that may be spoken about, this conversation's first, each once. */
export function ownTickets(turn: Known): readonly TicketView[] {
  const elsewhere = turn.named.filter(
    (ticket) => isOurs(turn, ticket) && !turn.tickets.some((own) => own.number === ticket.number),
  );
  return [...turn.tickets, ...elsewhere];
}

/** Own open matters: what a complaint, an urge or a question can be about. */
export const openMatters = (turn: Known): readonly TicketView[] =>
  ownTickets(turn).filter((ticket) => ticket.active && MATTERS.includes(ticket.type));

/** The ticket number written in this message. */
export const namedNumber = (turn: Known): string | null =>
  turn.understanding.entities.find((entity) => entity.type === 'ticket_no')?.value ?? null;

/** The message names a number that is not known to be this customer's, whether it exists or not. */
export function namesForeign(turn: Known): boolean {
  const number = namedNumber(turn);
  return number !== null && !ownTickets(turn).some((ticket) => ticket.number === number);
}

/**
 * The ticket this message is about: the one it names; else the one talked of last; else the newest
 * open matter; else whatever is open. None where it names somebody else's.
 */
export function currentTicket(turn: Known): TicketView | undefined {
  const own = ownTickets(turn);
  const number = namedNumber(turn);
  if (number !== null) return own.find((ticket) => ticket.number === number);
  const open = own.filter((ticket) => ticket.active);
  return (
    open.find((ticket) => ticket.number === turn.state.ticket) ??
    open.find((ticket) => MATTERS.includes(ticket.type)) ??
    open[0]
  );
}

/** The same, closed ones included: for what people say after the end. */
export function lastTicket(turn: Known): TicketView | undefined {
  if (namesForeign(turn)) return undefined;
  const own = ownTickets(turn);
  return currentTicket(turn) ?? own.find((ticket) => ticket.number === turn.state.ticket) ?? own[0];
}
