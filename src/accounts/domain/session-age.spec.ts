import { describe, expect, it } from '@jest/globals';
import { ABSOLUTE_MS, IDLE_MS, isAlive, later, needsSeen } from './session-age.js';

const start = new Date('2026-11-20T08:00:00Z');
const seen = (at: Date) => ({ lastSeenAt: at, expiresAt: later(start, ABSOLUTE_MS) });

describe('a session', () => {
  it('lives while it is used, and ends after 12 idle hours', () => {
    expect(isAlive(seen(start), later(start, IDLE_MS - 1))).toBe(true);
    expect(isAlive(seen(start), later(start, IDLE_MS))).toBe(false);
  });

  it('ends after 7 days however busy it is', () => {
    const end = later(start, ABSOLUTE_MS);
    expect(isAlive(seen(later(end, -1)), later(end, -1))).toBe(true);
    expect(isAlive(seen(end), end)).toBe(false);
  });

  it('is marked as seen once a minute at most', () => {
    expect(needsSeen(seen(start), later(start, 59_999))).toBe(false);
    expect(needsSeen(seen(start), later(start, 60_000))).toBe(true);
  });
});
