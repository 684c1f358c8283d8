import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { AccountsModule, createUser, ROLES, type Role } from '#app/accounts/index.js';
import { Clock } from '#app/base/clock/clock.js';
import { Database, type Tx } from '#app/base/db/database.js';
import { Conversations1700000000001 } from '#app/base/db/migrations/1700000000001-conversations.js';
import { Accounts1700000000002 } from '#app/base/db/migrations/1700000000002-accounts.js';
import { Tickets1700000000003 } from '#app/base/db/migrations/1700000000003-tickets.js';
import { TicketClocks1700000000006 } from '#app/base/db/migrations/1700000000006-ticket-clocks.js';
import { Metrics } from '#app/base/health/metrics.js';
import { ErrorFilter } from '#app/base/http/error-filter.js';
import { Logger } from '#app/base/log/logger.js';
import { Outbox } from '#app/base/outbox/outbox.js';
import { OutboxRelay } from '#app/base/outbox/outbox-relay.js';
import { JobRegistry } from '#app/base/queue/job-registry.js';
import { Wakeups } from '#app/base/queue/wakeups.js';
import {
  type Ticket,
  TicketDesk,
  type TicketDraft,
  TicketsConfig,
  TicketsModule,
} from '#app/tickets/index.js';
import { answerWith, WebhookReceiver } from '../support/webhook-receiver.js';

const SERVER = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const PASSWORD = 'lamp-river-42 am Fluss';
const HOUR = 3_600_000;

/** Starts at the real time, because the published verifier compares with it. */
class TestClock extends Clock {
  private ahead = 0;
  override now(): Date {
    return new Date(Date.now() + this.ahead);
  }
  pass(ms: number): void {
    this.ahead += ms;
  }
  reset(): void {
    this.ahead = 0;
  }
}

async function admin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: SERVER, connectionTimeoutMillis: 3_000 });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const reachable = await admin('SELECT 1').then(
  () => true,
  () => false,
);
if (!reachable) console.warn(`tickets.spec: skipped, no PostgreSQL at ${SERVER} (set TEST_DATABASE_URL)`);

/** Bodies are checked by what is expected of them, field by field. */
interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}
interface Body {
  readonly code?: string;
  readonly field?: string;
  readonly state?: string;
  readonly next?: unknown;
  readonly items: readonly { readonly number: string }[];
}

let keys = 0;
const draft = (over: Partial<TicketDraft> = {}): TicketDraft => ({
  conversationId: 'cnv_1',
  channel: 'web',
  customerKey: 'c1',
  type: 'TS',
  category: 'MKT_METER',
  category2: null,
  urgency: 'general',
  urgencyReasons: [],
  flags: [],
  source: 'customer',
  issue: '电表走得太快,报了两次都没人来校',
  demand: ['校表'],
  address: '幸福路5号3栋502',
  phone: '13812348000',
  accountNo: '0123456789',
  person: '王小明',
  occurTime: null,
  amounts: [],
  dedupeKey: `key_${++keys}`,
  ...over,
});

