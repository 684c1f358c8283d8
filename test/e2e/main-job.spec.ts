import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type StartedApp, startApp } from '../support/app.js';
import { ChatClient } from '../support/chat-client.js';
import { SeatClient } from '../support/seat-client.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

jest.setTimeout(60_000);

interface Ticket {
  readonly number: string;
  readonly type: string;
  readonly urgency: string;
  readonly state: string;
  readonly owner: string;
  readonly urgeCount: number;
  readonly conversationId: string;
  readonly issue: string;
  readonly address: string | null;
  readonly phone: string | null;
}

/** 今天15:30, 明天09:05, 11月27日18:00 */
const MOMENT = /(今天|明天|\d{1,2}月\d{1,2}日)\d{2}:\d{2}/;
const SAFETY = '电线掉地上了还在冒火花';
const COMPLAINT = '报修三次了都没人来,我要投诉';

/** How our customer answers, by what the bot asks for. */
const ANSWERS: readonly (readonly [name: string, asked: RegExp, answer: string])[] = [
  ['confirmation', /对吗/, '对'],
  ['address', /哪里|哪儿|地址|门牌/, '城南区梧桐路18号3栋502'],
  ['phone', /手机|电话/, '13955501234'],
  ['demand', /希望/, '希望尽快派人来修好'],
];

let app: StartedApp;
let receiver: WebhookReceiver;
let seat: SeatClient;

beforeAll(async () => {
  receiver = await new WebhookReceiver().start();
  app = await startApp({ JIESU_WEBHOOK_URL: receiver.url, JIESU_WEBHOOK_SECRET: receiver.secret });
  seat = await SeatClient.signIn(app.url, await app.createAdmin());
});

afterAll(async () => {
  await app?.stop();
  await receiver?.stop();
});

const ticketsOf = async (number: string): Promise<Ticket[]> =>
  (await seat.get<{ items: Ticket[] }>(`/api/tickets?q=${number}`)).items;

/** One complaint from the first word to the receipt; what was asked on the way, and all the bot said. */
async function complain(
  customer: ChatClient,
): Promise<{ asked: string[]; replies: string[]; receipt: string }> {
  const asked: string[] = [];
  const replies = [await customer.says(COMPLAINT)];
  for (let turn = 0; turn < 8; turn++) {
    const last = replies.at(-1) ?? '';
    if (/TS\d{10}/.test(last)) return { asked, replies, receipt: last };
    const question = ANSWERS.find(([, pattern]) => pattern.test(last));
    if (!question) throw new Error(`neither a receipt nor a question our customer knows: ${last}`);
    asked.push(question[0]);
    replies.push(await customer.says(question[2]));
  }
  throw new Error(`no receipt after: ${replies.join(' | ')}`);
}

const questionsIn = (text: string): number => text.match(/[?\uff1f]/g)?.length ?? 0;

