import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedPostgresError, errnoOf, fromSystemError } from './classify.js';

/** Where everything of one embedded server lives, and as whom it runs. */
export interface Home {
  /** Real path (no symbolic links). Holds `data`, `pg-<version>`, `sock`, `secret.json`, `server.log`. */
  path: string;
  /** Only when we are root: PostgreSQL refuses to run as root, so the server runs as this account. */
  account: Account | undefined;
}

export interface Account {
  uid: number;
  gid: number;
}

export type Say = (
  level: 'info' | 'warn' | 'error',
  message: string,
  fields?: Record<string, unknown>,
) => void;

/** For root whose data folder is closed to every other account. */
const SYSTEM_ROOT = '/var/lib/jiesu';
/** In the data folder, when the database had to live elsewhere: its path. It moves along with the folder. */
const POINTER = 'postgres.location';

/**
 * Finds or makes the folder of the server below `dataDir`. An existing database is always found again, wherever
 * an earlier start put it: starting an empty one beside it would look like lost data.
 * @throws EmbeddedPostgresError NOT_WRITABLE, DISKFULL
 */
export function openHome(dataDir: string, say: Say): Home {
  const asked = resolve(dataDir);
  try {
    refuseShellSigns(asked);
    makeFolder(asked);
    const real = realpathSync(asked);
    refuseShellSigns(real);
    const home = isRoot() ? homeOfRoot(real, say) : homeOfUser(real);
    proveWritable(home.path);
    return home;
  } catch (error) {
    throw fromSystemError(error, asked);
  }
}

/** PostgreSQL's programs call each other through the shell with no more than double quotes around the path. */
function refuseShellSigns(path: string): void {
  if (process.platform === 'win32' || !/["$`\\\n]/.test(path)) return;
  throw new EmbeddedPostgresError(
    'NOT_WRITABLE',
    `PostgreSQL cannot live in ${JSON.stringify(path)}: no part of the path may hold " $ \` or \\`,
  );
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** True when a cluster was made at `home`. */
export function hasData(home: string): boolean {
  return existsSync(join(home, 'data', 'PG_VERSION'));
}

/**
 * True when `account` may pass through every folder from `/` down to `path`. The walk over mode bits agreed with
 * the kernel in all measured cases; spawning a probe does not (Node changes directory before it changes user).
 */
export function isOpenTo(path: string, account: Account): boolean {
  const { mode, uid, gid } = statSync(path);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  const parent = dirname(path);
  return (mode & bit) !== 0 && (parent === path || isOpenTo(parent, account));
}

function homeOfUser(dataDir: string): Home {
  const path = join(dataDir, 'postgres');
  const pointer = readPointer(dataDir);
  if (pointer !== undefined && !hasData(path)) {
    throw new EmbeddedPostgresError(
      'NOT_WRITABLE',
      `the database of ${dataDir} is in ${pointer} and belongs to root: start as root, or choose another JIESU_DATA`,
    );
  }
  makeFolder(path);
  const owner = dataOwner(path);
  if (owner !== undefined && process.getuid !== undefined && owner.uid !== process.getuid()) {
    throw new EmbeddedPostgresError(
      'NOT_WRITABLE',
      `${path} belongs to user ${owner.uid}, this process is user ${process.getuid()}: start as that user or as root`,
    );
  }
  return { path, account: undefined };
}

function homeOfRoot(dataDir: string, say: Say): Home {
  const near = join(dataDir, 'postgres');
  const far = join(SYSTEM_ROOT, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  const known = [near, readPointer(dataDir) ?? far, far].find(hasData);
  const account = (known === undefined ? undefined : dataOwner(known)) ?? serviceAccount();
  const path = known ?? (isOpenTo(dataDir, account) ? near : far);
  makeFolder(path);
  if (!isOpenTo(path, account)) throw closedTo(path, account);
  if (path !== near) announce(dataDir, path, account, say);
  if (known !== undefined) adoptOwner(join(path, 'data'), account);
  return { path: realpathSync(path), account };
}

function closedTo(path: string, account: Account): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'NOT_WRITABLE',
    `the server runs as user ${account.uid}, who may not enter ${path}: give each folder above it the x permission`,
  );
}

function announce(dataDir: string, path: string, account: Account, say: Say): void {
  writeFileSync(join(path, 'FOR'), `${dataDir}\n`);
  writeFileSync(join(dataDir, POINTER), `${path}\n`, { mode: 0o644 });
  say('info', `the database lives in ${path}: ${dataDir} is closed to user ${account.uid}, who runs it`, {
    home: path,
    dataDir,
  });
}

/** Believed only when root wrote it and it points below our own system folder. */
function readPointer(dataDir: string): string | undefined {
  const file = join(dataDir, POINTER);
  try {
    if (lstatSync(file).uid !== 0) return undefined;
    const path = resolve(readFileSync(file, 'utf8').trim());
    return dirname(path) === SYSTEM_ROOT ? path : undefined;
  } catch {
    return undefined;
  }
}

/** The owner of an existing cluster; undefined without one, or when root owns it (a backup put back by root). */
function dataOwner(home: string): Account | undefined {
  if (process.getuid === undefined || !hasData(home)) return undefined;
  const { uid, gid } = statSync(join(home, 'data'));
  return uid === 0 && isRoot() ? undefined : { uid, gid };
}

function adoptOwner(data: string, account: Account): void {
  if (statSync(data).uid !== account.uid) chownTree(data, account);
}

function chownTree(path: string, account: Account): void {
  lchownSync(path, account.uid, account.gid);
  if (!lstatSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) chownTree(join(path, name), account);
}

/** An account of its own if the operator made one, else `nobody`. initdb insists on an entry in passwd. */
function serviceAccount(): Account {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['jiesu', 'nobody', 'daemon']) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    const account = { uid: Number(fields[2]), gid: Number(fields[3]) };
    if (account.uid > 0 && account.gid >= 0) return account;
  }
  throw new EmbeddedPostgresError(
    'PLATFORM',
    'PostgreSQL does not run as root and /etc/passwd names no other user (jiesu, nobody or daemon)',
  );
}

/**
 * Like `mkdir -p`; what root makes here stays passable for the server's account whatever the umask.
 * Node's own recursive mkdir calls a read-only file system ENOENT.
 */
function makeFolder(path: string): void {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there?.isDirectory()) return;
  if (there !== undefined) throw new EmbeddedPostgresError('NOT_WRITABLE', `${path} is a file, not a folder`);
  makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    // Several gateways may be starting at once; which of them goes on is the lock's matter.
    if (errnoOf(error) !== 'EEXIST') throw error;
  }
  if (process.platform !== 'win32') chmodSync(path, isRoot() ? 0o711 : 0o700);
}

function proveWritable(home: string): void {
  const probe = join(home, `scratch-probe-${process.pid}`);
  try {
    writeFileSync(probe, 'x');
  } finally {
    rmSync(probe, { force: true });
  }
}
