import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type EndedRun, RunningApp, runToEnd } from '../support/app.js';

jest.setTimeout(60_000);

/** sysexits.h, as docs/OPERATIONS.md tells operators. */
const CONFIGURATION = 78;
const UNAVAILABLE = 69;
const NOBODY = 65_534;

let folder: string;
const listeners: Server[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiesu-start-'));
  chmodSync(folder, 0o711);
});

afterEach(() => {
  for (const server of listeners.splice(0)) server.close();
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

/** What an operator must see: one plain line (a heading and a line per fault for settings), and no insides. */
function expectPlain(run: EndedRun, code: number, says: RegExp): void {
  expect({ code: run.code, stdout: run.stdout }).toEqual({ code, stdout: '' });
  const own = run.stderr.split('\n').filter((line) => line.startsWith('jiesu: '));
  expect(own).toHaveLength(1);
  expect(run.stderr).toMatch(says);
  expect(run.stderr).not.toMatch(/^\s+at /m);
  expect(run.stderr).not.toMatch(/node_modules|unhandled/i);
}

async function listen(): Promise<number> {
  const server = createServer();
  listeners.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('a gateway that cannot start says why, with an exit code and without a stack trace', () => {
  it('the data folder is in use by another gateway, which goes on working', async () => {
    const data = join(folder, 'in use');
    const first = await RunningApp.start({ JIESU_DATA: data });
    try {
      expectPlain(await runToEnd({ JIESU_DATA: data }), UNAVAILABLE, /LOCKED: .*(another|in use)/i);
      expect((await fetch(`${first.url}/health/ready`)).status).toBe(200);
    } finally {
      await first.stop();
    }
  });

  it('the data folder lies below a file', async () => {
    writeFileSync(join(folder, 'file'), '');
    expectPlain(
      await runToEnd({ JIESU_DATA: join(folder, 'file', 'data') }),
      UNAVAILABLE,
      /NOT_WRITABLE: .*file/,
    );
  });

  it('the data folder is of a newer PostgreSQL, and stays as it is', async () => {
    const home = join(folder, 'newer');
    const data = join(home, 'postgres', 'data');
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, 'PG_VERSION'), '99\n');
    if (process.getuid?.() === 0) chownSync(data, NOBODY, NOBODY);
    expectPlain(await runToEnd({ JIESU_DATA: home }), UNAVAILABLE, /MAJOR: .*99/);
    expect(existsSync(join(data, 'base'))).toBe(false);
  });

  it('DATABASE_URL does not answer; the password is not printed', async () => {
    const port = await listen();
    for (const server of listeners.splice(0)) server.close();
    const run = await runToEnd({ DATABASE_URL: `postgres://jiesu:se-cret@127.0.0.1:${port}/jiesu` });
    expectPlain(
      run,
      UNAVAILABLE,
      new RegExp(`db.unreachable: PostgreSQL at postgres://jiesu:.*127.0.0.1:${port}`),
    );
    expect(run.stderr).not.toContain('se-cret');
  });

  it('DATABASE_URL is taken by something that is no PostgreSQL and never says a word', async () => {
    const run = await runToEnd(
      { DATABASE_URL: `postgres://jiesu@127.0.0.1:${await listen()}/jiesu` },
      25_000,
    );
    expectPlain(run, UNAVAILABLE, /db.unreachable/);
  });

  it('a JIESU_ setting that there is none, a bad port and an unsigned webhook are named all at once', async () => {
    const run = await runToEnd({
      JIESU_DATE: 'data',
      PORT: '99999',
      JIESU_WEBHOOK_URL: 'http://127.0.0.1:9/',
    });
    expectPlain(run, CONFIGURATION, /JIESU_DATE is not a setting/);
    expect(run.stderr).toMatch(/PORT: /);
    expect(run.stderr).toMatch(/JIESU_WEBHOOK_SECRET is needed/);
  });

  it('the port is taken', async () => {
    const port = await listen();
    const run = await runToEnd({ JIESU_DATA: join(folder, 'port taken'), PORT: String(port) });
    expectPlain(run, CONFIGURATION, /PORT/);
    expect(run.stderr).toMatch(/taken/);
  });

  it('the port was taken: with another one the same data is used at once', async () => {
    const app = await RunningApp.start({ JIESU_DATA: join(folder, 'port taken') });
    expect((await fetch(`${app.url}/health/ready`)).status).toBe(200);
    expect(await app.stop()).toBe(0);
  });
});
