import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Metrics } from '#app/base/health/metrics.js';
import { Logger } from '#app/base/log/logger.js';
import { Outbox } from '#app/base/outbox/outbox.js';
import type { DeliveryResult, OutboxRow } from '#app/base/outbox/outbox.port.js';
import { OutboxRelay } from '#app/base/outbox/outbox-relay.js';
import { JobRegistry } from '#app/base/queue/job-registry.js';
import { Wakeups } from '#app/base/queue/wakeups.js';
import { eventually } from '../support/eventually.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

jest.setTimeout(30_000);

const KIND = 'parcel';
const ACCEPTED: DeliveryResult = { status: 'accepted' };
const LATER: DeliveryResult = { status: 'retryable', error: 'not now' };

let opened: TestDatabase;
let outbox: Outbox;
let woken = 0;

beforeAll(async () => {
  opened = await openTestDatabase();
  const wakeups = new Wakeups(
    async () => {
      woken++;
    },
    () => undefined,
  );
  outbox = new Outbox(wakeups);
}, 60_000);

afterAll(async () => {
  await opened?.close();
});

beforeEach(async () => {
  woken = 0;
  await opened.db.query('TRUNCATE outbox');
});

/** Rows by short names: the lane is the letter, `a1` before `a2`. */
const enqueue = (...ids: string[]): Promise<void> =>
  opened.db.tx((tx) =>
    outbox.enqueue(
      tx,
      ids.map((id) => ({ id, kind: KIND, lane: id.charAt(0), payload: { id } })),
    ),
  );
const claim = (limit?: number): Promise<OutboxRow[]> => opened.db.tx((tx) => outbox.claim(tx, KIND, limit));
const ids = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
const states = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (
      await opened.db.query<{ id: string; state: string }>('SELECT id, state FROM outbox ORDER BY position')
    ).map(({ id, state }) => [id, state]),
  );
/** Milliseconds until a row is due. */
const dueIn = async (id: string): Promise<number> =>
  (
    await opened.db.query<{ ms: number }>(
      'SELECT (extract(epoch FROM due_at - now()) * 1000)::float8 AS ms FROM outbox WHERE id = $1',
      [id],
    )
  )[0]?.ms ?? Number.NaN;
const settle = (
  rows: readonly OutboxRow[],
  result: DeliveryResult,
  schedule: readonly number[] = [60_000],
): Promise<void> => outbox.settle(opened.db, rows, new Map(rows.map((row) => [row.id, result])), schedule);
const timePasses = (): Promise<unknown> =>
  opened.db.query(
    `UPDATE outbox SET due_at = due_at - interval '2 days', lease_until = lease_until - interval '2 days'`,
  );

interface Receiver {
  readonly relay: OutboxRelay;
  /** What came, in order. */
  readonly came: string[];
}
function relayTo(answer: (row: OutboxRow, nth: number) => DeliveryResult, more: object = {}): Receiver {
  const came: string[] = [];
  const relay = new OutboxRelay(opened.db, outbox, new JobRegistry(), new Metrics(), new Logger('silent'));
  relay.register({
    kind: KIND,
    retrySchedule: [1_000, 5_000],
    deliver: async (rows) =>
      new Map(
        rows.map((row) => {
          came.push(row.id);
          return [row.id, answer(row, came.length)];
        }),
      ),
    ...more,
  });
  return { relay, came };
}

describe('claiming', () => {
  it('takes rows in the order of writing, each with its number of attempts, and wakes the relay only after the commit', async () => {
    await opened.db.tx(async (tx) => {
      await outbox.enqueue(tx, [{ id: 'a1', kind: KIND, lane: 'a', payload: {} }]);
      expect(woken).toBe(0);
    });
    expect(woken).toBe(1);
    await enqueue('b1', 'a2', 'b2');
    const rows = await claim();
    expect(rows.map(({ id, lane, attempts }) => [id, lane, attempts])).toEqual([
      ['a1', 'a', 1],
      ['b1', 'b', 1],
      ['a2', 'a', 1],
      ['b2', 'b', 1],
    ]);
  });

  it('the same id twice is one row, and a rolled back cause leaves none', async () => {
    await enqueue('a1');
    await enqueue('a1');
    await opened.db
      .tx(async (tx) => {
        await outbox.enqueue(tx, [{ id: 'b1', kind: KIND, lane: 'b', payload: {} }]);
        throw new Error('the cause failed');
      })
      .catch(() => undefined);
    expect(ids(await claim())).toEqual(['a1']);
  });

  it('leaves a lane alone while one of its rows is being sent; others go on', async () => {
    await enqueue('a1');
    await claim();
    await enqueue('a2', 'b1');
    expect(ids(await claim())).toEqual(['b1']);
  });

  it('gives no row to two relays, and never parts a lane between them', async () => {
    const lanes = [...'abcdefghij'];
    await enqueue(...[1, 2, 3, 4, 5].flatMap((n) => lanes.map((lane) => `${lane}${n}`)));
    const taken = await Promise.all([1, 2, 3, 4, 5, 6].map(() => claim(20)));
    const all = taken.flat();
    expect(new Set(ids(all)).size).toBe(all.length);
    for (const lane of lanes) {
      expect(taken.filter((rows) => rows.some((row) => row.lane === lane)).length).toBeLessThanOrEqual(1);
      const own = ids(all.filter((row) => row.lane === lane));
      expect(own).toEqual([1, 2, 3, 4, 5].slice(0, own.length).map((n) => `${lane}${n}`));
    }
  });

  it('a row that has to wait holds its lane until it is due, other lanes flow', async () => {
    await enqueue('a1');
    await settle(await claim(), LATER);
    await enqueue('a2', 'b1');
    expect(ids(await claim())).toEqual(['b1']);
    await timePasses();
    expect(ids(await claim())).toEqual(['a1', 'a2']);
  });

  it('a row that is given up lets its lane go on', async () => {
    await enqueue('a1');
    await settle(await claim(), { status: 'rejected', error: 'never' });
    await enqueue('a2');
    expect(ids(await claim())).toEqual(['a2']);
  });
});

