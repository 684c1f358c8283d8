import { addWorkingTime, workingTimeBetween } from './calendar/working-time.js';
import { CLOCK_KINDS, type ClockKind, type ClockRules, DEADLINE_OF, limitOf } from './clocks.js';
import type { Ticket, TicketEventDraft } from './ticket.js';
import { isClosed, TICKET_STATES, type TicketState } from './ticket-states.js';

/** One clock of a ticket as it stands. A reopened ticket starts its clocks again in the next round. */
export interface RunningClock {
  readonly ticketId: string;
  readonly kind: ClockKind;
  readonly round: number;
  readonly startedAt: Date;
  readonly dueAt: Date;
  /** Whether its time passes in business hours only. */
  readonly working: boolean;
  /** The highest percentage that was warned of in this round; 0 = none. */
  readonly warned: number;
  readonly pausedAt: Date | null;
  readonly pauseReason: string | null;
  readonly doneAt: Date | null;
  /** When somebody has to be told next; null while it is paused, done, or has said everything. */
  readonly nextWarningAt: Date | null;
}

/** The stage whose beginning fulfils a clock: the customer was called, has an answer, has a solution. */
const FULFILLED_BY: Readonly<Record<ClockKind, TicketState>> = {
  ack: 'investigating',
  contact: 'investigating',
  response: 'resolving',
  resolve: 'visiting',
};
/** What a person who tells the customer something new has done with it. */
const FULFILLED_BY_TELLING: readonly ClockKind[] = ['ack', 'contact', 'response'];
const MACHINES: readonly string[] = ['customer', 'bot', 'system'];

/**
 * The four clocks of a new ticket. Where our own channel brought the complaint its receipt is said in the same
 * transaction, so the first clock is done as it starts; a letter or an authority's case has to be acknowledged.
 */
export function startClocks(ticket: Ticket, rules: ClockRules): RunningClock[] {
  const acknowledged = ticket.source === ticket.channel;
  return CLOCK_KINDS.map((kind) =>
    fresh(ticket, kind, 1, ticket.openedAt, rules, kind === 'ack' && acknowledged ? ticket.updatedAt : null),
  );
}

/** Whether a change can concern the clocks at all, so that most changes need not read them. */
export function concernsClocks(before: Ticket, after: Ticket, events: readonly TicketEventDraft[]): boolean {
  const moved = before.state !== after.state || before.reopenCount !== after.reopenCount;
  const retimed = CLOCK_KINDS.some((kind) => deadline(before, kind) !== deadline(after, kind));
  return moved || retimed || before.urgency !== after.urgency || events.some(tellsCustomer);
}

/** The clocks after a change of their ticket, unchanged ones as the same objects. */
export function followTicket(
  clocks: readonly RunningClock[],
  before: Ticket,
  after: Ticket,
  events: readonly TicketEventDraft[],
  rules: ClockRules,
): RunningClock[] {
  const at = after.updatedAt;
  if (after.reopenCount > before.reopenCount) return restart(clocks, after, at, rules);
  return clocks.map((clock) => {
    if (clock.doneAt) return clock;
    if (fulfils(before, after, events, clock.kind)) return { ...clock, doneAt: at, nextWarningAt: null };
    return retime(clock, after, rules);
  });
}

/** The words that reopen a ticket come through a dialogue or a seat: they are acknowledged on the spot. */
function restart(
  clocks: readonly RunningClock[],
  ticket: Ticket,
  at: Date,
  rules: ClockRules,
): RunningClock[] {
  const round = 1 + Math.max(0, ...clocks.map((clock) => clock.round));
  return CLOCK_KINDS.map((kind) => fresh(ticket, kind, round, at, rules, kind === 'ack' ? at : null));
}

function fresh(
  ticket: Ticket,
  kind: ClockKind,
  round: number,
  startedAt: Date,
  rules: ClockRules,
  doneAt: Date | null,
): RunningClock {
  const clock: RunningClock = {
    ticketId: ticket.id,
    kind,
    round,
    startedAt,
    dueAt: ticket[DEADLINE_OF[kind]],
    working: limitOf(rules, kind, ticket.urgency).in !== 'elapsed',
    warned: 0,
    pausedAt: null,
    pauseReason: null,
    doneAt,
    nextWarningAt: null,
  };
  return { ...clock, nextWarningAt: nextWarning(clock, rules) };
}

