import { describe, expect, it } from '@jest/globals';
import { KeyedTurns } from './keyed-turns.js';

describe('KeyedTurns', () => {
  it('runs work of one key one after another, and goes on after one that fails', async () => {
    const turns = new KeyedTurns();
    let under = 0;
    let most = 0;
    const work = async (fails: boolean): Promise<void> => {
      most = Math.max(most, ++under);
      await new Promise(setImmediate);
      under--;
      if (fails) throw new Error('no');
    };
    const all = await Promise.allSettled(
      [true, false, true, false].map((f) => turns.run('k', () => work(f))),
    );
    expect([most, all.map(({ status }) => status)]).toEqual([
      1,
      ['rejected', 'fulfilled', 'rejected', 'fulfilled'],
    ]);
  });

  it('does not make different keys wait for each other', async () => {
    const turns = new KeyedTurns();
    const stuck = new Promise<void>(() => undefined);
    void turns.run('a', () => stuck);
    expect(await turns.run('b', async () => 'went on')).toBe('went on');
  });
});
