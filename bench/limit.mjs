import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import pg from 'pg';

const SECONDS = 4;
/** A row as the web door writes it, of about the same size. `:id` is what makes it distinct. */
const INSERT = (id) => `INSERT INTO bench_inbox
  (message_id, channel, account_id, dedupe_key, conversation_id, contact_key, content, sender)
  VALUES ('msg_0123456789' || ${id}, 'web', 'default', '0123456789012345678901:' || ${id}, 'cnv_0123456789' || ${id},
    '0123456789' || ${id}, '{"kind":"text","text":"报修两天了没人来，我要投诉","clientMsgId":"0123456789"}', '{}')`;

/** The sister of `inbox`: the same columns, keys and indexes, nothing else in the way. */
export async function prepareLimit({ sql }) {
  await sql('CREATE TABLE bench_inbox (LIKE inbox INCLUDING ALL)');
}

/**
 * How many single rows that server commits in a second, at best of 16 and 64 clients with a
 * prepared statement: what the intake is measured against.
 */
export async function commitLimit(place) {
  const [{ max_connections: most }] = await place.sql('SHOW max_connections');
  const tool = findPgbench();
  const runs = [];
  for (const clients of [16, Math.min(64, Number(most) - 15)]) {
    const perSecond = tool ? await pgbench(tool, place.url, clients) : await throughPg(place.url, 16);
    runs.push({ perSecond, how: tool ? `pgbench -c ${clients}` : 'pg, 16 connections' });
  }
  await place.sql('TRUNCATE bench_inbox');
  return runs.reduce((best, run) => (run.perSecond > best.perSecond ? run : best));
}

function findPgbench() {
  if (spawnSync('pgbench', ['--version'], { stdio: 'ignore' }).status === 0) return 'pgbench';
  const base = '/usr/lib/postgresql';
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(base, version, 'bin', 'pgbench')).find(existsSync);
}

async function pgbench(tool, url, clients) {
  const folder = mkdtempSync(join(tmpdir(), 'jiesu-pgbench-'));
  const script = join(folder, 'insert.sql');
  // random_gaussian and friends are not needed: 2^53 values make a repetition of the key unthinkable.
  writeFileSync(
    script,
    `\\set id random(1000000000000, 9007199254740992)\n${INSERT(':id::bigint').replace(/\s+/g, ' ')};\n`,
  );
  const { host, port, user, password, database } = new pg.Client({ connectionString: url });
  const args = [
    '-n',
    '-M',
    'prepared',
    '-c',
    clients,
    '-j',
    2,
    '-T',
    SECONDS,
    '-f',
    script,
    '-h',
    host,
    '-p',
    port,
    '-U',
    user,
    database,
  ];
  const child = spawn(tool, args.map(String), { env: { ...process.env, PGPASSWORD: password ?? '' } });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
  await new Promise((resolve) => child.once('close', resolve));
  rmSync(folder, { recursive: true });
  const tps = /^tps = ([0-9.]+)/m.exec(text)?.[1];
  if (!tps) throw new Error(`pgbench gave no figure: ${text}`);
  return Number(tps);
}

/** The same statement where pgbench is not installed: slower than pgbench, so the ratio is kinder. */
async function throughPg(url, connections) {
  const worker = new Worker(new URL('./limit-worker.mjs', import.meta.url), {
    workerData: { url, connections, seconds: SECONDS, insert: INSERT('$1::bigint') },
  });
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}
