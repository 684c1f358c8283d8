import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { SystemClock } from '#app/base/clock/clock.js';
import type { Database } from '#app/base/db/database.js';
import { LiveBus } from '#app/base/events/live-bus.js';
import { Logger } from '#app/base/log/logger.js';
import type { ChannelId } from '#app/base/model/message.js';
import { Outbox } from '#app/base/outbox/outbox.js';
import { type ChannelAdapter, ChannelRegistry } from '#app/channels/index.js';
import { type Conversation, ConversationRepository } from '#app/conversations/index.js';
import { HoldConversation, type HoldingSeat } from '#app/policy/index.js';
import { QueueReply } from '#app/reply/index.js';
import { LoopbackFanOut, silentWakeups } from '../support/floor.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

jest.setTimeout(30_000);

const MEI: HoldingSeat = { id: 'usr_mei', displayName: '李梅', mayTakeFromOthers: false };
const QIANG: HoldingSeat = { id: 'usr_qiang', displayName: '王强', mayTakeFromOthers: false };

let opened: TestDatabase;
let db: Database;
let outbox: Outbox;
let replies: QueueReply;
let hold: HoldConversation;
const conversations = new ConversationRepository();
const announced: string[] = [];

/** A channel of which nothing is known but whether its customers read the transcript themselves. */
const channel = (id: ChannelId, pull: boolean): ChannelAdapter => ({
  id,
  capabilities: { maxTextLength: 70, images: false, choices: false, pull, idempotentSend: false },
  start: async () => undefined,
  stop: async () => undefined,
  health: () => ({ state: 'up' }),
  plan: ({ content }) => ({ ok: true, parts: [content] }),
  send: async () => new Map(),
});

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.db;
  const registry = new ChannelRegistry();
  registry.register(channel('sms', false));
  registry.register(channel('web', true));
  outbox = new Outbox(silentWakeups());
  replies = new QueueReply(registry, outbox);
  const live = new LiveBus(new LoopbackFanOut(), new Logger('silent'));
  await live.onModuleInit();
  live.on('conversations.changed', ({ ids }) => announced.push(...ids));
  hold = new HoldConversation(conversations, replies, live, new SystemClock());
}, 60_000);

afterAll(async () => {
  await opened?.close();
});

beforeEach(async () => {
  announced.length = 0;
  await db.query('TRUNCATE messages, conversations, outbox');
});

async function conversation(id: string, on: ChannelId): Promise<Conversation> {
  await db.query(
    'INSERT INTO conversations (id, channel, account_id, contact_key, last_seq) VALUES ($1, $2, $3, $1, 0)',
    [id, on, 'default'],
  );
  return find(id);
}

async function find(id: string): Promise<Conversation> {
  const row = await conversations.find(db, id);
  if (!row) throw new Error(`no conversation ${id}`);
  return row;
}

/** As the reply room does it: transcript entry and outbox row in one transaction. */
async function says(id: string, speaker: 'bot' | 'seat', text: string): Promise<void> {
  await db.tx(async (tx) => {
    const [row] = await conversations.lock(tx, [id]);
    if (!row) throw new Error(`no conversation ${id}`);
    const seq = row.lastSeq + 1;
    const reply = replies.prepare({
      conversation: row,
      seq,
      speaker,
      author: null,
      content: { kind: 'text', text },
      inReplyTo: null,
      at: new Date(),
      id: text,
    });
    await conversations.append(tx, [reply.entry]);
    await conversations.save(tx, [{ ...row, lastSeq: seq }]);
    await replies.enqueue(tx, [reply]);
  });
}

const taken = (id: string, seat = MEI): Promise<Conversation> =>
  db.tx((tx) => hold.takeOver(tx, id, seat, false));
const deliveries = async (id: string): Promise<(string | null)[][]> =>
  (
    await db.query<{ text: string; delivery: string | null; state: string | null }>(
      `SELECT coalesce(m.content->>'text', m.content->>'name') AS text, m.delivery, o.state
       FROM messages m LEFT JOIN outbox o ON o.id = m.id WHERE m.conversation_id = $1 ORDER BY m.seq`,
      [id],
    )
  ).map(({ text, delivery, state }) => [text, delivery, state]);

