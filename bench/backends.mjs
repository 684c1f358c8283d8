import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import pg from 'pg';

/**
 * Where to measure: always the embedded server; BENCH_DATABASE_URL (and BENCH_REDIS_URL) add another.
 * `fresh()` gives an empty place: `env` for a gateway, `url` and `sql` for us, `drop()` to remove it.
 */
export function backends() {
  const { BENCH_DATABASE_URL: server, BENCH_REDIS_URL: redis } = process.env;
  const given = server
    ? [
        {
          name: redis ? 'Postgres + Redis' : 'Postgres',
          redis: Boolean(redis),
          fresh: () => onServer(server, redis),
        },
      ]
    : [];
  return [{ name: 'embedded', redis: false, fresh: embedded }, ...given];
}

/** The server that comes with the program, run by us so that we can look into it. */
async function embedded() {
  const { startEmbeddedPostgres } = await import('../dist/base/db/embedded/index.js');
  const folder = mkdtempSync(join(tmpdir(), 'jiesu-bench-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: () => undefined });
  return place(server.url, {}, async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
}

/** A database of its own on a given server. The Redis database is emptied: name one that is for this. */
async function onServer(server, redis) {
  const name = `jiesu_bench_${randomBytes(6).toString('hex')}`;
  await administer(server, `CREATE DATABASE ${name}`);
  if (redis) await flush(redis);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return place(url.toString(), redis ? { REDIS_URL: redis } : {}, async () => {
    await administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    if (redis) await flush(redis);
  });
}

function place(url, env, remove) {
  const pool = new pg.Pool({ connectionString: url, max: 3 });
  pool.on('error', () => undefined);
  return {
    url,
    env: { DATABASE_URL: url, ...env },
    sql: async (text, params) => (await pool.query(text, params)).rows,
    drop: async () => {
      await pool.end();
      await remove();
    },
  };
}

async function administer(server, sql) {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

async function flush(url) {
  const redis = new Redis(url);
  await redis.flushdb();
  redis.disconnect();
}
