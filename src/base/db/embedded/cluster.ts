import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { program, scratchPath } from './binaries.js';
import { classifyLog, EmbeddedPostgresError, errnoOf, fromSystemError } from './classify.js';
import { type Account, hasData } from './home.js';
import type { ServerPlan } from './plan.js';

/** Longest initdb took on two loaded cores: 3 s. */
const INITDB_MS = 60_000;

/**
 * Makes sure there is a cluster in `plan.data`.
 * @returns true when it was made just now
 * @throws EmbeddedPostgresError DISKFULL, NOT_WRITABLE, PLATFORM, START_FAILED
 */
export async function ensureCluster(plan: ServerPlan, superuser: Credentials): Promise<boolean> {
  if (hasData(plan.home.path)) {
    // PostgreSQL refuses a data folder others may enter, which is how copies and restores leave it.
    if (process.platform !== 'win32') chmodSync(plan.data, 0o700);
    return false;
  }
  if (existsSync(plan.data)) dropEmpty(plan.data);
  await makeCluster(plan, superuser);
  return true;
}

export interface Credentials {
  user: string;
  password: string;
}

/** Before anything else is written. @throws EmbeddedPostgresError MAJOR */
export function checkMajor(home: string, major: number): void {
  if (!hasData(home)) return;
  const data = join(home, 'data');
  const found = Number.parseInt(readFileSync(join(data, 'PG_VERSION'), 'utf8'), 10);
  if (found === major) return;
  const age = found > major ? 'a newer' : 'an older';
  throw new EmbeddedPostgresError(
    'MAJOR',
    `data folder ${data} is of ${age} version: made by PostgreSQL ${found}, this program brings ${major}`,
  );
}

function dropEmpty(data: string): void {
  if (readdirSync(data).length > 0) {
    throw new EmbeddedPostgresError(
      'START_FAILED',
      `${data} holds files but no PG_VERSION: put the backup back whole, or move it away`,
    );
  }
  rmdirSync(data);
}

/**
 * The collation is PostgreSQL's own C.UTF-8: the machine's locales may be missing, or change with an upgrade of the
 * system and silently break indexes. Chinese order is asked for per query (`COLLATE "zh-x-icu"`).
 */
async function makeCluster(plan: ServerPlan, superuser: Credentials): Promise<void> {
  const { path, account } = plan.home;
  const scratch = scratchPath(path, 'data');
  const secret = scratchPath(path, 'password');
  try {
    writeFileSync(secret, `${superuser.password}\n`, { mode: 0o600 });
    // Made here, since the account may not create entries in the home.
    if (account !== undefined) {
      chownSync(secret, account.uid, account.gid);
      makeFolderOf(scratch, account);
    }
    await runInitdb(plan, [
      ...['-D', scratch, '-U', superuser.user, `--pwfile=${secret}`],
      ...['-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ]);
    renameSync(scratch, plan.data);
    flushFolder(path);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    throw fromSystemError(error, plan.data);
  } finally {
    rmSync(secret, { force: true });
  }
}

function runInitdb(plan: ServerPlan, args: readonly string[]): Promise<void> {
  const path = program(plan.binaries, 'initdb');
  return new Promise((resolve, reject) => {
    let output = '';
    const child = runAs(plan.home.account, path, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: INITDB_MS,
    });
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.once('error', (error) => reject(cannotRun(error, path, plan.home.account)));
    child.once('close', (status) => (status === 0 ? resolve() : reject(initdbFailed(output, plan.data))));
  });
}

function initdbFailed(output: string, data: string): EmbeddedPostgresError {
  const { code, line } = classifyLog(output);
  if (code === 'DISKFULL') return new EmbeddedPostgresError(code, `disk full at ${data} (${line})`);
  return new EmbeddedPostgresError(
    code === 'BUSY' ? 'START_FAILED' : code,
    `could not make ${data}: ${line}`,
  );
}

/**
 * Runs a program as the server's account, away from our folder, in plain English. What fails at once is thrown,
 * what fails a moment later is the child's `error`: Node does both.
 * @throws EmbeddedPostgresError PLATFORM
 */
export function runAs(
  account: Account | undefined,
  path: string,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  const isWindows = process.platform === 'win32';
  const env = isWindows ? process.env : { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
  const cwd = isWindows ? undefined : '/';
  try {
    return spawn(path, args, { ...options, ...account, env, cwd, windowsHide: true });
  } catch (error) {
    throw cannotRun(error, path, account);
  }
}

/** Why a program that is there could not even be started. */
export function cannotRun(error: unknown, path: string, account: Account | undefined): EmbeddedPostgresError {
  const errno = errnoOf(error);
  const platform = (why: string) => new EmbeddedPostgresError('PLATFORM', why, { cause: error });
  if (errno === 'ENOENT' && existsSync(path)) {
    return platform(`${path} does not run on this system (it needs glibc, not musl): set DATABASE_URL`);
  }
  if (errno === 'EPERM' && account !== undefined) {
    return platform(
      `root may not become user ${account.uid} here: start the gateway as an ordinary user, or set DATABASE_URL`,
    );
  }
  if (errno === 'EACCES') {
    return platform(`${path} may not be executed (mounted noexec?): set another JIESU_DATA, or DATABASE_URL`);
  }
  return fromSystemError(error, path);
}

function makeFolderOf(path: string, account: Account): void {
  mkdirSync(path, { mode: 0o700 });
  chownSync(path, account.uid, account.gid);
}

/** So that a power cut does not undo the rename. */
function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(path, 'r');
  fsyncSync(fd);
  closeSync(fd);
}