(reachable ? describe : describe.skip)('tickets', () => {
  const name = `jiesu_tickets_${process.pid}_${Date.now()}`;
  const clock = new TestClock();
  const cookies = new Map<Role, string>();
  let receiver: WebhookReceiver;
  let source: DataSource;
  let db: Database;
  let app: NestFastifyApplication;
  let address: string;
  let desk: TicketDesk;
  let relay: OutboxRelay;

  const open = (...drafts: TicketDraft[]): Promise<Ticket[]> => db.tx((tx) => desk.open(tx, drafts));
  const openOne = async (over: Partial<TicketDraft> = {}): Promise<Ticket> => only(await open(draft(over)));
  const inTx = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => db.tx(work);
  const count = async (from: string): Promise<number> =>
    Number(only(await db.query<{ n: string }>(`SELECT count(*) AS n FROM ${from}`)).n);
  const http = async (
    method: 'GET' | 'POST',
    path: string,
    as: Role | null,
    body?: object,
  ): Promise<Reply> => {
    const response = await fetch(`${address}${path}`, {
      method,
      headers: {
        ...(as ? { cookie: cookies.get(as) ?? '' } : {}),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  };

  beforeAll(async () => {
    await admin(`CREATE DATABASE ${name}`);
    const url = new URL(SERVER);
    url.pathname = `/${name}`;
    source = await new DataSource({
      type: 'postgres',
      driver: pg,
      url: url.toString(),
      poolSize: 10,
      migrations: [
        Conversations1700000000001,
        Accounts1700000000002,
        Tickets1700000000003,
        TicketClocks1700000000006,
      ],
    }).initialize();
    await source.runMigrations();
    db = new Database(source);
    receiver = await new WebhookReceiver().start();
    app = await start();
    address = await app.getUrl();
    desk = app.get(TicketDesk);
    relay = app.get(OutboxRelay);
    for (const role of ROLES) {
      await createUser(db, { username: role, password: PASSWORD, role, actor: 'test', at: clock.now() });
      const reply = await http('POST', '/api/session', null, { username: role, password: PASSWORD });
      cookies.set(role, String(reply.headers.get('set-cookie')).split(';')[0] ?? '');
    }
  }, 60_000);

  afterAll(async () => {
    await app?.close();
    await receiver?.stop();
    if (source?.isInitialized) await source.destroy();
    await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  });

  beforeEach(async () => {
    clock.reset();
    receiver.answer = answerWith(204);
    receiver.received.length = 0;
    await db.query('TRUNCATE tickets, ticket_events, ticket_clocks, outbox');
  });

  async function start(): Promise<NestFastifyApplication> {
    const quiet = new Logger('silent');
    const floor = [
      { provide: Database, useValue: db },
      { provide: Clock, useValue: clock },
      { provide: Logger, useValue: quiet },
      {
        provide: Wakeups,
        useValue: new Wakeups(
          async () => undefined,
          () => undefined,
        ),
      },
      { provide: TicketsConfig, useValue: new TicketsConfig({ url: receiver.url, secret: receiver.secret }) },
      JobRegistry,
      Metrics,
      Outbox,
      OutboxRelay,
    ];
    @Global()
    @Module({ providers: floor, exports: floor })
    class FloorModule {}
    const module = await Test.createTestingModule({
      imports: [FloorModule, AccountsModule, TicketsModule],
      providers: [{ provide: APP_FILTER, useClass: ErrorFilter }],
    }).compile();
    const started = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), {
      logger: false,
    });
    await started.listen(0, '127.0.0.1');
    return started;
  }

  describe('opening', () => {
    it('gives forty complaints opened at once forty different numbers', async () => {
      const opened = (await Promise.all(Array.from({ length: 40 }, () => open(draft())))).flat();
      expect(new Set(opened.map(({ number }) => number)).size).toBe(40);
      expect(opened.every(({ number }) => /^TS\d{10}$/.test(number))).toBe(true);
      expect([await count('tickets'), await count('ticket_events'), await count('outbox')]).toEqual([
        40, 40, 40,
      ]);
    });

    it('opens the same case once, however often it arrives at once', async () => {
      const once = draft();
      const opened = (await Promise.all(Array.from({ length: 20 }, () => open(once)))).flat();
      expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
      expect([await count('tickets'), await count('ticket_events'), await count('outbox')]).toEqual([
        1, 1, 1,
      ]);
    });

    it('answers in the order asked, with one ticket for a key that comes twice', async () => {
      const [known, fresh, last] = [draft(), draft({ type: 'BX' }), draft({ type: 'JY' })];
      const before = only(await open(known));
      const opened = await open(fresh, known, last, { ...fresh, issue: '又说了一遍' });
      expect(opened.map(({ dedupeKey }) => dedupeKey)).toEqual(
        [fresh, known, last, fresh].map(({ dedupeKey }) => dedupeKey),
      );
      expect(opened[1]?.id).toBe(before.id);
      expect(opened[3]).toEqual(opened[0]);
      expect(opened[0]?.issue).toBe(fresh.issue);
      expect(Number(opened[2]?.number.slice(-6))).toBeGreaterThan(Number(opened[0]?.number.slice(-6)));
    });

    it('never deadlocks when batches bring the same keys in different orders', async () => {
      const drafts = Array.from({ length: 10 }, () => draft());
      const batches = Array.from({ length: 12 }, (_, i) => (i % 2 ? drafts : [...drafts].reverse()));
      const opened = await Promise.all(batches.map((batch) => open(...batch)));
      expect(new Set(opened.flat().map(({ id }) => id)).size).toBe(10);
    });

    it('gives back what it wrote', async () => {
      const opened = await openOne({
        issue: '"引号" 逗号, 换行\n 反斜杠\\ 😡',
        demand: ['a,b', '{c}', '"d"', ''],
        flags: ['group', 'vulnerable'],
        amounts: ['120.5'],
        accountNo: '0012345678',
      });
      expect(only(await desk.byNumbers(db, [opened.number]))).toEqual(opened);
    });

    it('is not sunk by a NUL or half an emoji in the words of one customer', async () => {
      const [odd, other] = await open(draft({ issue: 'a\u0000b\ud83d' }), draft());
      const kept = await desk.byNumbers(db, [odd?.number ?? '', other?.number ?? '']);
      expect(kept.find(({ id }) => id === odd?.id)?.issue).toBe('ab\ufffd');
      expect(kept).toHaveLength(2);
    });

    it('leaves nothing behind when the turn around it fails', async () => {
      await expect(
        inTx(async (tx) => {
          await desk.open(tx, [draft()]);
          throw new Error('the turn failed');
        }),
      ).rejects.toThrow('the turn failed');
      expect([await count('tickets'), await count('ticket_events'), await count('outbox')]).toEqual([
        0, 0, 0,
      ]);
    });

    it('takes few statements however many there are', async () => {
      const statements = await inTx(async (tx) => {
        let asked = 0;
        const counted: Tx['query'] = (sql, params) => {
          asked += 1;
          return tx.query(sql, params);
        };
        const counting: Tx = { ...tx, query: counted };
        const opened = await desk.open(
          counting,
          Array.from({ length: 50 }, () => draft()),
        );
        const opening = asked;
        await desk.note(
          counting,
          opened.map(({ id }) => ({ ticketId: id, by: 'customer', kind: 'urge' as const })),
        );
        return [opening, asked - opening];
      });
      // Clocks: one to open them; one to read and one to write them where a change concerns them.
      expect(statements).toEqual([5, 6]);
    });
  });

  describe('noting', () => {
    it('applies several changes to several tickets in order', async () => {
      const [a, b] = await open(draft(), draft({ address: null }));
      const noted = await inTx((tx) =>
        desk.note(tx, [
          { ticketId: a?.id ?? '', by: 'customer', kind: 'urge', text: '快点' },
          {
            ticketId: b?.id ?? '',
            by: 'customer',
            kind: 'supplement',
            text: '我在翠湖小区',
            slots: { address: '翠湖小区' },
          },
          { ticketId: a?.id ?? '', by: 'customer', kind: 'urge', text: '还没来' },
        ]),
      );
      expect(noted.map(({ urgeCount }) => urgeCount)).toEqual([1, 0, 2]);
      const kept = await desk.byNumbers(db, [a?.number ?? '', b?.number ?? '']);
      expect(kept.find(({ id }) => id === a?.id)).toEqual(noted[2]);
      expect(kept.find(({ id }) => id === b?.id)).toEqual(noted[1]);
      expect((await desk.timeline(db, a?.id ?? '')).map(({ kind, text }) => [kind, text])).toEqual([
        ['opened', a?.issue],
        ['urge', '快点'],
        ['urge', '还没来'],
      ]);
      expect(await count(`outbox WHERE lane = 'webhook:${a?.id}'`)).toBe(3);
    });

    it('loses no urge of thirty at once', async () => {
      const { id, number } = await openOne();
      const urge = { ticketId: id, by: 'customer', kind: 'urge' as const };
      await Promise.all(Array.from({ length: 30 }, () => inTx((tx) => desk.note(tx, [urge]))));
      expect(only(await desk.byNumbers(db, [number])).urgeCount).toBe(30);
    });

    it('writes nothing for a change that means nothing any more', async () => {
      const { id } = await openOne();
      await inTx((tx) => desk.note(tx, [{ ticketId: id, by: 'customer', kind: 'withdraw' }]));
      const [urged] = await inTx((tx) => desk.note(tx, [{ ticketId: id, by: 'customer', kind: 'urge' }]));
      expect(urged).toMatchObject({ state: 'withdrawn', urgeCount: 0 });
      expect(await count('ticket_events')).toBe(2);
    });

    it('refuses an unknown ticket and writes nothing at all', async () => {
      const { id, number } = await openOne();
      const changes = [id, 'tkt_none'].map((ticketId) => ({
        ticketId,
        by: 'customer',
        kind: 'urge' as const,
      }));
      await expect(inTx((tx) => desk.note(tx, changes))).rejects.toMatchObject({ code: 'tickets.not_found' });
      expect(only(await desk.byNumbers(db, [number])).urgeCount).toBe(0);
    });

    it('keeps the owner when the work is given to somebody else', async () => {
      const { id, owner } = await openOne();
      const given = await inTx((tx) => desk.assign(tx, id, 'usr_9', 'usr_1'));
      expect(given).toMatchObject({ owner, assignee: 'usr_9' });
    });
  });

  describe('finding', () => {
    it('finds open tickets and those closed within thirty days', async () => {
      const [still, recent, old] = await open(draft(), draft(), draft());
      const close = (ticket?: Ticket) =>
        inTx((tx) => desk.note(tx, [{ ticketId: ticket?.id ?? '', by: 'customer', kind: 'withdraw' }]));
      await close(old);
      clock.pass(31 * 24 * HOUR);
      await close(recent);
      const ids = [still?.id, recent?.id].sort();
      const sorted = (tickets: Ticket[]) => tickets.map(({ id }) => id).sort();
      expect(sorted(await desk.forConversations(db, ['cnv_1', 'cnv_2']))).toEqual(ids);
      expect(sorted(await desk.byPhones(db, ['13812348000']))).toEqual(ids);
      expect(
        sorted(
          await desk.byNumbers(
            db,
            [still, recent, old].map((t) => t?.number ?? ''),
          ),
        ),
      ).toEqual(ids);
    });

    it('takes a number as it is typed and ignores what is none', async () => {
      const { id, number } = await openOne();
      const found = await desk.byNumbers(db, [` ${number.toLowerCase()} `, "TS' OR '1'='1", '']);
      expect(found.map((ticket) => ticket.id)).toEqual([id]);
    });
  });

  describe('the webhook, through the real outbox', () => {
    const rows = () =>
      db.query<{ id: string; state: string; attempts: number; wait: number; last_error: string | null }>(
        `SELECT id, state, attempts, last_error, extract(epoch FROM due_at - now())::float8 AS wait
         FROM outbox ORDER BY position`,
      );

    it('arrives signed, in order, with the outbox id as its key', async () => {
      const { id, number } = await openOne();
      await inTx((tx) => desk.note(tx, [{ ticketId: id, by: 'customer', kind: 'urge', text: '快点' }]));
      await relay.run();
      expect(receiver.received.map(({ verified }) => verified)).toMatchObject([
        { type: 'complaint.ticket.opened', data: { number, urgency: 'general', phone: '138****8000' } },
        {
          type: 'complaint.ticket.updated',
          data: { number, urgency: 'urgent', change: { kind: 'urge', text: '快点' } },
        },
      ]);
      expect(receiver.received.map((one) => one.id)).toEqual((await rows()).map((one) => one.id));
      expect((await rows()).map(({ state }) => state)).toEqual(['sent', 'sent']);
    });

    it('keeps personal data out of the outbox, too', async () => {
      await openOne({ issue: '我是王小明,住幸福路5号3栋502,电话13812348000' });
      const [payload] = await db.query<{ text: string }>('SELECT payload::text AS text FROM outbox');
      for (const secret of ['13812348000', '小明', '502', '0123456789'])
        expect(payload?.text).not.toContain(secret);
    });

    it('comes again under the same key with the same words after a failure', async () => {
      await openOne();
      receiver.answer = answerWith(500);
      await relay.run();
      expect(only(await rows())).toMatchObject({ state: 'pending', attempts: 1 });
      expect(only(await rows()).wait).toBeGreaterThan(3);
      await db.query('UPDATE outbox SET due_at = now()');
      receiver.answer = answerWith(200);
      await relay.run();
      const [first, second] = receiver.received;
      expect([second?.id, second?.raw]).toEqual([first?.id, first?.raw]);
      expect(only(await rows())).toMatchObject({ state: 'sent', attempts: 2 });
    });

    it('stops at an endpoint that is gone', async () => {
      await openOne();
      receiver.answer = answerWith(410);
      await relay.run();
      expect(only(await rows())).toMatchObject({
        state: 'rejected',
        last_error: expect.stringContaining('410'),
      });
    });
  });

  describe('over HTTP', () => {
    const list = (as: Role, query = ''): Promise<Reply> => http('GET', `/api/tickets${query}`, as);

    it('needs somebody who is signed in', async () => {
      const { number } = await openOne();
      for (const [method, url] of [
        ['GET', '/api/tickets'],
        ['GET', `/api/tickets/${number}`],
        ['POST', `/api/tickets/${number}/transition`],
      ] as const) {
        expect(
          (await http(method, url, null, method === 'POST' ? { to: 'investigating' } : undefined)).status,
        ).toBe(401);
      }
    });

    it('lists newest first, page by page, with personal data masked', async () => {
      const opened: string[] = [];
      for (let i = 0; i < 5; i++) {
        opened.unshift((await openOne()).number);
        clock.pass(1_000);
      }
      const seen: string[] = [];
      let before = '';
      do {
        const { body } = await list('agent', `?limit=2${before}`);
        for (const item of body.items) seen.push(item.number);
        before = body.next ? `&before=${body.next}` : '';
      } while (before);
      expect(seen).toEqual(opened);
      const { body } = await list('agent', '?limit=1');
      expect(body.items[0]).toMatchObject({
        phone: '138****8000',
        address: '幸福路***',
        accountNo: '*******789',
        person: '王**',
        stateName: '受理登记',
      });
      expect(JSON.stringify(body)).not.toMatch(/13812348000|502|0123456789|dedupeKey|customerKey/);
    });

    it('filters by state, type and words', async () => {
      const [meter, repair] = await open(
        draft({ issue: '电表100%有问题' }),
        draft({ type: 'BX', issue: '没电了', phone: null }),
      );
      await inTx((tx) => desk.note(tx, [{ ticketId: repair?.id ?? '', by: 'customer', kind: 'withdraw' }]));
      const numbers = async (query: string) =>
        (await list('agent', query)).body.items.map((item: { number: string }) => item.number);
      expect(await numbers('?state=open')).toEqual([meter?.number]);
      expect(await numbers('?state=withdrawn')).toEqual([repair?.number]);
      expect(await numbers('?state=closed&type=BX')).toEqual([repair?.number]);
      expect(await numbers('?type=TS')).toEqual([meter?.number]);
      expect(await numbers(`?q=${encodeURIComponent('100%有')}`)).toEqual([meter?.number]);
      expect(await numbers(`?q=${encodeURIComponent('1%有')}`)).toEqual([]);
      expect(await numbers('?q=13812348000')).toEqual([meter?.number]);
      expect(await numbers(`?q=${repair?.number.toLowerCase()}`)).toEqual([repair?.number]);
      expect(await numbers('?q=%00')).toHaveLength(2);
    });

    it.each([
      ['?state=nowhere', 'state'],
      ['?limit=0', 'limit'],
      ['?limit=1000', 'limit'],
      ['?before=x', 'before'],
      ['?order=phone', 'order'],
    ])('refuses %s by name', async (query, field) => {
      const { status, body } = await list('agent', query);
      expect([status, body.field]).toEqual([400, field]);
    });

    it('shows one ticket in clear with its timeline, and writes down who looked', async () => {
      const { id, number } = await openOne();
      const looks = () => count(`audit_log WHERE action = 'ticket.revealed' AND object = '${id}'`);
      expect(await looks()).toBe(0);
      const reply = await http('GET', `/api/tickets/${number}`, 'agent');
      expect(reply.body).toMatchObject({
        number,
        phone: '13812348000',
        timeline: [{ kind: 'opened' }],
        next: ['investigating', 'withdrawn'],
      });
      expect(reply.headers.get('cache-control')).toBe('no-store');
      expect(await looks()).toBe(1);
    });

    it.each<[string, Partial<TicketDraft>, readonly Role[]]>([
      ['a report', { type: 'JB' }, ['manager', 'admin']],
      ['a confidential complaint', { confidential: true }, ['supervisor', 'manager', 'admin']],
      ['a complaint', {}, ROLES],
    ])('shows %s only to those who may know of it', async (_title, over, allowed) => {
      const { number } = await openOne({ ...over, issue: '有人偷电' });
      for (const role of ROLES) {
        const may = allowed.includes(role);
        const searches = [
          '',
          '?type=JB',
          `?q=${number}`,
          `?q=${encodeURIComponent('偷电')}`,
          '?q=13812348000',
        ];
        const found = await Promise.all(searches.map((query) => list(role, query)));
        expect([role, found.some(({ body }) => JSON.stringify(body).includes(number))]).toEqual([role, may]);
        expect((await http('GET', `/api/tickets/${number}`, role)).status).toBe(may ? 200 : 404);
        if (may) continue;
        const moved = await http('POST', `/api/tickets/${number}/transition`, role, { to: 'investigating' });
        expect(moved.status).toBe(404);
        expect(moved.body.code).toBe('tickets.not_found');
      }
    });

    it('moves a ticket along its stages and nowhere else', async () => {
      const { id, number } = await openOne();
      const move = async (to: string, note?: string) => {
        const reply = await http('POST', `/api/tickets/${number}/transition`, 'agent', {
          to,
          ...(note ? { note } : {}),
        });
        return [reply.status, reply.body.code ?? reply.body.state];
      };
      expect(await move('archived')).toEqual([409, 'tickets.transition_refused']);
      expect(await move('investigating', '派计量班')).toEqual([200, 'investigating']);
      expect(await move('withdrawn')).toEqual([400, 'tickets.reason_needed']);
      expect(await move('lost')).toEqual([400, 'request.invalid']);
      expect(await move('resolving')).toEqual([200, 'resolving']);
      expect((await desk.timeline(db, id)).map(({ kind, visibility }) => [kind, visibility])).toEqual([
        ['opened', 'customer'],
        ['transition', 'customer'],
        ['remark', 'internal'],
        ['transition', 'customer'],
      ]);
    });

    it('lets one of ten seats win who press the same button', async () => {
      const { number } = await openOne();
      const press = () => http('POST', `/api/tickets/${number}/transition`, 'agent', { to: 'investigating' });
      const replies = await Promise.all(Array.from({ length: 10 }, press));
      expect(replies.map(({ status }) => status).sort()).toEqual([
        200,
        ...Array.from({ length: 9 }, () => 409),
      ]);
    });

    it.each(['TS9901000001', 'nonsense', "TS' OR 1=1"])('knows no ticket %s', async (number) => {
      expect([400, 404]).toContain(
        (await http('GET', `/api/tickets/${encodeURIComponent(number)}`, 'admin')).status,
      );
    });
  });
});

function only<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined || items.length !== 1) throw new Error(`expected one item, got ${items.length}`);
  return item;
}