function fulfils(
  before: Ticket,
  after: Ticket,
  events: readonly TicketEventDraft[],
  kind: ClockKind,
): boolean {
  if (isClosed(after.state)) return true;
  if (FULFILLED_BY_TELLING.includes(kind) && events.some(tellsCustomer)) return true;
  const rank = (state: TicketState): number => TICKET_STATES.indexOf(state);
  return rank(after.state) > rank(before.state) && rank(after.state) >= rank(FULFILLED_BY[kind]);
}

const tellsCustomer = ({ kind, visibility, by }: TicketEventDraft): boolean =>
  kind === 'progress' && visibility === 'customer' && !MACHINES.includes(by);

const deadline = (ticket: Ticket, kind: ClockKind): number => ticket[DEADLINE_OF[kind]].getTime();

/** Takes over a deadline that moved, and the calendar of a level that rose. What was warned of stays said. */
function retime(clock: RunningClock, ticket: Ticket, rules: ClockRules): RunningClock {
  const dueAt = ticket[DEADLINE_OF[clock.kind]];
  const working = limitOf(rules, clock.kind, ticket.urgency).in !== 'elapsed';
  if (dueAt.getTime() === clock.dueAt.getTime() && working === clock.working) return clock;
  const retimed = { ...clock, dueAt, working };
  return { ...retimed, nextWarningAt: nextWarning(retimed, rules) };
}

/** The moment at which `percent` of a clock's time is used up, in its own kind of time. */
export function momentOf(
  clock: Pick<RunningClock, 'startedAt' | 'dueAt' | 'working'>,
  percent: number,
  rules: ClockRules,
): Date {
  const { startedAt, dueAt, working } = clock;
  if (percent >= 100 || dueAt <= startedAt) return dueAt;
  const part = percent / 100;
  if (!working) return new Date(startedAt.getTime() + part * (dueAt.getTime() - startedAt.getTime()));
  const work = workingTimeBetween(rules.calendar, startedAt, dueAt);
  return addWorkingTime(rules.calendar, startedAt, Math.floor(part * work));
}

export function nextWarning(clock: RunningClock, rules: ClockRules): Date | null {
  if (clock.doneAt || clock.pausedAt) return null;
  const percent = rules.warnAt.find((level) => level > clock.warned);
  return percent === undefined ? null : momentOf(clock, percent, rules);
}

export interface Warned {
  readonly clock: RunningClock;
  /** Percentages to be told now, ascending; several after a standstill, each of them once. */
  readonly levels: readonly number[];
}

/** What is to be said at `now`, however late it is noticed; asked again it says nothing. */
export function warnOf(clock: RunningClock, now: Date, rules: ClockRules): Warned {
  if (clock.doneAt || clock.pausedAt) return { clock, levels: [] };
  const levels = rules.warnAt.filter((level) => level > clock.warned && momentOf(clock, level, rules) <= now);
  const warned = { ...clock, warned: Math.max(clock.warned, ...levels) };
  return { clock: { ...warned, nextWarningAt: nextWarning(warned, rules) }, levels };
}

/** Stands still from `at` on. */
export const pauseClock = (clock: RunningClock, at: Date, reason: string): RunningClock => ({
  ...clock,
  pausedAt: at,
  pauseReason: reason,
  nextWarningAt: null,
});

/** Runs on at `at` with the time that was left when it was paused, in its own kind of time. */
export function resumeClock(clock: RunningClock, at: Date, rules: ClockRules): RunningClock {
  if (!clock.pausedAt) return clock;
  const stood = at.getTime() - clock.pausedAt.getTime();
  const { calendar } = rules;
  const shift = (moment: Date): Date =>
    clock.working
      ? addWorkingTime(calendar, moment, workingTimeBetween(calendar, clock.pausedAt ?? at, at))
      : new Date(moment.getTime() + stood);
  const resumed: RunningClock = {
    ...clock,
    // Both ends move, so that 70 % is still 70 % of the time that ran.
    startedAt: shift(clock.startedAt),
    dueAt: shift(clock.dueAt),
    pausedAt: null,
    pauseReason: null,
  };
  return { ...resumed, nextWarningAt: nextWarning(resumed, rules) };
}
