import { type IncomingHttpHeaders, request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import { Controller, Get, Global, Module, Post } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import pg from 'pg';
import { DataSource } from 'typeorm';
import {
  AccountsModule,
  Authenticated,
  CurrentUser,
  createUser,
  TokenScope,
  type User,
} from '#app/accounts/index.js';
import { Clock } from '#app/base/clock/clock.js';
import { Database } from '#app/base/db/database.js';
import { Accounts1700000000002 } from '#app/base/db/migrations/1700000000002-accounts.js';
import { ErrorFilter } from '#app/base/http/error-filter.js';
import { Logger } from '#app/base/log/logger.js';

export const PASSWORD = 'lamp-river-42 am Fluss';
export const NEW_PASSWORD = 'seventeen green kettles';
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

const SERVER = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const reachable = await onServer('SELECT 1').then(
  () => true,
  () => false,
);

/** What the room's answers may hold; each test reads what it asked for. */
interface AnswerBody {
  readonly code?: string;
  readonly message?: string;
  readonly field?: string;
  readonly user?: User;
  readonly users?: readonly User[];
  readonly token?: { readonly id: string };
  readonly secret?: string;
}
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: () => AnswerBody;
}
interface Call {
  readonly body?: unknown;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

class TurnableClock extends Clock {
  private time = Date.parse('2026-11-20T08:00:00Z');
  override now(): Date {
    return new Date(this.time);
  }
  pass(ms: number): void {
    this.time += ms;
  }
}

/** Stands for any other room. */
@Controller('api/room')
class RoomController {
  @Get('manager')
  @Authenticated('manager')
  manager(@CurrentUser() user: User): User {
    return user;
  }
  @Get('token')
  @Authenticated('agent')
  @TokenScope('tickets:read')
  token(@CurrentUser() user: User): User {
    return user;
  }
  @Get('token/admin')
  @Authenticated('admin')
  @TokenScope('tickets:read')
  tokenAdmin(@CurrentUser() user: User): User {
    return user;
  }
  @Post('open')
  open(): { ok: boolean } {
    return { ok: true };
  }
}

/** The accounts room behind a real door, on a database of its own. */
export class AccountsApp {
  readonly clock = new TurnableClock();
  private readonly database = `jiesu_accounts_${process.pid}_${Date.now()}`;
  private opened: { source: DataSource; db: Database } | undefined;
  private nest: NestFastifyApplication | undefined;
  private address = '';

  get source(): DataSource {
    return started(this.opened).source;
  }
  get db(): Database {
    return started(this.opened).db;
  }
  get app(): NestFastifyApplication {
    return started(this.nest);
  }

  readonly start = async (): Promise<void> => {
    await onServer(`CREATE DATABASE ${this.database}`);
    const url = new URL(SERVER);
    url.pathname = `/${this.database}`;
    const source = new DataSource({
      type: 'postgres',
      driver: pg,
      url: url.toString(),
      migrations: [Accounts1700000000002],
    });
    await source.initialize();
    await source.runMigrations();
    const db = new Database(source);
    this.opened = { source, db };
    const module = await Test.createTestingModule({
      imports: [floor(db, this.clock), AccountsModule],
      controllers: [RoomController],
    }).compile();
    this.nest = module.createNestApplication<NestFastifyApplication>(
      new FastifyAdapter({ trustProxy: true }),
    );
    this.nest.useGlobalFilters(new ErrorFilter(new Logger('error')));
    await this.nest.listen(0, '127.0.0.1');
    this.address = await this.nest.getUrl();
  };

  readonly stop = async (): Promise<void> => {
    await this.nest?.close();
    if (this.opened?.source.isInitialized) await this.opened.source.destroy();
    await onServer(`DROP DATABASE IF EXISTS ${this.database} WITH (FORCE)`);
  };

  /** Everything but the audit log, which cannot be emptied. */
  readonly empty = async (): Promise<void> => {
    for (const table of ['api_tokens', 'users', 'unknown_logins']) await this.sql(`DELETE FROM ${table}`);
  };

  readonly sql = <Row extends object>(text: string, params: readonly unknown[] = []): Promise<Row[]> =>
    this.db.query<Row>(text, params);

  /** Over a real socket: `inject()` cannot load its ESM dependency under jest on Node 20. */
  readonly call = (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    { body, cookie, headers }: Call = {},
  ): Promise<Reply> => {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const json = payload && {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(payload),
    };
    const sent = { ...(cookie ? { cookie } : {}), ...(json || {}), ...headers };
    return new Promise((resolve, reject) => {
      const outgoing = request(`${this.address}${path}`, { method, headers: sent }, async (incoming) => {
        const text = Buffer.concat(await incoming.toArray()).toString();
        const status = incoming.statusCode ?? 0;
        resolve({ status, headers: incoming.headers, text, json: () => JSON.parse(text) });
      });
      outgoing.on('error', reject);
      outgoing.end(payload);
    });
  };

  readonly login = (username: string, password = PASSWORD, headers: Record<string, string> = {}) =>
    this.call('POST', '/api/session', { body: { username, password }, headers });

  /** Signs in and gives the `Cookie` header of it. */
  readonly signIn = async (username: string, password = PASSWORD): Promise<string> => {
    const reply = await this.login(username, password);
    if (reply.status !== 200) throw new Error(`${username} cannot sign in: ${reply.text}`);
    return setCookie(reply).split(';')[0] ?? '';
  };

  readonly person = (username: string, role: User['role'] = 'agent'): Promise<User> =>
    createUser(this.db, { username, password: PASSWORD, role, actor: 'cli', at: this.clock.now() });

  readonly whoAmI = (cookie: string) => this.call('GET', '/api/session', { cookie });

  readonly audited = async (): Promise<string[]> =>
    (await this.sql<{ action: string }>('SELECT action FROM audit_log ORDER BY position')).map(
      (row) => row.action,
    );
}

export function setCookie(reply: Reply): string {
  return [reply.headers['set-cookie'] ?? ''].flat().join('\n');
}

/** A suite that has the room running, emptied before each test; skipped where no PostgreSQL answers. */
export function describeAccounts(title: string, suite: (accounts: AccountsApp) => void): void {
  if (!reachable) console.warn(`${title}: skipped, no PostgreSQL answers; set TEST_DATABASE_URL`);
  (reachable ? describe : describe.skip)(title, () => {
    const accounts = new AccountsApp();
    beforeAll(accounts.start, 60_000);
    afterAll(accounts.stop, 60_000);
    beforeEach(accounts.empty);
    suite(accounts);
  });
}

function floor(db: Database, clock: Clock) {
  @Global()
  @Module({
    providers: [
      { provide: Database, useValue: db },
      { provide: Clock, useValue: clock },
    ],
    exports: [Database, Clock],
  })
  class FloorModule {}
  return FloorModule;
}

function started<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('not started');
  return part;
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: SERVER, connectionTimeoutMillis: 3000 });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
