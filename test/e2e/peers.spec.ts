import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { RunningApp, type StartedApp, startApp } from '../support/app.js';
import { createBackend } from '../support/backend.js';
import { ChatClient, type ChatMessage } from '../support/chat-client.js';
import { ChatSocket } from '../support/chat-socket.js';
import { SeatClient } from '../support/seat-client.js';
import { inStore } from '../support/store.js';

jest.setTimeout(60_000);

let app: StartedApp;
let seat: SeatClient;

beforeAll(async () => {
  app = await startApp();
  seat = await SeatClient.signIn(app.url, await app.createAdmin());
});

afterAll(async () => {
  await app?.stop();
});

async function conversationIds(): Promise<string[]> {
  const { conversations } = await seat.get<{ conversations: { id: string }[] }>(
    '/api/conversations?limit=500',
  );
  return conversations.map(({ id }) => id);
}

/** Conversations that came into being while `work` ran. */
async function newConversations(work: () => Promise<unknown>): Promise<string[]> {
  const before = new Set(await conversationIds());
  await work();
  return (await conversationIds()).filter((id) => !before.has(id));
}

const of = (messages: readonly ChatMessage[], speaker: ChatMessage['speaker']): ChatMessage[] =>
  messages.filter((message) => message.speaker === speaker);
const seqs = (messages: readonly ChatMessage[]): number[] => messages.map(({ seq }) => seq);
const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

describe("peers' faults", () => {
  it('a burst of 20 first messages of one new customer makes one conversation (chatwoot#10798, PR#14214)', async () => {
    const customer = await ChatClient.arrive(app.url);
    const made = await newConversations(async () => {
      await Promise.all(upTo(20).map((n) => customer.sends(`第${n}条:家里没电了`)));
      await customer.waitFor((all) => (of(all, 'bot').length === 20 ? true : undefined), 20_000);
    });
    expect(made).toHaveLength(1);
    const transcript = await customer.transcript();
    expect(of(transcript, 'customer')).toHaveLength(20);
    expect(seqs(transcript)).toEqual(upTo(40));
  });

  it('one message delivered 50 times in parallel is one message with one answer (zammad#5164)', async () => {
    const customer = await ChatClient.arrive(app.url);
    const clientMsgId = randomUUID();
    const answers = await Promise.all(
      upTo(50).map(() => customer.post({ clientMsgId, text: '我家电表一直在响' })),
    );
    const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as {
      messageId: string;
      duplicate: boolean;
    }[];
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(49).fill(200), 201]);
    expect(new Set(bodies.map(({ messageId }) => messageId)).size).toBe(1);
    expect(bodies.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    await customer.says('还在吗');
    const again = await customer.post({ clientMsgId, text: '我家电表一直在响' });
    expect(again.status).toBe(200);
    expect((await customer.transcript()).map(({ speaker }) => speaker)).toEqual([
      'customer',
      'bot',
      'customer',
      'bot',
    ]);
  });

  it('a message id that was used with other words stays what it was (clowder-ai#925)', async () => {
    const customer = await ChatClient.arrive(app.url);
    await customer.sends('第一句', 'same-id');
    await customer.post({ clientMsgId: 'same-id', text: '第二句' });
    await customer.waitFor((all) => of(all, 'bot')[0]);
    expect(of(await customer.transcript(), 'customer').map((m) => m.content.text)).toEqual(['第一句']);
  });

  it('the same id of two customers is two messages: every external id has its owner (Chatwoot CVE-2026-115725)', async () => {
    const [one, two] = [await ChatClient.arrive(app.url), await ChatClient.arrive(app.url)];
    const ids = await Promise.all([one.sends('我是一号', 'm-1'), two.sends('我是二号', 'm-1')]);
    expect(new Set(ids).size).toBe(2);
    await two.waitFor((all) => of(all, 'bot')[0]);
    expect(of(await two.transcript(), 'customer').map((m) => m.content.text)).toEqual(['我是二号']);
  });

  it('a message that came while the page was away is shown after it reconnects, without a refresh (chatwoot#7674)', async () => {
    const customer = await ChatClient.arrive(app.url);
    const page = await ChatSocket.open(app.url, customer.token);
    const [conversation = ''] = await newConversations(() => customer.says('你好'));
    await page.shows((shown) => of(shown, 'bot')[0]);
    const last = page.seqs.at(-1) ?? 0;
    await page.close();

    await seat.takesOver(conversation);
    await seat.replies(conversation, '您好,我看一下。');
    await seat.handsBack(conversation);
    await customer.says('好的谢谢');

    const again = await ChatSocket.open(app.url, customer.token, last);
    await again.shows((shown) => of(shown, 'bot')[0]);
    expect(again.seqs).toEqual(upTo(again.seqs.length).map((n) => n + last));
    expect(again.messages.map((m) => m.content.name ?? m.speaker)).toEqual([
      'taken_over',
      'seat',
      'handed_back',
      'customer',
      'bot',
    ]);
    expect([...page.messages, ...again.messages]).toEqual(await customer.transcript());
    await again.close();
  });

  it('what happens while the page is open is pushed in order, each once, with who holds the conversation', async () => {
    const customer = await ChatClient.arrive(app.url);
    const page = await ChatSocket.open(app.url, customer.token);
    for (const text of ['你好', '电费怎么查', '转人工']) await customer.says(text);
    await page.shows((shown) => shown.find((m) => m.content.name === 'queued'));
    await page.shows((shown) => of(shown, 'bot')[2]);
    expect(page.messages).toEqual(await customer.transcript());
    expect(page.seqs).toEqual(upTo(page.seqs.length));
    const holders = () => page.frames.filter(({ type }) => type === 'holder').map(({ data }) => data.holder);
    expect(holders()).toEqual(['bot', 'queue']);
    await page.close();
  });

  it('a visitor who writes nothing leaves no conversation behind (hexabot#1239)', async () => {
    const made = await newConversations(async () => {
      const visitor = await ChatClient.arrive(app.url);
      const page = await ChatSocket.open(app.url, visitor.token);
      expect(await visitor.transcript()).toEqual([]);
      await visitor.post({ clientMsgId: 'm1', text: '' });
      await page.close();
      await (await ChatClient.arrive(app.url)).says('另一位客户');
    });
    expect(made).toHaveLength(1);
  });
});

