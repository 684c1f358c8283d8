import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SystemClock } from '#app/base/clock/clock.js';
import type { OutboxDraft, OutboxRow } from '#app/base/outbox/outbox.port.js';
import {
  type Ticket,
  type TicketConnector,
  type TicketNotice,
  WebhookConnector,
} from '#app/tickets/index.js';
import { answerWith, WebhookReceiver } from '../support/webhook-receiver.js';

const AT = new Date('2026-11-21T08:00:00Z');

/** One downstream system, as the suite may treat it. */
interface Downstream {
  readonly connector: TicketConnector;
  /** Idempotency keys that arrived, in order. */
  arrived(): readonly string[];
  /** Everything that arrived, as text. */
  words(): string;
  /** From now on it cannot be reached. */
  die(): Promise<void>;
  /** Answers every request with "try later". */
  falter(): void;
  /** Answers every request with "never". */
  refuse(): void;
  /** Takes the request and never answers. */
  hang(): void;
  /** Takes the request and cuts the line. */
  cut(): void;
  /** Works again. */
  heal(): void;
  stop(): Promise<void>;
}

const ticket: Ticket = {
  id: 'tkt_1',
  number: 'TS2611000012',
  dedupeKey: 'k1',
  conversationId: 'cnv_1',
  channel: 'web',
  customerKey: 'c1',
  type: 'TS',
  category: 'OPS_REPAIR',
  category2: null,
  urgency: 'urgent',
  urgencyReasons: [],
  flags: [],
  source: 'customer',
  issue: '报修三次了都没人来,电话13812348000',
  demand: [],
  amounts: [],
  supplements: [],
  address: null,
  phone: '13812348000',
  accountNo: null,
  person: null,
  occurTime: null,
  parentId: null,
  confidential: false,
  owner: '生产计划部 值班员',
  assignee: null,
  state: 'registered',
  openedAt: AT,
  ackDeadline: AT,
  contactDeadline: AT,
  deadline: AT,
  resolveDeadline: AT,
  urgeCount: 0,
  reopenCount: 0,
  rating: null,
  lastProgress: null,
  lastProgressAt: null,
  withdrawAskedAt: null,
  resolvedAt: null,
  closedAt: null,
  updatedAt: AT,
};
const notice = (event: string, kind: 'opened' | 'urge' = 'opened', id = 'tkt_1'): TicketNotice => ({
  ticket: { ...ticket, id },
  event: {
    id: event,
    ticketId: id,
    kind,
    visibility: 'customer',
    by: 'customer',
    text: '',
    data: {},
    at: AT,
  },
});
const row = (draft: OutboxDraft, attempts = 1): OutboxRow => ({ ...draft, attempts, createdAt: AT });

/** What every connector must do, whatever is behind it. */
function ticketConnector(name: string, start: () => Promise<Downstream>): void {
  describe(`ticket connector: ${name}`, () => {
    let down: Downstream;
    const rows = (...notices: readonly TicketNotice[]): OutboxRow[] =>
      down.connector.toOutbox(notices).map((draft) => row(draft));
    const outcome = async (sent: readonly OutboxRow[]): Promise<(string | undefined)[]> => {
      const results = await down.connector.deliver(sent);
      return sent.map(({ id }) => results.get(id)?.status);
    };

    beforeEach(async () => {
      down = await start();
    });
    afterEach(() => down.stop());

    it('gives each change its own key, and the same change the same key', () => {
      const [a, b] = rows(notice('tev_1'), notice('tev_2', 'urge'));
      expect(a?.id).not.toBe(b?.id);
      expect(rows(notice('tev_1'))[0]?.id).toBe(a?.id);
    });

    it('keeps one ticket in one lane and different tickets apart', () => {
      const lanes = rows(notice('1'), notice('2', 'urge'), notice('3', 'opened', 'tkt_2')).map((r) => r.lane);
      expect(lanes[0]).toBe(lanes[1]);
      expect(lanes[2]).not.toBe(lanes[0]);
    });

    it('hands over what it is given, in order', async () => {
      const sent = rows(notice('tev_1'), notice('tev_2', 'urge'), notice('tev_3', 'urge'));
      expect(await outcome(sent)).toEqual(['accepted', 'accepted', 'accepted']);
      expect(down.arrived()).toEqual(sent.map(({ id }) => id));
    });

    it('uses the same key on every retry', async () => {
      const sent = rows(notice('tev_1'));
      down.falter();
      await down.connector.deliver(sent);
      down.heal();
      await down.connector.deliver(sent.map((one) => ({ ...one, attempts: 2 })));
      expect(down.arrived()).toEqual([sent[0]?.id, sent[0]?.id]);
    });

    it('answers for every row of a large batch', async () => {
      const many = rows(...Array.from({ length: 60 }, (_, i) => notice(`tev_${i}`, 'opened', `tkt_${i}`)));
      expect(new Set(await outcome(many))).toEqual(new Set(['accepted']));
      expect(new Set(down.arrived()).size).toBe(60);
    });

    it.each(['falter', 'hang', 'cut'] as const)('keeps a row whose downstream does %s', async (fault) => {
      down[fault]();
      expect(await outcome(rows(notice('tev_1')))).toEqual(['retryable']);
    });

    it('keeps a row whose downstream is dead', async () => {
      await down.die();
      expect(await outcome(rows(notice('tev_1')))).toEqual(['retryable']);
    });

    it('gives up a row that is refused for good', async () => {
      down.refuse();
      expect(await outcome(rows(notice('tev_1')))).toEqual(['rejected']);
    });

    it('lets no update overtake the one before it', async () => {
      down.falter();
      expect(await outcome(rows(notice('tev_1'), notice('tev_2', 'urge')))).toEqual([
        'retryable',
        'retryable',
      ]);
      expect(down.arrived()).toHaveLength(1);
    });

    it('masks personal data unless told otherwise', async () => {
      await down.connector.deliver(rows(notice('tev_1')));
      expect(down.words()).toContain('TS2611000012');
      expect(down.words()).not.toContain('13812348000');
    });
  });
}

