import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { isOpenTo } from '#app/base/db/embedded/home.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#app/base/db/embedded/index.js';
import { acquireLock } from '#app/base/db/embedded/lock.js';
import { Supervisor } from '#app/base/db/embedded/supervisor.js';
import {
  buildKillGateway,
  type GatewayArguments,
  KillableGateway,
  removeKillGateway,
} from '../support/killable-gateway.js';

jest.setTimeout(60_000);

const isRoot = process.getuid?.() === 0;
const isLinux = process.platform === 'linux';
const NOBODY = 65534;

let build = '';
let temp = '';
let main = '';
const gateways: KillableGateway[] = [];
const servers: EmbeddedPostgres[] = [];

beforeAll(async () => {
  build = await buildKillGateway();
  temp = mkdtempSync(join(tmpdir(), 'jiesu-embedded-'));
  chmodSync(temp, 0o711);
  // What people do call folders; a comma separates socket folders in PostgreSQL's settings.
  main = join(temp, '接诉 data, 1');
});

afterEach(async () => {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.kill()));
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

afterAll(async () => {
  // The watchers of killed gateways are stopping their servers; the folder must not go first.
  try {
    await eventually(() => processesNaming(temp).length === 0);
  } finally {
    for (const pid of processesNaming(temp)) kill(pid);
    rmSync(temp, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    removeKillGateway(build);
  }
});

function gateway(given: Partial<GatewayArguments> = {}): KillableGateway {
  const made = new KillableGateway({ build, dataDir: main, mode: 'insert', ...given });
  gateways.push(made);
  return made;
}

async function start(
  dataDir: string,
  log: (text: string) => void = () => undefined,
): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log: (_level, message) => log(message) });
  servers.push(server);
  return server;
}

async function query<Row extends object>(server: EmbeddedPostgres, sql: string): Promise<Row[]> {
  const client = new pg.Client(server.connection);
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<Row>(sql);
  await client.end();
  return rows;
}

async function eventually(check: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!check()) {
    if (Date.now() > end) throw new Error('waited 10 s in vain');
    await sleep(20);
  }
}

function fakeCluster(name: string, version: string): string {
  const dataDir = join(temp, name);
  const data = join(dataDir, 'postgres', 'data');
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'PG_VERSION'), `${version}\n`);
  for (const path of [data, join(dataDir, 'postgres'), dataDir]) chmodSync(path, 0o755);
  if (isRoot) chownSync(data, NOBODY, NOBODY);
  return dataDir;
}

/** Pids of live processes whose command line holds `text`. */
function processesNaming(text: string): number[] {
  if (!isLinux) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text);
      } catch {
        return false;
      }
    })
    .map(Number);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone by itself meanwhile.
  }
}

