import { describe, expect, it } from '@jest/globals';
import { RunsHere } from './runs-here.js';

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe('RunsHere', () => {
  it('is settled when all work has ended, that begun meanwhile included', async () => {
    const done: string[] = [];
    const runs = new RunsHere(() => undefined);
    runs.start(async () => {
      await pause(5);
      runs.start(async () => {
        await pause(5);
        done.push('second');
      });
      done.push('first');
    });
    await runs.settled();
    expect(done).toEqual(['first', 'second']);
  });

  it('tells a failure and is settled all the same', async () => {
    const failures: unknown[] = [];
    const runs = new RunsHere((error) => failures.push(error));
    runs.start(() => Promise.reject(new Error('broken')));
    await runs.settled();
    expect(failures).toEqual([new Error('broken')]);
  });
});
