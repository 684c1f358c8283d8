import type { Flag } from '#app/base/model/labels.js';
import { type ClockRules, DEFAULT_RULES, type Deadlines, deadlinesFor, tighten } from './clocks.js';
import {
  type Applied,
  type EventVisibility,
  TICKET_SLOTS,
  type Ticket,
  type TicketChange,
  type TicketEventDraft,
  type TicketSlots,
} from './ticket.js';
import { isClosed, transitionVia } from './ticket-states.js';
import { assessUrgency, raise } from './urgency.js';

const DAY = 24 * 60 * 60 * 1000;
/** A second contact within this time counts as a repeat (taxonomy: 同一事项7天内第2次来). */
const REPEAT_WINDOW = 7 * DAY;
/** Ratings up to this one reopen a finished ticket (flow step 20). */
const LOW_RATING = 2;

type Change<Kind extends TicketChange['kind']> = Extract<TicketChange, { readonly kind: Kind }>;

interface Rise {
  readonly to: Ticket['urgency'];
  readonly reasons: readonly string[];
}

interface Telling {
  readonly visibility?: EventVisibility;
  readonly rise?: Rise;
  readonly data?: Readonly<Record<string, unknown>>;
}

/**
 * What a change does to a ticket, or null where it no longer means anything (urging a closed ticket,
 * withdrawing an archived one): the caller sees the ticket as it is and decides what to say.
 */
export function applyChange(
  ticket: Ticket,
  change: TicketChange,
  at: Date,
  rules: ClockRules = DEFAULT_RULES,
): Applied | null {
  const done = effectOf(ticket, change, at);
  return done && { ...done, ticket: { ...done.ticket, ...deadlinesAfter(ticket, done.ticket, at, rules) } };
}

/** A reopened ticket gets fresh clocks, one that rose the shorter ones of its new level. */
function deadlinesAfter(before: Ticket, after: Ticket, at: Date, rules: ClockRules): Partial<Deadlines> {
  const reopened = after.reopenCount > before.reopenCount;
  const base = reopened ? deadlinesFor(rules, before.urgency, at) : before;
  if (after.urgency !== before.urgency) return tighten(rules, base, after.urgency, at);
  return reopened ? base : {};
}

function effectOf(ticket: Ticket, change: TicketChange, at: Date): Applied | null {
  switch (change.kind) {
    case 'urge':
      return urge(ticket, change, at);
    case 'supplement':
      return supplement(ticket, change, at);
    case 'escalate':
      return escalate(ticket, change, at);
    case 'withdraw_asked':
      return isClosed(ticket.state) ? null : told({ ...ticket, withdrawAskedAt: at }, change, at);
    case 'withdraw_cancelled':
      return ticket.withdrawAskedAt ? told({ ...ticket, withdrawAskedAt: null }, change, at) : null;
    case 'withdraw':
      return withdraw(ticket, change, at);
    case 'reopen':
      return reopen(ticket, change, at, '客户表示问题未解决,二次投诉');
    case 'rate':
      return rate(ticket, change, at);
    case 'progress':
      return progress(ticket, change, at);
    case 'appeal':
      return told(ticket, change, at);
    case 'remark':
      return told(ticket, change, at, { visibility: 'internal' });
  }
}

/** The first urge within seven days lifts a general ticket to urgent; later ones only count. */
function urge(ticket: Ticket, change: Change<'urge'>, at: Date): Applied | null {
  if (isClosed(ticket.state)) return null;
  const repeat = ticket.urgeCount === 0 && at.getTime() - ticket.openedAt.getTime() <= REPEAT_WINDOW;
  const rises = repeat && ticket.urgency === 'general';
  const counted = { ...ticket, urgeCount: ticket.urgeCount + 1 };
  return told(counted, change, at, rises ? { rise: { to: 'urgent', reasons: ['7天内再次来催'] } } : {});
}

/** Empty slots are filled, named ones replaced, lists and words added: what the customer said is never lost. */
function supplement(ticket: Ticket, change: Change<'supplement'>, at: Date): Applied {
  const filled = pick(change.slots, (slot) => ticket[slot] === null);
  const replaced = pick(change.replace, () => true);
  const slots = { ...filled, ...replaced };
  const before = pick(ticket, (slot) => replaced[slot] !== undefined);
  const after: Ticket = {
    ...ticket,
    ...slots,
    demand: union(ticket.demand, change.demand ?? []),
    amounts: union(ticket.amounts, change.amounts ?? []),
    supplements: change.text ? [...ticket.supplements, change.text] : ticket.supplements,
  };
  return told(after, change, at, { data: { slots, before } });
}

