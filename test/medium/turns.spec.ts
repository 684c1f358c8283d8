import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { TestingModule } from '@nestjs/testing';
import { Test } from '@nestjs/testing';
import { AccountsModule } from '#app/accounts/index.js';
import type { Database } from '#app/base/db/database.js';
import type { Understanding } from '#app/base/model/understanding.js';
import { JobRegistry } from '#app/base/queue/job-registry.js';
import { AcceptMessage } from '#app/intake/index.js';
import { ModelStore, Understander } from '#app/nlu/index.js';
import { PolicyModule } from '#app/policy/index.js';
import { testFloor } from '../support/floor.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

jest.setTimeout(30_000);

const POISON = '毒';
const PLAIN: Understanding = {
  intent: 'OTHER',
  confidence: 0.9,
  category: null,
  category2: null,
  flags: [],
  emotion: 'calm',
  entities: [],
  decision: 'accept',
  alternatives: [],
};

/** Understands nothing, and breaks on poison. */
const brittle = {
  understand: async (text: string): Promise<Understanding> => {
    await pause(5);
    if (text.includes(POISON)) throw new Error('the reader broke on this text');
    return PLAIN;
  },
};

let opened: TestDatabase;
let db: Database;
let module: TestingModule;
let intake: AcceptMessage;

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.db;
  module = await Test.createTestingModule({
    imports: [testFloor(db), AccountsModule, PolicyModule.forRole('all')],
  })
    .overrideProvider(Understander)
    .useValue(brittle)
    .overrideProvider(ModelStore)
    .useValue({})
    .compile();
  await module.init();
  intake = module.get(AcceptMessage, { strict: false });
}, 60_000);

afterAll(async () => {
  await module?.close();
  await opened?.close();
});

beforeEach(async () => {
  await db.query('TRUNCATE inbox, messages, conversations, outbox, tickets, ticket_events, ticket_clocks');
});

let keys = 0;
/** A message of that customer; resolves with the conversation's id. */
async function hears(customer: string, text: string): Promise<string> {
  const accepted = await intake.run({
    channel: 'web',
    accountId: 'default',
    contactKey: customer,
    dedupeKey: `${customer}:${++keys}`,
    sender: {},
    content: { kind: 'text', text },
  });
  return accepted.conversationId;
}
/** The queue's job for these conversations, once. */
const work = (...conversationIds: string[]): Promise<void> =>
  module.get(JobRegistry, { strict: false }).run('message.received', { conversationIds });

const transcript = async (conversation: string): Promise<string[]> =>
  (
    await db.query<{ line: string }>(
      `SELECT coalesce(content->>'name', CASE WHEN speaker = 'customer' THEN content->>'text' ELSE speaker END) AS line
       FROM messages WHERE conversation_id = $1 ORDER BY seq`,
      [conversation],
    )
  ).map(({ line }) => line);
const holderOf = async (conversation: string): Promise<object | undefined> =>
  (
    await db.query<object>(
      'SELECT holder, transfer_reason AS reason, attention FROM conversations WHERE id = $1',
      [conversation],
    )
  )[0];
const waiting = async (): Promise<number> =>
  (await db.query<{ n: number }>('SELECT count(*)::int AS n FROM inbox WHERE handled_at IS NULL'))[0]?.n ??
  -1;

