import type { Urgency } from '#app/base/model/labels.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The four clocks of a ticket (DESIGN §5; contradictions of seed 003 resolved in flow.json). */
export interface Deadlines {
  readonly ackDeadline: Date;
  readonly contactDeadline: Date;
  readonly deadline: Date;
  readonly resolveDeadline: Date;
}

/** In ms after opening. "At once" is measured as five minutes (taxonomy: 建议值). */
const LIMITS: Readonly<Record<Urgency, { readonly contact: number; readonly response: number }>> = {
  general: { contact: 2 * HOUR, response: 24 * HOUR },
  urgent: { contact: 30 * MINUTE, response: 2 * HOUR },
  critical: { contact: 5 * MINUTE, response: 5 * MINUTE },
};
const ACK = 30 * MINUTE;
/** Calendar days of seed 004f: five, or ten for a case a supervisor has approved as complex. */
const RESOLVE = { usual: 5 * DAY, approved: 10 * DAY } as const;

export function deadlinesFor(urgency: Urgency, openedAt: Date, extended = false): Deadlines {
  const after = (ms: number): Date => new Date(openedAt.getTime() + ms);
  const { contact, response } = LIMITS[urgency];
  return {
    ackDeadline: after(ACK),
    contactDeadline: after(contact),
    deadline: after(response),
    resolveDeadline: after(extended ? RESOLVE.approved : RESOLVE.usual),
  };
}

/** A ticket that rises at `at` gets the clocks of its new level from then on, but never a later one than it had. */
export function tighten(current: Deadlines, urgency: Urgency, at: Date): Deadlines {
  const fresh = deadlinesFor(urgency, at);
  return {
    ackDeadline: earlier(current.ackDeadline, fresh.ackDeadline),
    contactDeadline: earlier(current.contactDeadline, fresh.contactDeadline),
    deadline: earlier(current.deadline, fresh.deadline),
    resolveDeadline: earlier(current.resolveDeadline, fresh.resolveDeadline),
  };
}

const earlier = (a: Date, b: Date): Date => (a <= b ? a : b);