function escalate(ticket: Ticket, change: Change<'escalate'>, at: Date): Applied | null {
  if (isClosed(ticket.state)) return null;
  const fresh = (change.flags ?? []).filter((flag) => !ticket.flags.includes(flag));
  const flagged = { ...ticket, flags: union(ticket.flags, fresh) };
  const words = { ...change, text: change.text ?? change.reason };
  return told(flagged, words, at, {
    visibility: 'internal',
    rise: riseOf(ticket, change, fresh),
    data: { reason: change.reason },
  });
}

function riseOf(ticket: Ticket, change: Change<'escalate'>, fresh: readonly Flag[]): Rise {
  if (!change.flags?.length) return { to: raise(ticket.urgency), reasons: [change.reason] };
  const { urgency, reasons } = assessUrgency({ base: ticket.urgency, flags: fresh, type: ticket.type });
  return { to: urgency, reasons };
}

function withdraw(ticket: Ticket, change: Change<'withdraw'>, at: Date): Applied | null {
  if (transitionVia(ticket.state, 'withdrawn') !== 'withdraw') return null;
  return told({ ...ticket, state: 'withdrawn', withdrawAskedAt: null, closedAt: at }, change, at);
}

/** Back to the investigation, one level higher (fresh clocks: `deadlinesAfter`; taxonomy SVC_HANDLING: reopen + 升一级). */
function reopen(ticket: Ticket, change: Change<'reopen' | 'rate'>, at: Date, why: string): Applied | null {
  if (transitionVia(ticket.state, 'investigating') !== 'reopen') return null;
  const reopened: Ticket = {
    ...ticket,
    state: 'investigating',
    reopenCount: ticket.reopenCount + 1,
    withdrawAskedAt: null,
    resolvedAt: null,
    closedAt: null,
  };
  return told(reopened, change, at, {
    rise: { to: raise(ticket.urgency), reasons: [why] },
    data: { from: ticket.state },
  });
}

function rate(ticket: Ticket, change: Change<'rate'>, at: Date): Applied | null {
  if (!Number.isInteger(change.score) || change.score < 1 || change.score > 5) return null;
  const rated = { ...ticket, rating: change.score };
  const reopened = change.score <= LOW_RATING ? reopen(rated, change, at, `客户评价${change.score}分`) : null;
  if (!reopened) return told(rated, change, at, { data: { score: change.score } });
  const [first] = reopened.events;
  return {
    ticket: reopened.ticket,
    events: [
      { ...first, data: { ...first.data, score: change.score } },
      { ...first, kind: 'reopen', text: '' },
    ],
  };
}

/** Only what the customer may read counts as the daily progress they were promised. */
function progress(ticket: Ticket, change: Change<'progress'>, at: Date): Applied {
  const visibility = change.visibility ?? 'customer';
  const heard = visibility === 'customer' ? { lastProgress: change.text, lastProgressAt: at } : {};
  return told({ ...ticket, ...heard }, change, at, { visibility });
}

/** Stamps the ticket, applies a rise if it is one, and writes the line of the timeline. */
function told(ticket: Ticket, change: TicketChange, at: Date, telling: Telling = {}): Applied {
  const { visibility = 'customer', rise, data = {} } = telling;
  const rises = rise !== undefined && rise.to !== ticket.urgency;
  const risen = rises ? { ...ticket, ...lifted(ticket, rise) } : ticket;
  const event: TicketEventDraft = {
    ticketId: ticket.id,
    kind: change.kind,
    visibility,
    by: change.by,
    text: change.text ?? '',
    data: rises ? { ...data, urgency: { from: ticket.urgency, to: rise.to, reasons: rise.reasons } } : data,
    at,
  };
  return { ticket: { ...risen, updatedAt: at }, events: [event] };
}

const lifted = (ticket: Ticket, rise: Rise): Partial<Ticket> => ({
  urgency: rise.to,
  urgencyReasons: [...ticket.urgencyReasons, ...rise.reasons],
});

const union = <Item>(old: readonly Item[], more: readonly Item[]): readonly Item[] => [
  ...new Set([...old, ...more]),
];

/** Copies the wanted slots that carry something: a null in a change means "not said", never "erase". */
function pick(
  from: Partial<TicketSlots> | undefined,
  wanted: (slot: keyof TicketSlots) => boolean,
): Partial<TicketSlots> {
  const picked: { -readonly [Slot in keyof TicketSlots]?: TicketSlots[Slot] } = {};
  const take = <Slot extends keyof TicketSlots>(slot: Slot): void => {
    if (from?.[slot]) picked[slot] = from[slot];
  };
  for (const slot of TICKET_SLOTS) if (wanted(slot)) take(slot);
  return picked;
}