describe('work nobody is woken for', () => {
  it('is found by the sweeper: the queue is emptied and the messages are answered (chatwoot#1414, #10553)', async () => {
    const backend = await createBackend();
    try {
      const door = await RunningApp.start({ ...backend.env, JIESU_ROLES: 'api' });
      const customers = await Promise.all(upTo(5).map(() => ChatClient.arrive(door.url)));
      await Promise.all(customers.map((customer) => customer.sends('我家停电了')));
      expect(await customers[0]?.transcript()).toEqual([]);
      await door.stop();
      await backend.flushQueue();
      if (backend.name !== 'postgres+redis')
        await inStore(backend, (store) => store.query('DELETE FROM bullmq.job'));

      const whole = await RunningApp.start(backend.env);
      for (const customer of customers) {
        customer.url = whole.url;
        await customer.waitFor((all) => of(all, 'bot')[0], 10_000);
        expect((await customer.transcript()).map(({ speaker }) => speaker)).toEqual(['customer', 'bot']);
      }
      await whole.stop();
    } finally {
      await backend.remove();
    }
  });
});

const shared = process.env.TEST_DATABASE_URL;
if (!shared)
  console.warn(
    'peers.spec: two processes on one database: skipped, set TEST_DATABASE_URL (an embedded server has one gateway)',
  );

(shared ? describe : describe.skip)('two processes', () => {
  it('handle one conversation in order, each message once (zammad, chatwoot: several workers)', async () => {
    const second = await RunningApp.start(app.backend.env);
    try {
      const customer = await ChatClient.arrive(app.url);
      const texts = upTo(60).map((n) => `第${n}句:请问阶梯电价怎么分档`);
      for (const [i, text] of texts.entries()) {
        customer.url = i % 2 === 0 ? app.url : second.url;
        await customer.sends(text);
      }
      await customer.waitFor((all) => (of(all, 'bot').length === texts.length ? true : undefined), 20_000);
      const transcript = await customer.transcript();
      expect(of(transcript, 'customer').map((m) => m.content.text)).toEqual(texts);
      expect(seqs(transcript)).toEqual(upTo(2 * texts.length));
    } finally {
      await second.stop();
    }
  });

  it('show what the other one did to an open page, and dedupe across each other', async () => {
    const second = await RunningApp.start(app.backend.env);
    try {
      const customer = await ChatClient.arrive(app.url);
      const page = await ChatSocket.open(second.url, customer.token);
      const clientMsgId = randomUUID();
      const statuses = await Promise.all(
        upTo(20).map(async (n) => {
          const door = ChatClient.returning(n % 2 === 0 ? app.url : second.url, customer.token);
          return (await door.post({ clientMsgId, text: '两边都收到' })).status;
        }),
      );
      expect(statuses.filter((status) => status === 201)).toHaveLength(1);
      await page.shows((shown) => of(shown, 'bot')[0]);
      expect(page.messages.map(({ speaker }) => speaker)).toEqual(['customer', 'bot']);
      await page.close();
    } finally {
      await second.stop();
    }
  });
});
