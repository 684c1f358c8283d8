import { matterOf, sayTime } from '#app/policy/index.js';
import { isClosed, STATE_NAMES, type Ticket } from '#app/tickets/index.js';

/** The one the conversation is about; else the newest that is open, else the newest. */
export function chooseTicket(tickets: readonly Ticket[], current: string | null): Ticket | null {
  const byAge = [...tickets].sort((a, b) => b.openedAt.getTime() - a.openedAt.getTime());
  return (
    byAge.find(({ number }) => number === current) ??
    byAge.find(({ state }) => !isClosed(state)) ??
    byAge[0] ??
    null
  );
}

/** What the scripts may say of a ticket: only what stands in it (no time that has passed is promised). */
export function ticketVars(ticket: Ticket, now: Date): Record<string, string> {
  const next = [ticket.contactDeadline, ticket.deadline, ticket.resolveDeadline].find((at) => at > now);
  const promise = ticket.deadline > now ? ticket.deadline : next;
  return {
    ticketNo: ticket.number,
    owner: ticket.owner,
    ...(next ? { contactDeadline: sayTime(next, now) } : {}),
    ...(promise ? { deadline: sayTime(promise, now) } : {}),
    ...(ticket.resolveDeadline > now ? { resolveDeadline: sayTime(ticket.resolveDeadline, now) } : {}),
    step: STATE_NAMES[ticket.state],
    next: '由负责人联系您',
    date: sayTime(ticket.updatedAt, now),
    matter: matterOf(ticket.category, ticket.category2),
  };
}
