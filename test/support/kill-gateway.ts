/**
 * A gateway small enough to be killed, for the spec of the embedded PostgreSQL; run as a process of its own:
 * `node kill-gateway.js <data folder> <insert | once> <first id>`.
 * Says, a line each: `ready {pid, adopted, home, postmaster, sockets}`, `ack <id>` after each commit, `state <s>`,
 * `stopped`, or `error <code> <message>`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import {
  type EmbeddedPostgres,
  EmbeddedPostgresError,
  startEmbeddedPostgres,
} from '#app/base/db/embedded/index.js';

const LANES = 8;
const [dataDir = '', mode = 'once', first = '0'] = process.argv.slice(2);
let nextId = Number(first);

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One connection's work: a row, its commit, its acknowledgement; after a fault a new row, never the same again. */
async function insertForEver(pool: pg.Pool): Promise<void> {
  for (;;) {
    const id = nextId++;
    try {
      await pool.query('insert into acks (id) values ($1)', [id]);
      tell(`ack ${id}`);
    } catch {
      await sleep(10);
    }
  }
}

async function insertUntilKilled(db: EmbeddedPostgres): Promise<void> {
  const pool = new pg.Pool({ connectionString: db.url, max: LANES });
  pool.on('error', () => undefined);
  await pool.query('create table if not exists acks (id bigint not null)');
  tell('inserting');
  await Promise.all(Array.from({ length: LANES }, () => insertForEver(pool)));
}

try {
  const db = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  db.onStateChange((state) => tell(`state ${state}`));
  const postmaster = Number(readFileSync(join(db.home, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const { adopted, home, connection } = db;
  tell(`ready ${JSON.stringify({ pid: process.pid, adopted, home, postmaster, sockets: connection.host })}`);
  if (mode === 'insert') await insertUntilKilled(db);
  await db.stop();
  tell('stopped');
} catch (error) {
  tell(`error ${error instanceof EmbeddedPostgresError ? error.code : 'UNKNOWN'} ${String(error)}`);
  process.exitCode = 1;
}
