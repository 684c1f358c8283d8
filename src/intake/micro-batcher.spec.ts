import { describe, expect, it } from '@jest/globals';
import { MicroBatcher, TooManyWaiting } from './micro-batcher.js';

const options = { maxBatch: 3, lanes: 2, laneOf: (n: number) => n, maxWaiting: 100 };
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('MicroBatcher', () => {
  it('gives each caller its own result and keeps the order within a lane', async () => {
    const seen: number[][] = [];
    const batcher = new MicroBatcher<number, string>(async (items) => {
      seen.push([...items]);
      await pause(2);
      return items.map((n) => `r${n}`);
    }, options);
    const results = await Promise.all([0, 2, 4, 6, 8, 10].map((n) => batcher.submit(n)));
    expect(results).toEqual(['r0', 'r2', 'r4', 'r6', 'r8', 'r10']);
    expect(seen.flat()).toEqual([0, 2, 4, 6, 8, 10]);
    expect(Math.max(...seen.map((batch) => batch.length))).toBeLessThanOrEqual(3);
  });

  it('runs one statement per lane at a time', async () => {
    let running = 0;
    let most = 0;
    const batcher = new MicroBatcher<number, number>(async (items) => {
      most = Math.max(most, ++running);
      await pause(2);
      running--;
      return items;
    }, options);
    await Promise.all(Array.from({ length: 40 }, (_, n) => batcher.submit(n)));
    expect(most).toBe(2);
  });

  it('fails only the batch whose statement failed', async () => {
    let first = true;
    const batcher = new MicroBatcher<number, number>(async (items) => {
      if (first) {
        first = false;
        throw new Error('connection lost');
      }
      return items;
    }, options);
    await expect(batcher.submit(0)).rejects.toThrow('connection lost');
    await expect(batcher.submit(2)).resolves.toBe(2);
  });

  it('refuses when too many wait, and recovers', async () => {
    const batcher = new MicroBatcher<number, number>(async (items) => items, { ...options, maxWaiting: 1 });
    const first = batcher.submit(0);
    await expect(batcher.submit(2)).rejects.toBeInstanceOf(TooManyWaiting);
    await expect(first).resolves.toBe(0);
    await expect(batcher.submit(2)).resolves.toBe(2);
  });
});
