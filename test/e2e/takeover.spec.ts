import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type StartedApp, startApp } from '../support/app.js';
import { ChatClient, type ChatMessage } from '../support/chat-client.js';
import { SeatClient } from '../support/seat-client.js';
import { announcedSeed } from '../support/seeded-random.js';

jest.setTimeout(120_000);

const RACES = 200;
const LANES = 8;
const AGENT = { username: 'li.mei', password: 'copper kettle 77 Morgen', role: 'agent' } as const;

let app: StartedApp;
let supervisor: SeatClient;
let agent: SeatClient;

beforeAll(async () => {
  app = await startApp();
  supervisor = await SeatClient.signIn(app.url, await app.createAdmin());
  const created = await supervisor.call('POST', '/api/users', { ...AGENT, displayName: '李梅' });
  if (created.status !== 201) throw new Error(`user not created: ${await created.text()}`);
  agent = await SeatClient.signIn(app.url, AGENT);
});

afterAll(async () => {
  await app?.stop();
});

/** A customer in a conversation of their own, which exists once it has been answered. */
async function customerIn(): Promise<{ customer: ChatClient; conversation: string }> {
  const customer = await ChatClient.arrive(app.url);
  const known = new Set(await conversationIds());
  await customer.says('你好');
  const conversation = (await conversationIds()).find((id) => !known.has(id));
  if (!conversation) throw new Error('the conversation is not in the list');
  return { customer, conversation };
}

async function conversationIds(): Promise<string[]> {
  const { conversations } = await supervisor.get<{ conversations: { id: string }[] }>(
    '/api/conversations?limit=500',
  );
  return conversations.map(({ id }) => id);
}

describe('takeover', () => {
  it(`the bot does not keep talking after takeover (rasa-agent-bot-demo#12): ${RACES} races`, async () => {
    const random = announcedSeed('takeover.spec');
    const lanes = [];
    for (let i = 0; i < LANES; i++) lanes.push(await customerIn());
    const usual = await usualAnswerTime(lanes.map(({ customer }) => customer));
    await Promise.all(
      lanes.map(async ({ customer, conversation }) => {
        for (let race = 0; race < RACES / LANES; race++) {
          await runRace(customer, conversation, [random.next() * usual, random.next() * usual]);
        }
      }),
    );
    await pause(500);
    const transcripts = await Promise.all(lanes.map(({ customer }) => customer.transcript()));
    const talked = transcripts.flatMap(botEntriesWhileHeld);
    const answered = transcripts.flat().filter((m) => m.speaker === 'bot').length - LANES * (1 + WARM_UP);
    process.stdout.write(
      `takeover.spec: of ${RACES} messages that raced a takeover ${answered} were answered before it\n`,
    );
    expect(talked).toEqual([]);
    expect(transcripts.flat().filter((m) => m.content.name === 'taken_over')).toHaveLength(RACES);
    expect(transcripts.flat().filter((m) => m.speaker === 'customer')).toHaveLength(
      LANES * (1 + WARM_UP) + RACES,
    );
    // Both outcomes must have occurred, or nothing raced.
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThan(RACES);
  });

  it('is seen by the customer, holds until it is handed back, and then the bot answers again', async () => {
    const { customer, conversation } = await customerIn();
    expect((await agent.takesOver(conversation)).status).toBe(200);
    const asked = await customer.sends('现在是人工吗');
    await customer.waitFor((all) => all.find((m) => m.id === asked));
    expect((await agent.replies(conversation, '您好,我是李梅,请讲。')).status).toBe(201);
    await customer.waitFor((all) => all.find((m) => m.speaker === 'seat'));
    expect(await holderOf(conversation)).toBe('seat');
    expect((await agent.handsBack(conversation)).status).toBe(200);
    await customer.says('谢谢');
    const speakers = (await customer.transcript()).map((m) => m.content.name ?? m.speaker);
    expect(speakers).toEqual([
      'customer',
      'bot',
      'taken_over',
      'customer',
      'seat',
      'handed_back',
      'customer',
      'bot',
    ]);
  });

  it('a second seat gets 409 with the name of the first, a supervisor may force it', async () => {
    const { conversation } = await customerIn();
    await supervisor.takesOver(conversation);
    const refused = await agent.takesOver(conversation);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: 'seats.held_by_other' });
    const spoken = await agent.replies(conversation, '您好');
    expect(spoken.status).toBe(409);
    expect(await spoken.json()).toMatchObject({ code: 'seats.not_holder' });
    await supervisor.handsBack(conversation);
    await agent.takesOver(conversation);
    const forced = await supervisor.call('POST', `/api/conversations/${conversation}/takeover`, {
      force: true,
    });
    expect(forced.status).toBe(200);
    expect((await agent.replies(conversation, '您好')).status).toBe(409);
    const byAgent = await agent.call('POST', `/api/conversations/${conversation}/takeover`, { force: true });
    expect(byAgent.status).toBe(409);
  });

  it('a forbidden phrase of a seat does not go out: 422 with the hits and a rewrite', async () => {
    const { customer, conversation } = await customerIn();
    await agent.takesOver(conversation);
    const before = await customer.transcript();
    const refused = await agent.replies(conversation, '这不归我管,你爱去哪告就去哪告');
    expect(refused.status).toBe(422);
    const body = (await refused.json()) as {
      code: string;
      field: string;
      details: { hits: { text: string; class: string }[] };
    };
    expect(body).toMatchObject({ code: 'reply.blocked', field: 'text' });
    expect(body.details.hits.length).toBeGreaterThan(0);
    for (const hit of body.details.hits) expect('这不归我管,你爱去哪告就去哪告').toContain(hit.text);
    expect(await customer.transcript()).toEqual(before);
  });

  it('a reply whose click was sent twice reaches the customer once (chatwoot#9314)', async () => {
    const { customer, conversation } = await customerIn();
    await agent.takesOver(conversation);
    const clientId = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => agent.replies(conversation, '师傅已经在路上。', clientId)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(9).fill(200), 201]);
    expect((await customer.transcript()).filter((m) => m.speaker === 'seat')).toHaveLength(1);
  });
});

