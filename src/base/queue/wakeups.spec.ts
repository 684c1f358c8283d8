import { describe, expect, it } from '@jest/globals';
import { type AddJob, Wakeups } from './wakeups.js';

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('Wakeups', () => {
  it('merges what arrives while an add is under way into one job', async () => {
    const jobs: unknown[] = [];
    let release = (): void => undefined;
    const add: AddJob = (_name, payload) => {
      jobs.push(payload);
      return new Promise((resolve) => {
        release = () => resolve();
      });
    };
    const wakeups = new Wakeups(add, () => undefined);
    wakeups.messagesReceived(['a']);
    for (let i = 0; i < 50; i++) wakeups.messagesReceived([`c${i % 5}`]);
    release();
    await settle();
    expect(jobs).toEqual([{ conversationIds: ['a'] }, { conversationIds: ['c0', 'c1', 'c2', 'c3', 'c4'] }]);
  });

  it('goes on after a queue that failed', async () => {
    let down = true;
    const seen: unknown[] = [];
    const failures: unknown[] = [];
    const wakeups = new Wakeups(
      async (_name, payload) => {
        if (down) throw new Error('queue is down');
        seen.push(payload);
      },
      (error) => failures.push(error),
    );
    wakeups.messagesReceived(['a']);
    await settle();
    down = false;
    wakeups.messagesReceived(['b']);
    await settle();
    expect(failures).toHaveLength(1);
    expect(seen).toEqual([{ conversationIds: ['b'] }]);
  });
});
