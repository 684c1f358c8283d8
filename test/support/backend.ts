import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';

/** Where an app under test keeps its data: a fresh embedded server, or a fresh database on the given one. */
export interface Backend {
  readonly name: 'embedded' | 'postgres' | 'postgres+redis';
  /** Settings that point a gateway at it. */
  readonly env: Readonly<Record<string, string>>;
  /** Null for the embedded server: only the gateway itself can reach it. */
  readonly databaseUrl: string | null;
  flushQueue(): Promise<void>;
  remove(): Promise<void>;
}

/** TEST_DATABASE_URL (and TEST_REDIS_URL) choose; without them the embedded default is tested. */
export async function createBackend(): Promise<Backend> {
  const server = process.env.TEST_DATABASE_URL;
  return server ? onServer(server, process.env.TEST_REDIS_URL || undefined) : embedded();
}

async function embedded(): Promise<Backend> {
  const folder = await mkdtemp(join(tmpdir(), 'jiesu-e2e-'));
  // Open to pass through, or a root's server would have to live elsewhere (/var/lib) and stay there.
  await chmod(folder, 0o711);
  return {
    name: 'embedded',
    env: { JIESU_DATA: join(folder, 'data') },
    databaseUrl: null,
    flushQueue: async () => undefined,
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

async function onServer(server: string, redisServer: string | undefined): Promise<Backend> {
  const name = `jiesu_test_${randomBytes(6).toString('hex')}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await administer(server, `CREATE DATABASE ${name}`);
  const redisUrl = redisServer ? ownRedisDatabase(redisServer) : undefined;
  if (redisUrl) await flush(redisUrl);
  return {
    name: redisUrl ? 'postgres+redis' : 'postgres',
    env: { DATABASE_URL: url.toString(), ...(redisUrl ? { REDIS_URL: redisUrl } : {}) },
    databaseUrl: url.toString(),
    flushQueue: async () => {
      if (redisUrl) await flush(redisUrl);
    },
    remove: () => administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** Suites run side by side; each worker has a Redis database of its own. */
function ownRedisDatabase(server: string): string {
  const url = new URL(server);
  url.pathname = `/${8 + (Number(process.env.JEST_WORKER_ID ?? '1') % 8)}`;
  return url.toString();
}

async function flush(redisUrl: string): Promise<void> {
  const redis = new Redis(redisUrl);
  await redis.flushdb();
  redis.disconnect();
}

async function administer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
