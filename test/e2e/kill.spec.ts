import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ChatMessage } from '../support/chat-client.js';
import { Sender, Waves } from '../support/kill-load.js';
import { MortalApp } from '../support/mortal-app.js';
import { announcedSeed } from '../support/seeded-random.js';
import { inStore, type Store } from '../support/store.js';

const KILLS = Number(process.env.JIESU_TEST_KILLS ?? 20);
const DIALOGUES = 24;
const BURST_SENDERS = 25;
const BURST_MESSAGES = 500;
jest.setTimeout(120_000 + KILLS * 12_000);

const DIALOGUE_KINDS: readonly ((n: number) => { kind: string; lines: string[] })[] = [
  (n) => ({
    kind: 'complaint',
    lines: [
      '报修两天了还没有师傅上门,我要投诉',
      `梧桐路${n + 1}号4栋302室`,
      `1395550${String(1000 + n)}`,
      '希望尽快派人来修好',
      '对,请登记',
      '现在到哪一步了',
      '好的,谢谢',
    ],
  }),
  (n) => ({
    kind: 'danger',
    lines: [
      '电线掉在人行道上了,一直冒火花',
      `北环路${n + 1}号菜市场门口`,
      '好的我们离远一点',
      '大概多久能到',
    ],
  }),
  (n) => ({
    kind: 'talk',
    lines: ['你好', '这个月电费怎么算的', `我家在南湖小区${n + 1}栋`, '转人工', '还在吗'],
  }),
  () => ({ kind: 'talk', lines: ['在吗', '阶梯电价是怎么分档的', '营业厅几点上班', '知道了', '再见'] }),
];

/** What each kind of dialogue must have opened in the end. */
const TICKETS_OF: Readonly<Record<string, readonly string[]>> = {
  complaint: ['TS'],
  danger: ['BX'],
  talk: [],
};

describe('a gateway that is killed again and again', () => {
  const random = announcedSeed('kill.spec');
  const waves = new Waves(Math.max(1, KILLS));
  let app: MortalApp;
  let dialogues: { kind: string; sender: Sender }[];
  let burst: Sender[];
  let seen: Map<Sender, ChatMessage[]>;

  /** While all of them talk, kills at random moments; then waits until everything is answered. */
  beforeAll(async () => {
    app = await MortalApp.start();
    dialogues = await Promise.all(
      Array.from({ length: DIALOGUES }, async (_, i) => {
        const { kind, lines } = DIALOGUE_KINDS[i % DIALOGUE_KINDS.length]?.(i) ?? { kind: 'none', lines: [] };
        return { kind, sender: await Sender.arrive(`dialogue-${i}`, lines, app.url) };
      }),
    );
    burst = await Promise.all(
      Array.from({ length: BURST_SENDERS }, (_, i) => Sender.arrive(`burst-${i}`, burstLines(i), app.url)),
    );
    const talking = Promise.all([
      ...dialogues.map(({ sender }) => sender.talk(waves, random, { readsAnswers: true })),
      ...burst.map((sender) => sender.talk(waves, random, { readsAnswers: false })),
    ]);
    await Promise.all([talking, killAtRandomMoments()]);
    const all = [...dialogues.map(({ sender }) => sender), ...burst];
    seen = new Map(
      await Promise.all(
        all.map(async (sender) => [sender, await sender.answers(sender.acknowledged.length, waves)] as const),
      ),
    );
    await app.stop();
    process.stdout.write(
      `kill.spec: ${KILLS} kills on ${app.backend.name}; ready again after ${spread(app.startTimes)} ms\n`,
    );
  });

  afterAll(async () => {
    await app?.stop();
    await app?.backend.remove();
  });

  async function killAtRandomMoments(): Promise<void> {
    for (let kill = 0; kill < KILLS; kill++) {
      waves.start(kill);
      await pause(random.below(700));
      if (kill === Math.floor(KILLS / 2)) await app.backend.flushQueue();
      await app.dieAndReturn();
    }
    waves.end();
  }

  const store = <T>(work: (store: Store) => Promise<T>): Promise<T> => inStore(app.backend, work);

  it('sent what was to be sent', () => {
    expect(burst.reduce((sum, sender) => sum + sender.acknowledged.length, 0)).toBe(BURST_MESSAGES);
    expect(dialogues.map(({ sender }) => sender.acknowledged.length).every((n) => n >= 4)).toBe(true);
  });

  it('has lost none, doubled none and kept the order: each transcript is what was acknowledged, in the order of sending', () => {
    for (const [sender, messages] of seen) {
      const heard = messages.filter(({ speaker }) => speaker === 'customer');
      expect(
        heard.map(({ id, clientMsgId, content }) => ({ messageId: id, clientMsgId, text: content.text })),
      ).toEqual(sender.acknowledged);
      expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, i) => i + 1));
    }
  });

  it('has answered every acknowledged message exactly once, after it', async () => {
    const answers = await store((tables) =>
      tables.query<{ id: string; answers: number; late: boolean }>(
        `SELECT m.id, count(b.id)::int AS answers, bool_and(b.seq > m.seq) AS late
         FROM messages m LEFT JOIN messages b ON b.in_reply_to = m.id AND b.conversation_id = m.conversation_id
         WHERE m.speaker = 'customer' GROUP BY m.id`,
      ),
    );
    const acknowledged = [...seen.keys()].flatMap((sender) =>
      sender.acknowledged.map(({ messageId }) => messageId),
    );
    expect(answers.map(({ id }) => id).sort()).toEqual(acknowledged.sort());
    expect(answers.filter((row) => row.answers !== 1 || !row.late)).toEqual([]);
    for (const [sender, messages] of seen) {
      expect(messages.filter(({ speaker }) => speaker === 'bot')).toHaveLength(sender.acknowledged.length);
    }
  });

  it('has given up no delivery', async () => {
    const bad = await store((tables) =>
      tables.query(
        `SELECT id, state, last_error FROM outbox WHERE state NOT IN ('sent', 'sending', 'pending')`,
      ),
    );
    expect(bad).toEqual([]);
  });

  it('has opened each ticket once, and told its number', async () => {
    const tickets = await store((tables) =>
      tables.query<{ number: string; type: string; first: string }>(
        `SELECT t.number, t.type, m.id AS first FROM tickets t
         JOIN messages m ON m.conversation_id = t.conversation_id AND m.seq = 1`,
      ),
    );
    expect(new Set(tickets.map(({ number }) => number)).size).toBe(tickets.length);
    for (const { kind, sender } of dialogues) {
      const own = tickets.filter(({ first }) => first === sender.acknowledged[0]?.messageId);
      expect({ kind, types: own.map(({ type }) => type) }).toEqual({ kind, types: TICKETS_OF[kind] });
      const told = new Set(JSON.stringify(seen.get(sender)).match(/(?:TS|BX)\d{10}/g));
      expect([...told]).toEqual(own.map(({ number }) => number));
    }
  });
});

function burstLines(sender: number): string[] {
  const each = BURST_MESSAGES / BURST_SENDERS;
  return Array.from({ length: each }, (_, i) => `第${sender + 1}路第${i + 1}条:小区路灯又不亮了`);
}

function spread(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  return `${sorted.at(0)}..${sorted.at(-1)} (median ${sorted[sorted.length >> 1]})`;
}
