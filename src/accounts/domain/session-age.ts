const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A session ends after this long without a request … */
export const IDLE_MS = 12 * HOUR;
/** … and after this long in any case. */
export const ABSOLUTE_MS = 7 * 24 * HOUR;
/** How stale `lastSeenAt` may get: one write a minute, not one a request. */
const SEEN_EVERY_MS = MINUTE;

export interface SessionTimes {
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
}

export function isAlive(session: SessionTimes, now: Date): boolean {
  return now < session.expiresAt && now.getTime() - session.lastSeenAt.getTime() < IDLE_MS;
}

export function needsSeen(session: SessionTimes, now: Date): boolean {
  return now.getTime() - session.lastSeenAt.getTime() >= SEEN_EVERY_MS;
}

export function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}
