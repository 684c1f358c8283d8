import type { Urgency } from '#app/base/model/labels.js';
import { dayOf, yearOf } from './calendar/local-day.js';
import { isWorking } from './calendar/working-time.js';
import {
  CLOCK_KINDS,
  type ClockKind,
  type ClockRules,
  DEADLINE_OF,
  deadlinesFor,
  limitOf,
} from './clocks.js';
import { momentOf } from './clocks-run.js';

export interface ClockPreview {
  readonly kind: ClockKind;
  readonly dueAt: Date;
  /** Counted in business hours only. */
  readonly working: boolean;
  readonly warnings: readonly { readonly percent: number; readonly at: Date }[];
}

export interface AcceptancePreview {
  readonly urgency: Urgency;
  readonly at: Date;
  /** Whether people work at that moment. */
  readonly inWorkingTime: boolean;
  /** False where a deadline lies in a year whose make-up days are not known yet. */
  readonly calendarPublished: boolean;
  readonly clocks: readonly ClockPreview[];
}

/** 若现在受理: what the clocks of a ticket registered at `at` would be. */
export function previewClocks(rules: ClockRules, urgency: Urgency, at: Date): AcceptancePreview {
  const deadlines = deadlinesFor(rules, urgency, at);
  const clocks = CLOCK_KINDS.map((kind): ClockPreview => {
    const working = limitOf(rules, kind, urgency).in !== 'elapsed';
    const span = { startedAt: at, dueAt: deadlines[DEADLINE_OF[kind]], working };
    const warnings = rules.warnAt.map((percent) => ({ percent, at: momentOf(span, percent, rules) }));
    return { kind, dueAt: span.dueAt, working, warnings };
  });
  const ends = [at, ...clocks.map(({ dueAt }) => dueAt)];
  return {
    urgency,
    at,
    inWorkingTime: isWorking(rules.calendar, at),
    calendarPublished: ends.every((end) => rules.calendar.isPublished(yearOf(dayOf(end)))),
    clocks,
  };
}
