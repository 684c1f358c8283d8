import { describe, expect, it } from '@jest/globals';
import { Lanes } from './lanes.js';

function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('Lanes', () => {
  it('runs no more than its width per key, in order', async () => {
    const lanes = new Lanes(2, 10);
    const gates = [gate(), gate(), gate(), gate()];
    const started: number[] = [];
    const all = gates.map((one, index) =>
      lanes.run('zhang', async () => {
        started.push(index);
        await one.opened;
      }),
    );
    await settle();
    expect(started).toEqual([0, 1]);
    gates[1]?.open();
    await settle();
    expect(started).toEqual([0, 1, 2]);
    for (const one of gates) one.open();
    await Promise.all(all);
    expect(started).toEqual([0, 1, 2, 3]);
  });

  it('does not let one key wait for another', async () => {
    const lanes = new Lanes(1, 10);
    const slow = gate();
    const first = lanes.run('zhang', () => slow.opened);
    await expect(lanes.run('li', async () => 'done')).resolves.toBe('done');
    slow.open();
    await first;
  });

  it('frees the place when work fails', async () => {
    const lanes = new Lanes(1, 10);
    await expect(lanes.run('zhang', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(lanes.run('zhang', async () => 1)).resolves.toBe(1);
  });

  it('refuses when too many wait', async () => {
    const lanes = new Lanes(1, 1);
    const slow = gate();
    const first = lanes.run('zhang', () => slow.opened);
    const second = lanes.run('zhang', async () => 2);
    await expect(lanes.run('zhang', async () => 3)).rejects.toMatchObject({
      code: 'accounts.busy',
      status: 503,
    });
    slow.open();
    await first;
    await expect(second).resolves.toBe(2);
  });
});