describe('a sender that died', () => {
  it('keeps its rows for the lease, then they are given back and sent again', async () => {
    await enqueue('a1', 'a2');
    await claim();
    await outbox.recoverLost(opened.db, KIND, 'resend');
    expect(await claim()).toEqual([]);
    await timePasses();
    await outbox.recoverLost(opened.db, KIND, 'resend');
    expect((await claim()).map(({ id, attempts }) => [id, attempts])).toEqual([
      ['a1', 2],
      ['a2', 2],
    ]);
  });

  it('parks its rows where the customer would see a repetition, for a look', async () => {
    await enqueue('a1');
    await claim();
    await timePasses();
    await outbox.recoverLost(opened.db, KIND, 'park');
    expect(await claim()).toEqual([]);
    expect(await outbox.deadLetters(opened.db, 10)).toEqual([
      expect.objectContaining({ id: 'a1', state: 'unknown', lastError: expect.stringContaining('ended') }),
    ]);
  });

  it('cannot change what became of its rows meanwhile', async () => {
    await enqueue('a1');
    const old = await claim();
    await timePasses();
    await outbox.recoverLost(opened.db, KIND, 'resend');
    await settle(old, { status: 'rejected', error: 'too late' });
    expect(await states()).toEqual({ a1: 'pending' });
  });

  it('is noticed by the sweep of the relay, each kind by its own rule', async () => {
    const resends = relayTo(() => ACCEPTED);
    const parks = relayTo(() => ACCEPTED, { onLost: 'park' });
    await enqueue('a1');
    await claim();
    await timePasses();
    await parks.relay.sweep();
    expect(await states()).toEqual({ a1: 'unknown' });
    await enqueue('b1');
    await claim();
    await timePasses();
    await resends.relay.sweep();
    await eventually('the row is sent again', () => resends.came.length > 0);
    expect(resends.came).toEqual(['b1']);
    expect(parks.came).toEqual([]);
  });
});

