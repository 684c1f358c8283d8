import type { Urgency } from '#app/base/model/labels.js';
import type { BusinessCalendar } from './calendar/business-calendar.js';
import { WEEKDAYS } from './calendar/weekdays.js';
import { endOfWorkingDay } from './calendar/working-time.js';
import { aroundTheClock, endOf, type Limit } from './clocks-limit.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The four clocks of a ticket (DESIGN §5; contradictions of seed 003 resolved in flow.json). */
export const CLOCK_KINDS = ['ack', 'contact', 'response', 'resolve'] as const;
export type ClockKind = (typeof CLOCK_KINDS)[number];

/** When each of them runs out, under the names a ticket has for it. */
export interface Deadlines {
  readonly ackDeadline: Date;
  readonly contactDeadline: Date;
  readonly deadline: Date;
  readonly resolveDeadline: Date;
}

export const DEADLINE_OF = {
  ack: 'ackDeadline',
  contact: 'contactDeadline',
  response: 'deadline',
  resolve: 'resolveDeadline',
} as const satisfies Readonly<Record<ClockKind, keyof Deadlines>>;

/** How long each clock runs. "At once" is measured as five minutes (taxonomy: 建议值). */
export interface ClockLimits {
  readonly ack: Limit;
  readonly contact: Readonly<Record<Urgency, Limit>>;
  readonly response: Readonly<Record<Urgency, Limit>>;
  /** `approved` is for a case a supervisor has found complex (seed 004f). */
  readonly resolve: { readonly usual: Limit; readonly approved: Limit };
}

/** What an operator may set about clocks. */
export interface ClockRules {
  readonly calendar: BusinessCalendar;
  readonly limits: ClockLimits;
  /** Percent of a clock's time at which somebody is warned, ascending; the last is 100. */
  readonly warnAt: readonly number[];
}

const elapsed = (ms: number): Limit => ({ in: 'elapsed', ms });

/** numbers.json; the customer is told these by name ("2小时内", "24小时内", "5天内"), so they are wall-clock time. */
export const DEFAULT_LIMITS: ClockLimits = {
  ack: elapsed(30 * MINUTE),
  contact: { general: elapsed(2 * HOUR), urgent: elapsed(30 * MINUTE), critical: elapsed(5 * MINUTE) },
  response: { general: elapsed(24 * HOUR), urgent: elapsed(2 * HOUR), critical: elapsed(5 * MINUTE) },
  resolve: { usual: elapsed(5 * DAY), approved: elapsed(10 * DAY) },
};

/** Seed 003: 即将超时预警 in three steps. */
export const DEFAULT_WARNINGS: readonly number[] = [70, 90, 100];

/** Before a calendar file is read: for specs, and for tools that have no settings. */
export const DEFAULT_RULES: ClockRules = {
  calendar: WEEKDAYS,
  limits: DEFAULT_LIMITS,
  warnAt: DEFAULT_WARNINGS,
};

/** 法规红线: a complaint is answered within five working days, whatever the operator allows itself (flow.json). */
const LEGAL_WORKING_DAYS = 5;

/** The limit a clock has on this level; what is critical runs around the clock. */
export function limitOf({ limits }: ClockRules, kind: ClockKind, urgency: Urgency): Limit {
  const set = kind === 'ack' ? limits.ack : kind === 'resolve' ? limits.resolve.usual : limits[kind][urgency];
  return urgency === 'critical' ? aroundTheClock(set) : set;
}

/**
 * When the clocks of a ticket that is registered or reopened at `from` run out. An inner limit is never later
 * than an outer one, and the answer is never later than the legal five working days.
 */
export function deadlinesFor(rules: ClockRules, urgency: Urgency, from: Date): Deadlines {
  const after = (kind: ClockKind): Date => endOf(limitOf(rules, kind, urgency), from, rules.calendar);
  const resolve = earlier(after('resolve'), endOfWorkingDay(rules.calendar, from, LEGAL_WORKING_DAYS));
  const response = earlier(after('response'), resolve);
  return {
    ackDeadline: after('ack'),
    contactDeadline: earlier(after('contact'), response),
    deadline: response,
    resolveDeadline: resolve,
  };
}

/** The end a complex case has once a supervisor approved it: counted from the start, and never an earlier one. */
export function approvedEnd(rules: ClockRules, urgency: Urgency, from: Date, current: Date): Date {
  const { approved } = rules.limits.resolve;
  const end = endOf(urgency === 'critical' ? aroundTheClock(approved) : approved, from, rules.calendar);
  return end > current ? end : current;
}

/** A ticket that rises at `at` gets the clocks of its new level from then on, but never a later one than it had. */
export function tighten(rules: ClockRules, current: Deadlines, urgency: Urgency, at: Date): Deadlines {
  const fresh = deadlinesFor(rules, urgency, at);
  return {
    ackDeadline: earlier(current.ackDeadline, fresh.ackDeadline),
    contactDeadline: earlier(current.contactDeadline, fresh.contactDeadline),
    deadline: earlier(current.deadline, fresh.deadline),
    resolveDeadline: earlier(current.resolveDeadline, fresh.resolveDeadline),
  };
}

const earlier = (a: Date, b: Date): Date => (a <= b ? a : b);