describe('turns', () => {
  it('answer each message once, in its order, whatever is asked of the queue how often', async () => {
    const conversation = await hears('c1', '一');
    for (const text of ['二', '三']) await hears('c1', text);
    await Promise.all([work(conversation), work(conversation), work(conversation, conversation)]);
    await work(conversation);
    const lines = await transcript(conversation);
    expect(lines.filter((line) => '一二三'.includes(line))).toEqual(['一', '二', '三']);
    expect(lines.filter((line) => line === 'bot')).toHaveLength(3);
    expect(await waiting()).toBe(0);
    expect(await db.query(`SELECT count(*)::int AS n FROM outbox WHERE kind = 'reply'`)).toEqual([{ n: 3 }]);
  });

  it('a failing conversation does not hold up the others of its batch', async () => {
    const bad = await hears('bad', `${POISON}文`);
    const good = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((customer) => hears(customer, '你好')));
    await work(bad, ...good);
    for (const conversation of good) expect(await transcript(conversation)).toEqual(['你好', 'bot']);
    expect(await transcript(bad)).toEqual([]);
    expect(await waiting()).toBe(1);
  });

  it('a poisoned message is kept and goes to a human after 5 failures; what came after it is answered', async () => {
    const conversation = await hears('c1', `我的${POISON}`);
    await hears('c1', '还在吗');
    for (let failure = 1; failure <= 4; failure++) {
      await work(conversation);
      expect(await db.query('SELECT failures, last_error FROM inbox ORDER BY id LIMIT 1')).toEqual([
        { failures: failure, last_error: expect.stringContaining('the reader broke') },
      ]);
      expect(await transcript(conversation)).toEqual([]);
    }
    await work(conversation);
    expect(await transcript(conversation)).toEqual([`我的${POISON}`, 'queued', 'bot']);
    expect(await holderOf(conversation)).toMatchObject({
      holder: 'queue',
      attention: 'agent',
      reason: expect.stringMatching(/./),
    });
    expect(await waiting()).toBe(1);
    await work(conversation);
    expect(await transcript(conversation)).toEqual([`我的${POISON}`, 'queued', 'bot', '还在吗', 'bot']);
    expect(await waiting()).toBe(0);
  });

  it('a failure that passes is only a delay: nothing is lost, doubled or handed over', async () => {
    const conversation = await hears('c1', '你好');
    await withFailing('messages', 'INSERT', async () => {
      for (let attempt = 0; attempt < 3; attempt++) await work(conversation);
    });
    expect(await transcript(conversation)).toEqual([]);
    await work(conversation);
    expect(await transcript(conversation)).toEqual(['你好', 'bot']);
    expect(await holderOf(conversation)).toMatchObject({ holder: 'bot' });
  });

  it('a turn one statement of which fails has done nothing at all, whichever statement it is', async () => {
    for (const [table, operation] of [
      ['inbox', 'UPDATE'],
      ['messages', 'INSERT'],
      ['conversations', 'UPDATE'],
      ['outbox', 'INSERT'],
    ] as const) {
      const customer = `${table} ${operation}`;
      const conversation = await hears(customer, '你好');
      await work(conversation);
      await hears(customer, '还在吗');
      await withFailing(table, operation, async () => {
        await work(conversation);
        await pause(50);
      });
      expect({ customer, lines: await transcript(conversation), waiting: await waiting() }).toEqual({
        customer,
        lines: ['你好', 'bot'],
        waiting: 1,
      });
      await work(conversation);
      const lines = (await transcript(conversation)).filter((line) => line !== 'queued');
      expect(lines).toEqual(['你好', 'bot', '还在吗', 'bot']);
    }
  });

  it('a message in a conversation that a seat holds is heard and not answered', async () => {
    const conversation = await hears('c1', '你好');
    await work(conversation);
    await db.query(`UPDATE conversations SET holder = 'seat', seat_id = 'usr_1' WHERE id = $1`, [
      conversation,
    ]);
    await hears('c1', '请问您是谁');
    await work(conversation);
    expect(await transcript(conversation)).toEqual(['你好', 'bot', '请问您是谁']);
    expect(await waiting()).toBe(0);
  });
});

/** While `during` runs, that operation on that table fails inside PostgreSQL. */
async function withFailing(
  table: string,
  operation: 'INSERT' | 'UPDATE',
  during: () => Promise<void>,
): Promise<void> {
  await db.query(
    `CREATE OR REPLACE FUNCTION fail_here() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'failing on purpose'; END $$`,
  );
  const when = table === 'inbox' ? 'WHEN (NEW.handled_at IS NOT NULL)' : '';
  await db.query(
    `CREATE TRIGGER failing BEFORE ${operation} ON ${table} FOR EACH ROW ${when} EXECUTE FUNCTION fail_here()`,
  );
  try {
    await during();
  } finally {
    await db.query(`DROP TRIGGER failing ON ${table}`);
  }
}