describe('the main job', () => {
  it(`${SAFETY}: the safety script within 1 s, and a critical repair ticket`, async () => {
    const customer = await ChatClient.arrive(app.url);
    await customer.sends(SAFETY);
    const reply = await customer.waitFor((all) => all.find((m) => m.speaker === 'bot')?.content.text, 1_000);
    expect(reply).toMatch(/远离/);
    expect(reply).toMatch(/120/);
    expect(reply).not.toMatch(/户号/);
    const { items } = await seat.get<{ items: Ticket[] }>('/api/tickets?type=BX');
    expect(items.filter(({ issue }) => issue.includes(SAFETY))).toEqual([
      expect.objectContaining({ type: 'BX', urgency: 'critical' }),
    ]);
    const { conversations } = await seat.get<{ conversations: { id: string; attention: string }[] }>(
      '/api/conversations?tab=waiting',
    );
    expect(conversations[0]).toMatchObject({ id: items[0]?.conversationId, attention: 'danger' });
  });

  describe(COMPLAINT, () => {
    let customer: ChatClient;
    let told: Awaited<ReturnType<typeof complain>>;
    let ticket: Ticket;

    beforeAll(async () => {
      customer = await ChatClient.arrive(app.url);
      told = await complain(customer);
      const found = await ticketsOf(/TS\d{10}/.exec(told.receipt)?.[0] ?? '');
      if (!found[0]) throw new Error(`no ticket behind ${told.receipt}`);
      ticket = found[0];
    });

    it('gets empathy, a restatement and one question first', () => {
      const first = told.replies[0] ?? '';
      expect(first).toMatch(/着急|生气|不容易|理解|抱歉|让您/);
      expect(first).toContain('报修三次');
      expect(questionsIn(first)).toBe(1);
    });

    it('is asked one thing at a time, nothing twice, and told back before it is registered', () => {
      expect(told.replies.slice(0, -1).map(questionsIn)).toEqual(told.asked.map(() => 1));
      expect(new Set(told.asked).size).toBe(told.asked.length);
      expect(told.asked[0]).toBe('address');
      expect(told.asked.at(-1)).toBe('confirmation');
    });

    it('gets a receipt with number, owner and deadline', () => {
      expect(told.receipt).toContain(ticket.number);
      expect(ticket.owner.length).toBeGreaterThan(0);
      expect(told.receipt).toContain(ticket.owner);
      expect(told.receipt).toMatch(MOMENT);
    });

    it('is in the store, with what the customer said and personal data masked in lists', async () => {
      expect(ticket).toMatchObject({ type: 'TS', state: 'registered' });
      expect(ticket.issue).toContain('报修三次了都没人来');
      expect(ticket.address).toContain('梧桐路');
      expect(JSON.stringify(ticket)).not.toContain('13955501234');
      const clear = await seat.get<Ticket>(`/api/tickets/${ticket.number}`);
      expect(clear.address).toContain('18号');
      if (told.asked.includes('phone')) expect(clear.phone).toBe('13955501234');
    });

    it('arrives at the webhook receiver, signed so that the package standardwebhooks accepts it', async () => {
      const until = Date.now() + 10_000;
      const opened = () =>
        receiver.received.filter(
          ({ raw }) => raw.includes(ticket.number) && raw.includes('complaint.ticket.opened'),
        );
      while (opened().length === 0 && Date.now() < until) await pause(50);
      expect(opened()).toHaveLength(1);
      expect(opened()[0]?.verified).toMatchObject({
        type: 'complaint.ticket.opened',
        data: { number: ticket.number, type: 'TS', owner: ticket.owner },
      });
      expect(opened()[0]?.raw).not.toContain('13955501234');
    });

    it('is asked for its progress: number, step, owner, a time', async () => {
      const reply = await customer.says('我的投诉现在到哪一步了');
      expect(reply).toContain(ticket.number);
      expect(reply).toContain(ticket.owner);
      expect(reply).toMatch(MOMENT);
    });

    it('is urged: counted on the same ticket, no second one', async () => {
      const reply = await customer.says('麻烦帮我催一下,太久了');
      expect(reply).toContain(ticket.number);
      const { items } = await seat.get<{ items: Ticket[] }>('/api/tickets?type=TS');
      const own = items.filter(({ conversationId }) => conversationId === ticket.conversationId);
      expect(own).toEqual([expect.objectContaining({ number: ticket.number, urgeCount: 1 })]);
    });

    it('is withdrawn only after the customer has said so twice', async () => {
      const asked = await customer.says('我要撤诉');
      expect(asked).toContain(ticket.number);
      expect(questionsIn(asked)).toBe(1);
      expect((await ticketsOf(ticket.number))[0]?.state).not.toBe('withdrawn');
      const done = await customer.says('是的,已经解决了,撤销吧');
      expect(done).toContain(ticket.number);
      expect((await ticketsOf(ticket.number))[0]?.state).toBe('withdrawn');
    });
  });

  it('你好 is greeted with what can be done here', async () => {
    const customer = await ChatClient.arrive(app.url);
    expect(await customer.says('你好')).toMatch(/您好.*报修/);
  });

  it('what is not understood is asked about once, then a human is called', async () => {
    const customer = await ChatClient.arrive(app.url);
    const first = await customer.says('asdf qwer zxcv');
    expect(questionsIn(first)).toBe(1);
    const second = await customer.says('那个那个那个');
    expect(second).not.toBe(first);
    expect(second).toMatch(/人工/);
  });

  it('转人工 joins the queue at once, and agents see it', async () => {
    const customer = await ChatClient.arrive(app.url);
    const reply = await customer.says('转人工');
    expect(reply).toMatch(/人工/);
    const events = (await customer.transcript())
      .filter((m) => m.speaker === 'system')
      .map((m) => m.content.name);
    expect(events).toEqual(['queued']);
    const { conversations } = await seat.get<{
      conversations: { holder: string; transferReason: string; lastSeq: number }[];
    }>('/api/conversations?tab=queue');
    expect(conversations).toContainEqual(
      expect.objectContaining({ holder: 'queue', transferReason: expect.stringContaining('人工') }),
    );
  });
});