describe('the embedded PostgreSQL', () => {
  it('starts on a folder that does not exist, and ends without a trace', async () => {
    const once = gateway({ mode: 'once' });
    const { home } = await once.isReady();
    await once.says('stopped');
    const stopped = Date.now();
    expect(await once.exited).toBe(0);
    expect(Date.now() - stopped).toBeLessThan(1000);
    expect(processesNaming(home)).toEqual([]);
    expect(existsSync(join(home, 'data', 'postmaster.pid'))).toBe(false);
  });

  it('gives a database of our own, reached by parts and by URL, whose owner is no superuser', async () => {
    const server = await start(main);
    const sql =
      'select current_user as who, current_database() as db, usesuper from pg_user where usename = current_user';
    expect(await query(server, sql)).toEqual([{ who: 'jiesu', db: 'jiesu', usesuper: false }]);
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    expect(
      (await client.query("select lower('ÀÇ 停电') as text, current_setting('max_connections') as max")).rows,
    ).toEqual([{ text: 'àç 停电', max: '100' }]);
    await client.end();
  });

  it('loses no acknowledged row when gateway, postmaster or both are killed ten times', async () => {
    const kinds = [
      'gateway',
      'postmaster',
      'both',
      'gateway',
      'postmaster',
      'both',
      'gateway',
      'postmaster',
      'both',
      'postmaster',
    ];
    const acked: number[] = [];
    const log: string[] = [];
    let current = gateway({ firstId: 0 });
    for (const [round, kind] of shuffled(kinds).entries()) {
      log.push(kind);
      const { home } = await current.isReady();
      await current.says('inserting');
      await current.acks(50);
      await sleep(Math.random() * 150);
      const postmaster = Number(readFileSync(join(home, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
      if (kind !== 'gateway') kill(postmaster);
      if (kind === 'postmaster') {
        const ups = current.lines.filter((line) => line === 'state up').length;
        await current.says('state up', ups);
        await current.acks(20);
      } else {
        await current.kill();
        acked.push(...current.acked);
        current = gateway({ firstId: (round + 1) * 1_000_000 });
      }
    }
    await current.acks(20);
    await current.kill();
    acked.push(...current.acked);
    const server = await start(main);
    const rows = await query<{ id: string }>(server, 'select id from acks');
    const present = new Set(rows.map((row) => Number(row.id)));
    expect({ log, lost: acked.filter((id) => !present.has(id)) }).toEqual({ log, lost: [] });
    expect(present.size).toBe(rows.length);
    expect(acked.length).toBeGreaterThan(500);
  });

  it('turns a second gateway away with the pid of the first', async () => {
    const first = gateway();
    const { pid } = await first.isReady();
    const began = Date.now();
    await expect(start(main)).rejects.toMatchObject({
      code: 'LOCKED',
      message: expect.stringContaining(`pid ${pid}`),
    });
    expect(Date.now() - began).toBeLessThan(2000);
    await first.acks(20);
  });

  (isLinux ? it : it.skip)('adopts a server whose gateway and watcher were killed', async () => {
    const first = gateway();
    const { home, postmaster } = await first.isReady();
    await first.acks(20);
    for (const pid of processesNaming('pg-watch').filter((pid) => processesNaming(home).includes(pid)))
      kill(pid);
    await first.kill();
    const second = gateway({ firstId: 500_000_000 });
    expect(await second.isReady()).toMatchObject({ adopted: true, postmaster });
    await second.acks(20);
    kill(postmaster);
    expect(await second.says('state')).toBe('down');
    expect(await second.says('state', 1)).toBe('up');
    await second.acks(20);
  });

  (isLinux ? it : it.skip)('leaves no server behind when only the gateway is killed', async () => {
    const first = gateway();
    const { home } = await first.isReady();
    await first.acks(20);
    await first.kill();
    await eventually(() => processesNaming(home).length === 0);
    expect(existsSync(join(home, 'data', 'postmaster.pid'))).toBe(false);
  });

  it('starts over when it was killed in the middle of the first start', async () => {
    const dataDir = join(temp, 'first');
    const home = join(dataDir, 'postgres');
    const killed = gateway({ dataDir });
    await eventually(
      () => existsSync(home) && readdirSync(home).some((name) => name.startsWith('scratch-data')),
    );
    await killed.kill();
    const server = await start(dataDir);
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(readdirSync(server.home).filter((name) => name.startsWith('scratch-'))).toEqual([]);
  });

  it('works over TCP too, and takes another port when the old one is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const address = other.address();
    const taken = typeof address === 'object' && address !== null ? address.port : 0;
    const pidFile = join(main, 'postgres', 'data', 'postmaster.pid');
    writeFileSync(pidFile, `${process.pid}\n${main}\n1\n${taken}\n\n127.0.0.1\n\nready\n`);
    const server = await Supervisor.start({ dataDir: main, log: () => undefined }, 'tcp').finally(() =>
      other.close(),
    );
    servers.push(server);
    expect(server.connection.host).toBe('127.0.0.1');
    expect(server.connection.port).not.toBe(taken);
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('what an operator is told', () => {
  it.each([
    ['19', 'of a newer version: made by PostgreSQL 19, this program brings 18'],
    ['17', 'of an older version: made by PostgreSQL 17, this program brings 18'],
  ])('MAJOR for the data of PostgreSQL %s', async (version, words) => {
    const dataDir = fakeCluster(`major-${version}`, version);
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'MAJOR',
      message: expect.stringContaining(words),
    });
  });

  it('NOT_WRITABLE for a file, and for a place below a file', async () => {
    const file = join(temp, 'file');
    writeFileSync(file, 'x');
    for (const dataDir of [file, join(file, 'below', 'it')]) {
      await expect(start(dataDir)).rejects.toMatchObject({
        code: 'NOT_WRITABLE',
        message: expect.stringContaining('is a file, not a folder'),
      });
    }
  });

  it('NOT_WRITABLE for a path the shell would read', async () => {
    await expect(start(join(temp, 'a$(b)'))).rejects.toMatchObject({ code: 'NOT_WRITABLE' });
  });

  it('START_FAILED when the passwords of an existing database are lost', async () => {
    const dataDir = fakeCluster('no-secret', '18');
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'START_FAILED',
      message: expect.stringContaining('secret.json is missing'),
    });
  });

  it('START_FAILED within seconds, with the reason, when the data is damaged', async () => {
    const dataDir = fakeCluster('damaged', '18');
    writeFileSync(join(dataDir, 'postgres', 'secret.json'), secrets());
    await expect(start(dataDir)).rejects.toMatchObject({
      code: 'START_FAILED',
      message: expect.stringContaining('postgresql.conf'),
    });
  });
});

describe('where and as whom it runs', () => {
  (isRoot ? it : it.skip)(
    'as root below a 0700 folder it lives in /var/lib, says so, and is found again',
    async () => {
      const closed = mkdtempSync(join(tmpdir(), 'jiesu-closed-'));
      const said: string[] = [];
      const dataDir = join(closed, 'data');
      const server = await start(dataDir, (text) => said.push(text));
      try {
        expect(server.home).toMatch(/^\/var\/lib\/jiesu\/[0-9a-f]{16}$/);
        expect(said.join('\n')).toContain(server.home);
        await query(server, 'create table kept (id int)');
        await server.stop();
        chmodSync(closed, 0o711);
        const again = await start(dataDir);
        expect(await query(again, 'select * from kept')).toEqual([]);
        await again.stop();
      } finally {
        await server.stop();
        rmSync(server.home, { recursive: true, force: true });
        rmSync(closed, { recursive: true, force: true });
      }
    },
  );

  (isRoot ? it : it.skip)(
    'as root it refuses to start empty beside data that has become unreachable',
    async () => {
      const dataDir = fakeCluster('closed-later', '18');
      chmodSync(dataDir, 0o700);
      await expect(start(dataDir)).rejects.toMatchObject({
        code: 'NOT_WRITABLE',
        message: expect.stringContaining(`user ${NOBODY}, who may not enter`),
      });
    },
  );

  it('as an ordinary user, in a folder too deep for a socket', async () => {
    const dataDir = join(temp, 'user', 'deep'.repeat(25));
    mkdirSync(dataDir, { recursive: true });
    if (isRoot) chownSync(dataDir, NOBODY, NOBODY);
    const account = { uid: NOBODY, gid: NOBODY };
    if (isRoot && !(isOpenTo(build, account) && isOpenTo(process.execPath, account))) return;
    const first = gateway({ dataDir, ...(isRoot ? { uid: NOBODY } : {}) });
    const { postmaster } = await first.isReady();
    await first.acks(20);
    kill(postmaster);
    await first.says('state up');
    await first.acks(20);
    await first.kill();
    const last = gateway({ dataDir, mode: 'once', ...(isRoot ? { uid: NOBODY } : {}) });
    const { sockets } = await last.isReady();
    expect(sockets.startsWith(dataDir)).toBe(false);
    expect(await last.exited).toBe(0);
    expect(existsSync(sockets)).toBe(false);
  });
});

describe('the lock of systems without abstract sockets', () => {
  it('is held by one, and taken over from a dead one', async () => {
    const home = mkdtempSync(join(temp, 'lock-'));
    const path = join(home, 'gateway.lock');
    const program = `require('net').createServer().listen(${JSON.stringify(path)}, () => console.log('up'))`;
    const dead = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => dead.stdout.once('data', resolve));
    dead.kill('SIGKILL');
    await new Promise((resolve) => dead.once('exit', resolve));
    const lock = await acquireLock(home, home, 'file');
    await expect(acquireLock(home, home, 'file')).rejects.toMatchObject({
      code: 'LOCKED',
      message: expect.stringContaining(`pid ${process.pid}`),
    });
    await lock.release();
    await (await acquireLock(home, home, 'file')).release();
  });
});

function secrets(): string {
  const account = { user: 'u', password: 'p' };
  return JSON.stringify({ superuser: account, owner: account });
}

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((value) => ({ value, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