ticketConnector('signed webhook', async () => {
  const receiver = await new WebhookReceiver().start();
  const limits = { timeoutMs: 300, budgetMs: 5_000, parallel: 8 };
  return {
    connector: new WebhookConnector(
      { url: receiver.url, secret: receiver.secret },
      new SystemClock(),
      limits,
    ),
    arrived: () => receiver.received.map(({ id }) => id),
    words: () => receiver.received.map(({ raw }) => raw).join('\n'),
    die: () => receiver.stop(),
    falter: () => {
      receiver.answer = answerWith(503);
    },
    refuse: () => {
      receiver.answer = answerWith(410);
    },
    hang: () => {
      receiver.answer = () => undefined;
    },
    cut: () => {
      receiver.answer = (request) => request.socket.resetAndDestroy();
    },
    heal: () => {
      receiver.answer = answerWith(200);
    },
    stop: () => receiver.stop().catch(() => undefined),
  };
});

describe('signed webhook', () => {
  let receiver: WebhookReceiver;
  const connector = (limits = { timeoutMs: 300, budgetMs: 5_000, parallel: 8 }) =>
    new WebhookConnector({ url: receiver.url, secret: receiver.secret }, new SystemClock(), limits);
  const first = async (answer: WebhookReceiver['answer']) => {
    receiver.answer = answer;
    const webhook = connector();
    const sent = webhook.toOutbox([notice('tev_1')]).map((draft) => row(draft));
    return (await webhook.deliver(sent)).get(sent[0]?.id ?? '');
  };

  beforeEach(async () => {
    receiver = await new WebhookReceiver().start();
  });
  afterEach(() => receiver.stop());

  it('signs so that the published verifier takes it', async () => {
    await first(answerWith(200));
    expect(receiver.received[0]?.verified).toMatchObject({
      type: 'complaint.ticket.opened',
      data: { number: 'TS2611000012', urgency: 'urgent', phone: '138****8000' },
    });
    expect(receiver.received[0]).toMatchObject({ headers: { 'content-type': 'application/json' } });
  });

  it('is refused by the published verifier under another secret', async () => {
    const other = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    const webhook = new WebhookConnector({ url: receiver.url, secret: other }, new SystemClock());
    await webhook.deliver(webhook.toOutbox([notice('tev_1')]).map((draft) => row(draft)));
    expect(receiver.received[0]?.verified).toBe('No matching signature found');
  });

  it.each([
    [200, 'accepted'],
    [302, 'rejected'],
    [400, 'rejected'],
    [404, 'rejected'],
    [408, 'retryable'],
    [410, 'rejected'],
    [425, 'retryable'],
    [429, 'retryable'],
    [500, 'retryable'],
    [504, 'retryable'],
  ] as const)('takes %d for %s', async (status, verdict) => {
    expect((await first(answerWith(status)))?.status).toBe(verdict);
  });

  it('waits as long as Retry-After asks', async () => {
    expect(await first(answerWith(429, { 'retry-after': '90' }))).toMatchObject({ retryAfterMs: 90_000 });
  });

  it('never follows a redirect', async () => {
    const other = await new WebhookReceiver().start();
    try {
      await first(answerWith(307, { location: other.url }));
      expect([receiver.received.length, other.received.length]).toEqual([1, 0]);
    } finally {
      await other.stop();
    }
  });

  it('is done within its budget however slow the endpoint is', async () => {
    receiver.answer = () => undefined;
    const webhook = connector({ timeoutMs: 300, budgetMs: 200, parallel: 2 });
    const many = Array.from({ length: 20 }, (_, i) => notice(`tev_${i}`, 'opened', `tkt_${i}`));
    const started = performance.now();
    const results = await webhook.deliver(webhook.toOutbox(many).map((draft) => row(draft)));
    expect(performance.now() - started).toBeLessThan(1_500);
    expect([...results.values()].map(({ status }) => status)).toEqual(many.map(() => 'retryable'));
    expect(receiver.received.length).toBeLessThanOrEqual(2);
  });

  it('waits as the specification says: 5 s first, 75 h 35 min in all', () => {
    const { retrySchedule } = connector();
    expect(retrySchedule[0]).toBe(5_000);
    expect(retrySchedule).toHaveLength(9);
    expect(retrySchedule.reduce((sum, wait) => sum + wait, 0)).toBe((75 * 60 + 35) * 60_000 + 5_000);
  });
});
