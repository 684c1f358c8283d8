import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Database } from '#app/base/db/database.js';
import { Metrics } from '#app/base/health/metrics.js';
import { Wakeups } from '#app/base/queue/wakeups.js';
import { AcceptMessage, type InboundEnvelope } from '#app/intake/index.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

jest.setTimeout(30_000);

let opened: TestDatabase;
let woken: string[];

beforeAll(async () => {
  opened = await openTestDatabase();
}, 60_000);

afterAll(async () => {
  await opened?.close();
});

beforeEach(async () => {
  woken = [];
  await opened.db.query('TRUNCATE inbox');
});

/** The door of one process. */
function intakeOn(db: Database): AcceptMessage {
  const wakeups = new Wakeups(
    async (_name, payload) => {
      if ('conversationIds' in payload) woken.push(...payload.conversationIds);
    },
    () => undefined,
  );
  return new AcceptMessage(db, wakeups, new Metrics());
}

const message = (contactKey: string, key: string, text = `${contactKey} ${key}`): InboundEnvelope => ({
  channel: 'web',
  accountId: 'default',
  dedupeKey: `${contactKey}:${key}`,
  contactKey,
  sender: {},
  content: { kind: 'text', text },
});
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
const stored = () =>
  opened.db.query<{ contact: string; key: string; text: string }>(
    `SELECT contact_key AS contact, dedupe_key AS key, content->>'text' AS text FROM inbox ORDER BY id`,
  );

describe('intake', () => {
  it('stores what arrives at once in few statements, and keeps the order of each contact', async () => {
    const intake = intakeOn(opened.db);
    const statements = jest.spyOn(opened.db, 'query');
    const sent = upTo(40).flatMap((n) => upTo(25).map((contact) => message(`c${contact}`, `${n}`)));
    const accepted = await Promise.all(sent.map((envelope) => intake.run(envelope)));
    const inserts = statements.mock.calls.filter(([sql]) => sql.includes('INSERT INTO inbox')).length;
    statements.mockRestore();
    expect(inserts).toBeLessThanOrEqual(20);
    expect(accepted.every(({ duplicate }) => !duplicate)).toBe(true);
    expect(new Set(accepted.map(({ messageId }) => messageId)).size).toBe(1_000);
    expect(new Set(accepted.map(({ conversationId }) => conversationId)).size).toBe(25);
    const rows = await stored();
    for (const contact of upTo(25)) {
      const own = rows.filter((row) => row.contact === `c${contact}`).map(({ key }) => key);
      expect(own).toEqual(upTo(40).map((n) => `c${contact}:${n}`));
    }
  });

  it('acknowledges only what is committed', async () => {
    const intake = intakeOn(opened.db);
    let acknowledged = false;
    let accepting: Promise<unknown> = Promise.resolve();
    await opened.db.tx(async (tx) => {
      await tx.query('LOCK TABLE inbox IN EXCLUSIVE MODE');
      accepting = intake.run(message('c1', '1')).then(() => {
        acknowledged = true;
      });
      await pause(200);
      expect(acknowledged).toBe(false);
    });
    await accepting;
    expect(acknowledged).toBe(true);
    expect(await stored()).toHaveLength(1);
  });

  it('a repetition within one statement is one message: one is fresh, all get the same id', async () => {
    const intake = intakeOn(opened.db);
    const accepted = await Promise.all(upTo(20).map(() => intake.run(message('c1', 'same'))));
    expect(accepted.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect(new Set(accepted.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await stored()).toHaveLength(1);
  });

  it('a repetition later is one message, keeps its first words, and wakes nobody', async () => {
    const intake = intakeOn(opened.db);
    const first = await intake.run(message('c1', '1', '第一次'));
    await pause(20);
    woken = [];
    const second = await intake.run(message('c1', '1', '第二次'));
    await pause(20);
    expect(second).toEqual({ ...first, duplicate: true });
    expect((await stored()).map(({ text }) => text)).toEqual(['第一次']);
    expect(woken).toEqual([]);
  });

  it('two processes that get the same deliveries in another order store each once', async () => {
    const doors = [intakeOn(opened.db), intakeOn(await opened.another())];
    const keys = upTo(150).map(String);
    const orders = [keys, [...keys].reverse()];
    const accepted = await Promise.all(
      doors.flatMap((door, i) =>
        (orders[i] ?? []).map((key) => door.run(message(`c${Number(key) % 7}`, key))),
      ),
    );
    expect(accepted.filter(({ duplicate }) => !duplicate)).toHaveLength(150);
    expect(await stored()).toHaveLength(150);
  });

  it('wakes the worker for each conversation that has something new', async () => {
    const intake = intakeOn(opened.db);
    const accepted = await Promise.all(upTo(3).map((n) => intake.run(message(`c${n}`, '1'))));
    await pause(50);
    expect(new Set(woken)).toEqual(new Set(accepted.map(({ conversationId }) => conversationId)));
  });

  it('while the database is down it says intake.busy, acknowledges nothing, and takes the repetition afterwards', async () => {
    const { db, proxy } = await opened.throughProxy();
    const intake = intakeOn(db);
    await intake.run(message('c1', 'before'));
    await proxy.cut();
    const refused = await Promise.allSettled(upTo(30).map((n) => intake.run(message('c1', `${n}`))));
    for (const one of refused) {
      expect(one).toMatchObject({ status: 'rejected', reason: { code: 'intake.busy', status: 503 } });
    }
    expect(await stored()).toHaveLength(1);
    expect(woken).toHaveLength(1);
    await proxy.start();
    const accepted = await Promise.all(upTo(30).map((n) => intake.run(message('c1', `${n}`))));
    expect(accepted.every(({ duplicate }) => !duplicate)).toBe(true);
    expect(await stored()).toHaveLength(31);
  });

  it('what was stored while its answer was lost is busy first, and a repetition finds it: never twice', async () => {
    const { db, proxy } = await opened.throughProxy();
    const intake = intakeOn(db);
    await intake.run(message('c1', 'before'));
    proxy.loseAnswers();
    const unsure = expect(intake.run(message('c1', '1'))).rejects.toMatchObject({ code: 'intake.busy' });
    await pause(300);
    await proxy.cut();
    await unsure;
    expect(await stored()).toHaveLength(2);
    await proxy.start();
    expect(await intake.run(message('c1', '1'))).toMatchObject({ duplicate: true });
    expect(await stored()).toHaveLength(2);
  });
});
