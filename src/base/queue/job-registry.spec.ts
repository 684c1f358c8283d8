import { describe, expect, it } from '@jest/globals';
import { JobRegistry } from './job-registry.js';

const handler = { job: 'outbox.due' as const, run: async () => undefined };

describe('JobRegistry', () => {
  it('fails the boot when a job has no handler', () => {
    expect(() => new JobRegistry().assertComplete(['outbox.due'])).toThrow('outbox.due has 0 handlers');
  });

  it('fails the boot when a job has two handlers', () => {
    const registry = new JobRegistry();
    registry.register(handler);
    registry.register(handler);
    expect(() => registry.assertComplete(['outbox.due'])).toThrow('has 2 handlers');
  });

  it('runs the one handler with the payload', async () => {
    const seen: unknown[] = [];
    const registry = new JobRegistry();
    registry.register({ job: 'message.received', run: async (payload) => void seen.push(payload) });
    await registry.run('message.received', { conversationIds: ['c1'] });
    expect(seen).toEqual([{ conversationIds: ['c1'] }]);
  });
});
