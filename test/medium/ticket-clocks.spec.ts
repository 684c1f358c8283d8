import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { APP_FILTER } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test, type TestingModule } from '@nestjs/testing';
import { AccountsModule, createUser, type Role } from '#app/accounts/index.js';
import { Clock } from '#app/base/clock/clock.js';
import { migrate } from '#app/base/db/data-source.js';
import type { Database } from '#app/base/db/database.js';
import { ErrorFilter } from '#app/base/http/error-filter.js';
import { ClockSweep, type Ticket, TicketDesk, type TicketDraft, TicketsModule } from '#app/tickets/index.js';
import { testFloor } from '../support/floor.js';
import { openTestDatabase, type TestDatabase } from '../support/test-database.js';

jest.setTimeout(60_000);

const PASSWORD = 'lamp-river-42 am Fluss';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = new Date('2026-11-20T12:00:00+08:00');
/** The warnings of a ticket that nobody works on: its receipt has acknowledged it, three clocks run. */
const THREE_CLOCKS = ['contact', 'resolve', 'response'].flatMap((kind) =>
  [100, 70, 90].map((percent) => `${kind} ${percent}`),
);

class TestClock extends Clock {
  time = NOON;
  override now(): Date {
    return this.time;
  }
}

interface Told {
  readonly ticketId: string;
  readonly what: string;
  readonly to: string;
}
interface ClockRow {
  readonly kind: string;
  readonly dueAt: string;
  readonly pausedAt: string | null;
  readonly pauseReason: string | null;
}
interface Body {
  readonly code?: string;
  readonly field?: string;
  readonly clocks?: readonly ClockRow[];
  readonly calendarPublished?: boolean;
}

const clock = new TestClock();
let opened: TestDatabase;
let db: Database;
let app: NestFastifyApplication;
let desk: TicketDesk;
let here: ClockSweep;
let there: ClockSweep;
let keys = 0;
const modules: TestingModule[] = [];
const cookies = new Map<Role, string>();

const draft = (over: Partial<TicketDraft> = {}): TicketDraft => ({
  conversationId: `cnv_${keys}`,
  channel: 'web',
  customerKey: 'c1',
  type: 'TS',
  category: 'MKT_METER',
  category2: null,
  urgency: 'general',
  urgencyReasons: [],
  flags: [],
  source: 'web',
  issue: '电表走得太快',
  demand: [],
  address: null,
  phone: null,
  accountNo: null,
  person: null,
  occurTime: null,
  amounts: [],
  dedupeKey: `key_${++keys}`,
  ...over,
});

/** A process of its own: its own pool, its own objects. */
async function worker(on: Database): Promise<TestingModule> {
  const module = await Test.createTestingModule({
    imports: [testFloor(on), AccountsModule, TicketsModule],
    providers: [{ provide: APP_FILTER, useClass: ErrorFilter }],
  })
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  modules.push(module);
  return module;
}
const sweepOf = (module: TestingModule): ClockSweep => module.get(ClockSweep, { strict: false });

const openMany = (count: number, over: Partial<TicketDraft> = {}): Promise<Ticket[]> =>
  db.tx((tx) =>
    desk.open(
      tx,
      Array.from({ length: count }, () => draft(over)),
    ),
  );
async function openOne(over: Partial<TicketDraft> = {}): Promise<Ticket> {
  const [ticket] = await openMany(1, over);
  if (!ticket) throw new Error('not opened');
  return ticket;
}
async function told(): Promise<Told[]> {
  return db.query<Told>(
    `SELECT ticket_id AS "ticketId", (data->>'clock') || ' ' || (data->>'percent') AS what, data->>'to' AS "to"
     FROM ticket_events WHERE kind = 'clock_warning' ORDER BY position`,
  );
}
const toldOf = async (ticket: Ticket): Promise<string[]> =>
  (await told()).filter(({ ticketId }) => ticketId === ticket.id).map(({ what }) => what);
const talk = (id: string, attention = 'none'): Promise<object[]> =>
  db.query(
    `INSERT INTO conversations (id, channel, account_id, contact_key, attention) VALUES ($1, 'web', 'default', $1, $2)`,
    [id, attention],
  );
async function attentionOf(id: string): Promise<string | undefined> {
  const [row] = await db.query<{ attention: string }>('SELECT attention FROM conversations WHERE id = $1', [
    id,
  ]);
  return row?.attention;
}
const later = (ms: number): Date => new Date(NOON.getTime() + ms);

