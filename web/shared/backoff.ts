const FIRST_MS = 1_000;
const MOST_MS = 30_000;

/**
 * How long to wait before attempt `attempt` (0 = the first repetition), in ms: doubling, at most 30 s,
 * and anywhere in the upper half of it so that pages do not come back all at once.
 * @param random 0 to 1
 */
export function backoffMs(attempt: number, random: number): number {
  const full = Math.min(MOST_MS, FIRST_MS * 2 ** attempt);
  return Math.round(full / 2 + (full / 2) * random);
}
