import { createHash } from 'node:crypto';
import { chmodSync, chownSync, lstatSync, mkdirSync, rmdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgresError, errnoOf, fromSystemError } from './classify.js';
import type { Account, Home } from './home.js';

/** Where the server listens. */
export type Endpoint =
  /** Folder of the Unix socket. The port is only part of its file name: nothing to collide with. */
  | { kind: 'socket'; host: string; port: 5432 }
  /** For Windows, where Node opens no Unix sockets. `host` is 127.0.0.1. */
  | { kind: 'tcp'; host: string; port: number };

/** Bytes in a socket's path the kernel takes, less the final zero. */
const LONGEST = process.platform === 'darwin' ? 103 : 107;

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/**
 * The private folder for sockets: in the home, or, where that path is too long, below the temp folder.
 * Made 0700 for the server's account. @throws EmbeddedPostgresError NOT_WRITABLE when someone else has taken the name
 */
export function socketFolder(home: Home): string {
  const spare = `jiesu-${hashOf(home.path)}`;
  const candidates = [join(home.path, 'sock'), join(tmpdir(), spare), join('/tmp', spare)];
  const folder = candidates.find((path) => Buffer.byteLength(join(path, '.s.PGSQL.5432')) <= LONGEST);
  if (folder === undefined) {
    throw new EmbeddedPostgresError('NOT_WRITABLE', 'no folder has a path short enough for a socket');
  }
  try {
    claimFolder(folder, home.account);
  } catch (error) {
    throw fromSystemError(error, folder);
  }
  return folder;
}

/** The name in a shared temp folder can be guessed, so what is there is looked at before it is trusted. */
function claimFolder(folder: string, account: Account | undefined): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { uid } = lstatSync(folder);
  const self = process.getuid?.();
  if (!lstatSync(folder).isDirectory() || (self !== undefined && uid !== self && uid !== account?.uid)) {
    throw new EmbeddedPostgresError('NOT_WRITABLE', `${folder} belongs to another user (${uid})`);
  }
  if (account !== undefined && uid !== account.uid) chownSync(folder, account.uid, account.gid);
  chmodSync(folder, 0o700);
}

/** Leaves no empty folder in a shared temp folder. One that is not empty stays. */
export function releaseFolder(endpoint: Endpoint, home: Home): void {
  if (endpoint.kind === 'tcp' || endpoint.host.startsWith(home.path)) return;
  try {
    rmdirSync(endpoint.host);
  } catch {
    return;
  }
}

export function socketFile(folder: string): string {
  return join(folder, '.s.PGSQL.5432');
}

/** True when something takes connections there, within one second. */
export function answers(endpoint: Endpoint): Promise<boolean> {
  return new Promise((resolve) => {
    const socket =
      endpoint.kind === 'socket'
        ? connect(socketFile(endpoint.host))
        : connect({ host: endpoint.host, port: endpoint.port });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1000, () => done(true));
    socket.once('connect', () => done(true));
    // EAGAIN: the backlog is full, so somebody listens.
    socket.once('error', (error) => done(errnoOf(error) === 'EAGAIN'));
  });
}

/** A TCP port that was free a moment ago; PostgreSQL itself cannot be told "any". */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new EmbeddedPostgresError('PORT', 'no free TCP port on 127.0.0.1'));
      });
    });
  });
}