const WARM_UP = 4;

/** Median ms from sending to the answer in the transcript, while all lanes talk at once. */
async function usualAnswerTime(customers: readonly ChatClient[]): Promise<number> {
  const times = await Promise.all(
    customers.map(async (customer) => {
      const own: number[] = [];
      for (let i = 0; i < WARM_UP; i++) {
        const began = performance.now();
        await customer.says(`电费怎么查,第${i}次问`);
        own.push(performance.now() - began);
      }
      return own;
    }),
  );
  const sorted = times.flat().sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 50;
}

/** One message and one takeover at the same time; afterwards the bot holds again. */
async function runRace(
  customer: ChatClient,
  conversation: string,
  [messageAfterMs, takeoverAfterMs]: readonly [number, number],
): Promise<void> {
  const [id, taken] = await Promise.all([
    pause(messageAfterMs).then(() => customer.sends(`路灯坏了 ${randomUUID()}`)),
    pause(takeoverAfterMs).then(() => supervisor.takesOver(conversation)),
  ]);
  expect(taken.status).toBe(200);
  await customer.waitFor((all) => all.find((message) => message.id === id));
  expect((await supervisor.handsBack(conversation)).status).toBe(200);
}

/** What the bot said between a takeover and the handing back. */
function botEntriesWhileHeld(transcript: readonly ChatMessage[]): ChatMessage[] {
  let held = false;
  return transcript.filter((message) => {
    if (message.content.name === 'taken_over') held = true;
    if (message.content.name === 'handed_back') held = false;
    return held && message.speaker === 'bot';
  });
}

async function holderOf(conversation: string): Promise<string> {
  const answer = await agent.get<{ conversation: { holder: string } }>(`/api/conversations/${conversation}`);
  return answer.conversation.holder;
}