describe('the relay', () => {
  it('delivers everything that is due, in order, and marks it sent with the id it got there', async () => {
    const { relay, came } = relayTo((row) => ({ status: 'accepted', externalId: `ext-${row.id}` }), {
      batchSize: 2,
    });
    await enqueue('a1', 'b1', 'a2', 'b2', 'a3');
    await relay.run();
    expect(came.filter((id) => id.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(came.filter((id) => id.startsWith('b'))).toEqual(['b1', 'b2']);
    const rows = await opened.db.query('SELECT id, state, external_id FROM outbox ORDER BY position LIMIT 1');
    expect(rows).toEqual([{ id: 'a1', state: 'sent', external_id: 'ext-a1' }]);
  });

  it('tries again after each wait of the schedule, then it is a dead letter', async () => {
    const { relay, came } = relayTo(() => LATER);
    await enqueue('a1');
    const waits: number[] = [];
    for (let attempt = 0; attempt < 2; attempt++) {
      await relay.run();
      waits.push(await dueIn('a1'));
      await timePasses();
    }
    await relay.run();
    expect(waits[0]).toBeGreaterThan(0);
    expect(waits[0]).toBeLessThanOrEqual(1_000);
    expect(waits[1]).toBeGreaterThan(1_000);
    expect(waits[1]).toBeLessThanOrEqual(5_000);
    expect(came).toEqual(['a1', 'a1', 'a1']);
    expect(await outbox.deadLetters(opened.db, 10)).toEqual([
      expect.objectContaining({
        id: 'a1',
        kind: KIND,
        lane: 'a',
        state: 'dead',
        attempts: 3,
        lastError: 'not now',
      }),
    ]);
    await timePasses();
    await relay.run();
    expect(came).toHaveLength(3);
  });

  it('waits as long as the receiver asks for, if that is longer', async () => {
    const { relay } = relayTo(() => ({ ...LATER, retryAfterMs: 90_000 }));
    await enqueue('a1');
    await relay.run();
    expect(await dueIn('a1')).toBeGreaterThan(60_000);
  });

  it('does not send again what may have been taken, and not what was refused', async () => {
    const { relay, came } = relayTo((row) =>
      row.id === 'a1'
        ? { status: 'unknown', error: 'timed out' }
        : row.id === 'b1'
          ? { status: 'rejected', error: 'no such address' }
          : ACCEPTED,
    );
    await enqueue('a1', 'b1');
    await relay.run();
    await timePasses();
    await enqueue('c1');
    await relay.sweep();
    await eventually('the sweep has delivered', () => came.includes('c1'));
    await relay.run();
    expect(came).toEqual(['a1', 'b1', 'c1']);
    expect(await states()).toMatchObject({ a1: 'unknown', b1: 'rejected' });
  });

  it('a handler that throws, and one that forgets a row, count as "try again"', async () => {
    const throwing = relayTo(() => {
      throw new Error('broken');
    });
    await enqueue('a1');
    await throwing.relay.run();
    const forgetful = relayTo(() => ACCEPTED, { deliver: async () => new Map() });
    await enqueue('b1');
    await forgetful.relay.run();
    expect(await states()).toEqual({ a1: 'pending', b1: 'pending' });
    expect(await dueIn('a1')).toBeGreaterThan(0);
    expect(await dueIn('b1')).toBeGreaterThan(0);
  });

  it('two relays at work together send each row once and each lane in order', async () => {
    const came: string[] = [];
    const make = () =>
      relayTo(
        (row) => {
          came.push(row.id);
          return ACCEPTED;
        },
        { batchSize: 7 },
      ).relay;
    const lanes = [...'abcdefgh'];
    await enqueue(...Array.from({ length: 20 }, (_, n) => lanes.map((lane) => `${lane}${n}`)).flat());
    await Promise.all([make().run(), make().run(), make().run()]);
    await make().run();
    expect(new Set(came).size).toBe(came.length);
    expect(came).toHaveLength(160);
    for (const lane of lanes) {
      expect(came.filter((id) => id.startsWith(lane))).toEqual(
        Array.from({ length: 20 }, (_, n) => `${lane}${n}`),
      );
    }
  });
});

describe('dead letters', () => {
  it('are sent again under their own id when somebody says so, with the whole schedule before them', async () => {
    let healthy = false;
    const { relay, came } = relayTo(() => (healthy ? ACCEPTED : { status: 'rejected', error: 'closed' }));
    await enqueue('a1');
    await relay.run();
    healthy = true;
    woken = 0;
    expect(await opened.db.tx((tx) => outbox.replay(tx, 'a1'))).toBe(true);
    expect(woken).toBe(1);
    await relay.run();
    expect(came).toEqual(['a1', 'a1']);
    expect(await states()).toEqual({ a1: 'sent' });
    expect(await outbox.deadLetters(opened.db, 10)).toEqual([]);
    expect(await opened.db.query('SELECT attempts FROM outbox')).toEqual([{ attempts: 1 }]);
  });

  it('only dead letters can be: not what was sent, withdrawn or waits', async () => {
    const { relay } = relayTo((row) => (row.id === 'a1' ? ACCEPTED : LATER));
    await enqueue('a1', 'b1');
    await relay.run();
    for (const id of ['a1', 'b1', 'nothing']) {
      expect(await opened.db.tx((tx) => outbox.replay(tx, id))).toBe(false);
    }
    expect(await states()).toEqual({ a1: 'sent', b1: 'pending' });
  });
});

describe('withdrawing', () => {
  const write = (id: string, lane: string, speaker: string, pull: boolean): Promise<void> =>
    opened.db.tx((tx) =>
      outbox.enqueue(tx, [{ id, kind: KIND, lane, payload: { speaker, pull: String(pull) } }]),
    );

  it("takes back only this lane's rows of that speaker which have not left and which nobody can pull", async () => {
    await write('leaving', 'a', 'bot', false);
    await claim();
    await write('bot', 'a', 'bot', false);
    await write('seat', 'a', 'seat', false);
    await write('pulled', 'a', 'bot', true);
    await write('other', 'b', 'bot', false);
    const taken = await opened.db.tx((tx) => outbox.withdraw(tx, 'a', KIND, { speaker: 'bot' }));
    expect(taken).toEqual(['bot']);
    expect(await states()).toEqual({
      leaving: 'sending',
      bot: 'withdrawn',
      seat: 'pending',
      pulled: 'pending',
      other: 'pending',
    });
  });

  it('what was withdrawn is never sent', async () => {
    const { relay, came } = relayTo(() => ACCEPTED);
    await write('bot', 'a', 'bot', false);
    await write('seat', 'a', 'seat', false);
    await opened.db.tx((tx) => outbox.withdraw(tx, 'a', KIND, { speaker: 'bot' }));
    await relay.sweep();
    await eventually('the sweep has delivered', () => came.includes('seat'));
    await relay.run();
    expect(came).toEqual(['seat']);
  });
});
