/** Numbers that look random and come again with the same seed (mulberry32), so that a failing run can be repeated. */
export class SeededRandom {
  private state: number;

  constructor(readonly seed: number) {
    this.state = seed >>> 0;
  }

  /** Below 1, from 0. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number below `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }
}

/** The seed from the environment, else a new one; printed, so that it is in the log of a failed run. */
export function announcedSeed(suite: string): SeededRandom {
  const seed = Number(process.env.TEST_SEED ?? Date.now() % 1_000_000_007);
  process.stdout.write(`${suite}: TEST_SEED=${seed}\n`);
  return new SeededRandom(seed);
}