async function http(
  method: 'GET' | 'POST',
  path: string,
  as: Role | null,
  body?: object,
): Promise<{ status: number; headers: Headers; body: Body }> {
  const response = await fetch(`${await app.getUrl()}${path}`, {
    method,
    headers: {
      ...(as ? { cookie: cookies.get(as) ?? '' } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.db;
  const first = await worker(db);
  app = first.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  desk = first.get(TicketDesk, { strict: false });
  here = sweepOf(first);
  there = sweepOf(await worker(await opened.another()));
  for (const role of ['agent', 'supervisor'] as const) {
    await createUser(db, { username: role, password: PASSWORD, role, actor: 'test', at: NOON });
    const { headers } = await http('POST', '/api/session', null, { username: role, password: PASSWORD });
    cookies.set(role, String(headers.get('set-cookie')).split(';')[0] ?? '');
  }
}, 120_000);

afterAll(async () => {
  await app?.close();
  await Promise.all(modules.slice(1).map((module) => module.close()));
  await opened?.close();
});

beforeEach(async () => {
  clock.time = NOON;
  await db.query('TRUNCATE tickets, ticket_events, ticket_clocks, conversations, outbox CASCADE');
});

describe('two sweepers at once', () => {
  it('tell each of nine warnings of 120 tickets exactly once', async () => {
    const tickets = await openMany(120);
    const counts = await Promise.all(
      [here, there, here, there].map((one) => one.sweep(later(6 * 24 * HOUR))),
    );
    const rows = await told();
    expect(rows).toHaveLength(120 * THREE_CLOCKS.length);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(rows.length);
    for (const ticket of tickets)
      expect(
        rows
          .filter(({ ticketId }) => ticketId === ticket.id)
          .map(({ what }) => what)
          .sort(),
      ).toEqual(THREE_CLOCKS);
    expect(await here.sweep(later(30 * 24 * HOUR))).toBe(0);
  });

  it('and clocks ten minutes apart, restarts, and tickets that move on: none twice, none missed', async () => {
    const tickets = await openMany(40);
    let sweepers = [here, there];
    for (let minute = 0; minute <= 6 * 24 * 60; minute += minute < 180 ? 3 : 47) {
      const [a, b] = sweepers;
      await Promise.all([
        a?.sweep(later((minute + 10) * MINUTE)),
        b?.sweep(later((minute - 10) * MINUTE)),
        a?.sweep(later(minute * MINUTE)),
      ]);
      // A worker dies, another starts and knows nothing but the tables.
      if (minute === 90 || minute === 2_060) sweepers = [sweepOf(await worker(await opened.another())), here];
      if (minute === 120) {
        clock.time = later(120 * MINUTE);
        // Long before its response clock reaches 70 %: an answer for every fourth one.
        for (const ticket of tickets.filter((_, index) => index % 4 === 0)) {
          await db.tx((tx) => desk.transition(tx, ticket.id, 'investigating', 'usr_1', ''));
          await db.tx((tx) => desk.transition(tx, ticket.id, 'resolving', 'usr_1', ''));
        }
      }
    }
    const rows = await told();
    for (const [index, ticket] of tickets.entries()) {
      const expected =
        index % 4 === 0 ? THREE_CLOCKS.filter((what) => !what.startsWith('response')) : THREE_CLOCKS;
      expect(
        rows
          .filter(({ ticketId }) => ticketId === ticket.id)
          .map(({ what }) => what)
          .sort(),
      ).toEqual(expected);
    }
  });
});

describe('a worker', () => {
  it('whose clock is wrong goes by the time of the database', async () => {
    clock.time = new Date(Date.now() - 30 * 24 * HOUR);
    const ticket = await openOne({ receivedAt: new Date(Date.now() - 100 * MINUTE) });
    await here.run();
    expect(await toldOf(ticket)).toEqual(['contact 70']);
  });

  it('that dies in the middle leaves nothing half told, and the next one tells it', async () => {
    const ticket = await openOne();
    await db.query(
      'ALTER TABLE ticket_events ADD CONSTRAINT broken CHECK (kind <> $$clock_warning$$) NOT VALID',
    );
    await expect(here.sweep(later(100 * MINUTE))).rejects.toThrow('broken');
    await db.query('ALTER TABLE ticket_events DROP CONSTRAINT broken');
    expect(await toldOf(ticket)).toEqual([]);
    await there.sweep(later(100 * MINUTE));
    expect(await toldOf(ticket)).toEqual(['contact 70']);
  });

  it('that was away for days tells every level late, each once', async () => {
    const ticket = await openOne();
    await here.sweep(later(10 * 24 * HOUR));
    expect((await toldOf(ticket)).sort()).toEqual(THREE_CLOCKS);
  });

  it('never waits for a turn that holds the conversation; the warning comes after it', async () => {
    const ticket = await openOne({ conversationId: 'cnv_held' });
    await talk('cnv_held');
    await db.tx(async (tx) => {
      await tx.query('SELECT 1 FROM conversations WHERE id = $1 FOR UPDATE', ['cnv_held']);
      expect(await there.sweep(later(100 * MINUTE))).toBe(0);
      // The turn goes on: it may change the ticket, whose row no sweep is sitting on.
      await desk.note(tx, [{ ticketId: ticket.id, by: 'customer', kind: 'supplement', text: '补充' }]);
    });
    expect(await there.sweep(later(100 * MINUTE))).toBe(1);
    expect(await toldOf(ticket)).toEqual(['contact 70']);
  });
});

describe('a warning', () => {
  it('is for whoever works on it, at the end and where nobody does for the supervisor', async () => {
    const [mine, nobodys] = await openMany(2);
    if (!mine || !nobodys) throw new Error('not opened');
    await db.tx((tx) => desk.assign(tx, mine.id, 'usr_li', 'usr_1'));
    await here.sweep(later(2 * HOUR));
    const rows = await told();
    const of = (ticket: Ticket): string[] =>
      rows.filter((row) => row.ticketId === ticket.id).map(({ to }) => to);
    expect(of(mine)).toEqual(['assignee', 'assignee', 'supervisor']);
    expect(of(nobodys)).toEqual(['supervisor', 'supervisor', 'supervisor']);
  });

  it('is on the internal timeline only', async () => {
    const ticket = await openOne();
    await here.sweep(later(6 * 24 * HOUR));
    const events = await desk.timeline(db, ticket.id);
    expect(
      events.filter(({ kind }) => kind === 'clock_warning').every((e) => e.visibility === 'internal'),
    ).toBe(true);
    expect(events.at(-1)?.text).toBe('办结时限已到，请主管督办');
  });

  it('raises the attention of the conversation and never lowers it', async () => {
    await talk('cnv_a');
    await talk('cnv_b', 'danger');
    const ticket = await openOne({ conversationId: 'cnv_a' });
    await openOne({ conversationId: 'cnv_b' });
    await db.tx((tx) => desk.assign(tx, ticket.id, 'usr_li', 'usr_1'));
    await here.sweep(later(100 * MINUTE));
    expect([await attentionOf('cnv_a'), await attentionOf('cnv_b')]).toEqual(['agent', 'danger']);
    await here.sweep(later(130 * MINUTE));
    expect([await attentionOf('cnv_a'), await attentionOf('cnv_b')]).toEqual(['supervisor', 'danger']);
  });

  it('is not given for what is fulfilled or closed, and again from the start when it is reopened', async () => {
    const ticket = await openOne();
    await db.tx((tx) => desk.note(tx, [{ ticketId: ticket.id, by: 'customer', kind: 'withdraw' }]));
    expect(await here.sweep(later(6 * 24 * HOUR))).toBe(0);
    clock.time = later(7 * 24 * HOUR);
    await db.tx((tx) => desk.note(tx, [{ ticketId: ticket.id, by: 'customer', kind: 'reopen' }]));
    // Reopened one level higher: a call within 30 minutes of then.
    await here.sweep(later(7 * 24 * HOUR + 30 * MINUTE));
    expect(await toldOf(ticket)).toEqual(['contact 70', 'contact 90', 'contact 100']);
  });
});

describe('the clocks of a ticket, for seats', () => {
  const path = (ticket: Ticket, rest: string): string => `/api/tickets/${ticket.number}/${rest}`;
  const contactOf = (body: Body): ClockRow | undefined => body.clocks?.find(({ kind }) => kind === 'contact');

  it('are listed, paused with a reason, and run on with the time that was left', async () => {
    const ticket = await openOne();
    const listed = await http('GET', path(ticket, 'clocks'), 'agent');
    expect(contactOf(listed.body)?.dueAt).toBe(ticket.contactDeadline.toISOString());

    clock.time = later(HOUR);
    const paused = await http('POST', path(ticket, 'clocks/contact/pause'), 'agent', { reason: '客户出差' });
    expect([paused.status, contactOf(paused.body)?.pauseReason]).toEqual([200, '客户出差']);
    expect(await here.sweep(later(3 * HOUR))).toBe(0);

    clock.time = later(5 * HOUR);
    const resumed = await http('POST', path(ticket, 'clocks/contact/resume'), 'agent', {
      reason: '客户回来了',
    });
    expect(contactOf(resumed.body)).toMatchObject({ dueAt: later(6 * HOUR).toISOString(), pausedAt: null });
    const [now] = await desk.byNumbers(db, [ticket.number]);
    expect(now?.contactDeadline).toEqual(later(6 * HOUR));
    await here.sweep(later(6 * HOUR));
    expect(await toldOf(ticket)).toEqual(['contact 70', 'contact 90', 'contact 100']);
    expect((await desk.timeline(db, ticket.id)).map(({ kind, by }) => [kind, by === 'system'])).toEqual([
      ['opened', false],
      ['clock_paused', false],
      ['clock_resumed', false],
      ...Array.from({ length: 3 }, () => ['clock_warning', true]),
    ]);
  });

  it.each([
    ['without a reason', 'contact', { reason: '  ' }, 400, 'request.invalid', 'reason'],
    ['of an unknown kind', 'lunch', { reason: '等件' }, 400, 'request.invalid', 'kind'],
    ['of the first reply', 'ack', { reason: '等件' }, 409, 'tickets.clock_refused', 'kind'],
  ])('a pause %s is refused', async (_, kind, body, status, code, field) => {
    const ticket = await openOne({ source: 'letter' });
    const reply = await http('POST', path(ticket, `clocks/${kind}/pause`), 'agent', body);
    expect([reply.status, reply.body.code, reply.body.field]).toEqual([status, code, field]);
  });

  it('what is critical, paused, done or running cannot be paused or resumed again', async () => {
    const [calm, critical] = [await openOne(), await openOne({ urgency: 'critical' })];
    const order = (ticket: Ticket, kind: string, what: string) =>
      http('POST', path(ticket, `clocks/${kind}/${what}`), 'agent', { reason: '等件' });
    expect((await order(critical, 'resolve', 'pause')).status).toBe(409);
    expect((await order(calm, 'resolve', 'resume')).status).toBe(409);
    expect((await order(calm, 'resolve', 'pause')).status).toBe(200);
    expect((await order(calm, 'resolve', 'pause')).status).toBe(409);
    await db.tx((tx) => desk.transition(tx, calm.id, 'investigating', 'usr_1', ''));
    expect((await order(calm, 'contact', 'pause')).status).toBe(409);
  });

  it('get ten days to be resolved by a supervisor, once', async () => {
    const ticket = await openOne();
    const extend = (as: Role) => http('POST', path(ticket, 'extension'), as, { reason: '需校表机构检定' });
    expect((await extend('agent')).status).toBe(403);
    const extended = await extend('supervisor');
    expect(extended.body.clocks?.find(({ kind }) => kind === 'resolve')?.dueAt).toBe(
      later(10 * 24 * HOUR).toISOString(),
    );
    expect((await extend('supervisor')).body.code).toBe('tickets.clock_refused');
  });

  it('are foretold: 若现在受理', async () => {
    const at = encodeURIComponent('2026-12-31T10:00:00+08:00');
    const reply = await http('GET', `/api/ticket-clocks/preview?urgency=urgent&at=${at}`, 'agent');
    expect(reply.body).toMatchObject({ urgency: 'urgent', inWorkingTime: true, calendarPublished: false });
    expect(reply.body.clocks?.map(({ kind, dueAt }) => `${kind} ${dueAt}`)).toEqual([
      'ack 2026-12-31T02:30:00.000Z',
      'contact 2026-12-31T02:30:00.000Z',
      'response 2026-12-31T04:00:00.000Z',
      'resolve 2027-01-05T02:00:00.000Z',
    ]);
    expect((await http('GET', '/api/ticket-clocks/preview?urgency=now', 'agent')).body.field).toBe('urgency');
    expect((await http('GET', '/api/ticket-clocks/preview?at=gestern', 'agent')).body.field).toBe('at');
    expect((await http('GET', '/api/ticket-clocks/preview', null)).status).toBe(401);
  });
});

it('the migration gives open tickets from before their clocks, and tells what is overdue once', async () => {
  clock.time = new Date(Date.now() - 3 * HOUR);
  const [overdue, moved, closed] = await openMany(3);
  if (!overdue || !moved || !closed) throw new Error('not opened');
  await db.tx((tx) => desk.transition(tx, moved.id, 'investigating', 'usr_1', ''));
  await db.tx((tx) => desk.note(tx, [{ ticketId: closed.id, by: 'customer', kind: 'withdraw' }]));
  await db.query('DROP TABLE ticket_clocks');
  await db.query(`DELETE FROM migrations WHERE name = 'TicketClocks1700000000006'`);
  expect(await migrate(db.dataSource)).toEqual(['TicketClocks1700000000006']);
  await here.run();
  expect(await toldOf(overdue)).toEqual(['contact 100']);
  expect(await toldOf(moved)).toEqual([]);
  expect(await toldOf(closed)).toEqual([]);
  await here.sweep(new Date(Date.now() + 15 * HOUR));
  expect(await toldOf(moved)).toEqual(['response 70']);
});
