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

  it('wakes at once after a quiet time and then keeps its pace', async () => {
    const jobs: { at: number; payload: unknown }[] = [];
    const wakeups = new Wakeups(
      async (_name, payload) => {
        jobs.push({ at: performance.now(), payload });
      },
      () => undefined,
      { messages: 50, outbox: 0 },
    );
    wakeups.messagesReceived(['a']);
    await settle();
    wakeups.messagesReceived(['b']);
    await settle();
    wakeups.messagesReceived(['c']);
    expect(jobs.map(({ payload }) => payload)).toEqual([{ conversationIds: ['a'] }]);
    while (jobs.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(jobs[1]?.payload).toEqual({ conversationIds: ['b', 'c'] });
    expect((jobs[1]?.at ?? 0) - (jobs[0]?.at ?? 0)).toBeGreaterThan(40);
  });

  it('the outbox does not wait for the messages', async () => {
    const jobs: string[] = [];
    const wakeups = new Wakeups(
      async (name) => {
        jobs.push(name);
      },
      () => undefined,
      { messages: 1_000, outbox: 0 },
    );
    wakeups.messagesReceived(['a']);
    await settle();
    wakeups.messagesReceived(['b']);
    wakeups.outboxDue();
    await settle();
    wakeups.outboxDue();
    await settle();
    expect(jobs).toEqual(['message.received', 'outbox.due', 'outbox.due']);
  });
});