describe('takeover on a channel that pushes', () => {
  it('takes back what the bot has said and what has not left, in the transcript and in the outbox', async () => {
    await conversation('c1', 'sms');
    await says('c1', 'bot', 'bot-1');
    await says('c1', 'bot', 'bot-2');
    await taken('c1');
    expect(await deliveries('c1')).toEqual([
      ['bot-1', 'withdrawn', 'withdrawn'],
      ['bot-2', 'withdrawn', 'withdrawn'],
      ['taken_over', null, null],
    ]);
    expect(await db.tx((tx) => outbox.claim(tx, 'reply'))).toEqual([]);
    expect(announced).toEqual(['c1']);
  });

  it('leaves what is being sent, what a seat said, and other conversations alone', async () => {
    await conversation('c1', 'sms');
    await conversation('c2', 'sms');
    await says('c1', 'bot', 'leaving');
    await db.tx((tx) => outbox.claim(tx, 'reply'));
    await says('c1', 'seat', 'seat-1');
    await says('c1', 'bot', 'bot-1');
    await says('c2', 'bot', 'other');
    await taken('c1');
    expect(await deliveries('c1')).toEqual([
      ['leaving', 'pending', 'sending'],
      ['seat-1', 'pending', 'pending'],
      ['bot-1', 'withdrawn', 'withdrawn'],
      ['taken_over', null, null],
    ]);
    expect(await deliveries('c2')).toEqual([['other', 'pending', 'pending']]);
  });

  it('takes nothing back when the takeover fails, or is undone with its transaction', async () => {
    await conversation('c1', 'sms');
    await says('c1', 'bot', 'bot-1');
    await db
      .tx(async (tx) => {
        await hold.takeOver(tx, 'c1', MEI, false);
        throw new Error('the request failed afterwards');
      })
      .catch(() => undefined);
    expect(await deliveries('c1')).toEqual([['bot-1', 'pending', 'pending']]);
    expect(await find('c1')).toMatchObject({ holder: 'bot', seatId: null });
    expect(announced).toEqual([]);
  });
});

describe('takeover where customers read the transcript', () => {
  it('leaves what was said: the page may have shown it already', async () => {
    await conversation('c1', 'web');
    await says('c1', 'bot', 'bot-1');
    await taken('c1');
    const shown = await deliveries('c1');
    expect(shown.map(([text]) => text)).toEqual(['bot-1', 'taken_over']);
    expect(shown.flat()).not.toContain('withdrawn');
  });
});

describe('who holds a conversation', () => {
  it('one of two seats that take over at the same time gets it, the other is told', async () => {
    await conversation('c1', 'web');
    const results = await Promise.allSettled([taken('c1', MEI), taken('c1', QIANG)]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find((result) => result.status === 'rejected');
    expect(refused).toMatchObject({ reason: { code: 'seats.held_by_other', status: 409 } });
    const won = results[0]?.status === 'fulfilled' ? MEI : QIANG;
    expect(await find('c1')).toMatchObject({ holder: 'seat', seatId: won.id, lastSeq: 1 });
  });

  it('taking over twice is one takeover', async () => {
    await conversation('c1', 'web');
    await taken('c1');
    await taken('c1');
    expect(await deliveries('c1')).toEqual([['taken_over', null, null]]);
  });

  it('takes away only for those who may, and only when they insist', async () => {
    await conversation('c1', 'web');
    await taken('c1', MEI);
    const boss: HoldingSeat = { id: 'usr_boss', displayName: '主管', mayTakeFromOthers: true };
    const take = (seat: HoldingSeat, force: boolean) => db.tx((tx) => hold.takeOver(tx, 'c1', seat, force));
    await expect(take(boss, false)).rejects.toMatchObject({ code: 'seats.held_by_other' });
    await expect(take(QIANG, true)).rejects.toMatchObject({ code: 'seats.held_by_other' });
    await expect(db.tx((tx) => hold.handBack(tx, 'c1', QIANG))).rejects.toMatchObject({
      code: 'seats.held_by_other',
    });
    expect(await take(boss, true)).toMatchObject({ holder: 'seat', seatId: 'usr_boss' });
    await expect(db.tx((tx) => hold.lockAsHolder(tx, 'c1', MEI.id))).rejects.toMatchObject({
      code: 'seats.not_holder',
    });
    expect(await db.tx((tx) => hold.handBack(tx, 'c1', boss))).toMatchObject({ holder: 'bot', seatId: null });
  });

  it('a conversation that is not there cannot be held', async () => {
    await expect(taken('nothing')).rejects.toMatchObject({ code: 'conversations.not_found', status: 404 });
  });
});
