import { lstatSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError, errnoOf } from './classify.js';

/** Held while a gateway uses a home; the kernel gives it back when the process dies, however it dies. */
export interface Lock {
  release(): Promise<void>;
}

/** `abstract`: Linux, no file at all. `pipe`: Windows. `file`: macOS; its leavings must be cleared away. */
export type LockKind = 'abstract' | 'pipe' | 'file';

const KIND_OF: Partial<Record<NodeJS.Platform, LockKind>> = { linux: 'abstract', win32: 'pipe' };

/**
 * Takes the lock of `home`. It is keyed by device and inode, so another spelling of the path is the same home.
 * It reaches as far as one machine (on Linux: one network namespace).
 * @param sockets private folder for the `file` kind
 * @throws EmbeddedPostgresError LOCKED, with the pid of the gateway that holds it
 */
export async function acquireLock(
  home: string,
  sockets: string,
  kind: LockKind = KIND_OF[process.platform] ?? 'file',
): Promise<Lock> {
  const path = lockPath(home, sockets, kind);
  for (let round = 0; round < 5; round += 1) {
    const server = await listen(path);
    if (server !== undefined) {
      if (kind !== 'file') return lockOf(server);
      if (await keepsFile(path)) return lockOf(server);
      // Not closed: that would take the winner's file away.
      server.unref();
    }
    const holder = await askHolder(path);
    if (holder !== 'nobody') throw locked(home, holder);
    if (kind === 'file') rmSync(path, { force: true });
    await sleep(20);
  }
  throw locked(home, 'unknown');
}

function lockPath(home: string, sockets: string, kind: LockKind): string {
  const { dev, ino } = statSync(home, { bigint: true });
  const name = `jiesu-postgres-${dev}-${ino}`;
  if (kind === 'abstract') return `\0${name}`;
  return kind === 'pipe' ? `\\\\.\\pipe\\${name}` : join(sockets, 'gateway.lock');
}

function locked(home: string, holder: string): EmbeddedPostgresError {
  const who = holder === 'unknown' ? 'another gateway' : `another gateway (pid ${holder})`;
  return new EmbeddedPostgresError(
    'LOCKED',
    `${who} is already using ${home}: stop it, or set another JIESU_DATA`,
  );
}

/** Undefined when the name is taken. Whoever connects is told our pid. */
function listen(path: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write(`${process.pid}\n`);
      socket.destroySoon();
    });
    server.once('error', (error) => {
      if (errnoOf(error) === 'EADDRINUSE' || errnoOf(error) === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen({ path, exclusive: true }, () => resolve(server));
  });
}

/** The holder's pid; 'unknown' when it is too busy to say; 'nobody' when the name is only a leaving. */
function askHolder(path: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(path);
    let answer = '';
    const done = (holder: string) => {
      socket.destroy();
      resolve(holder);
    };
    socket.setEncoding('utf8');
    socket.setTimeout(1000, () => done('unknown'));
    socket.on('data', (text: string) => {
      answer += text;
    });
    socket.once('end', () => done(answer.trim() || 'unknown'));
    socket.once('error', (error) => done(isGone(errnoOf(error)) ? 'nobody' : 'unknown'));
  });
}

function isGone(errno: string): boolean {
  return errno === 'ECONNREFUSED' || errno === 'ENOENT' || errno === 'ECONNRESET';
}

/** Two starts may both clear the same leaving, one of them the other's fresh file: the last file wins. */
async function keepsFile(path: string): Promise<boolean> {
  const mine = inodeOf(path);
  await sleep(100);
  return mine !== undefined && inodeOf(path) === mine;
}

function inodeOf(path: string): bigint | undefined {
  return lstatSync(path, { bigint: true, throwIfNoEntry: false })?.ino;
}

function lockOf(server: Server): Lock {
  // The lock alone must not keep a process alive.
  server.unref();
  return { release: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
