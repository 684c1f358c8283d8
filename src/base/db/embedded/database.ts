import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { scratchPath } from './binaries.js';
import { EmbeddedPostgresError, errnoOf, fromSystemError } from './classify.js';
import type { Credentials } from './cluster.js';
import type { Endpoint } from './endpoint.js';
import { type Home, hasData } from './home.js';

/** The gateway's database and the role that owns it. Not a superuser: SQL that slips in cannot run programs. */
export const DATABASE = 'jiesu';

/** `owner` is whom the gateway connects as; `superuser` only makes the owner and the database. */
export interface Secrets {
  superuser: Credentials;
  owner: Credentials;
}

/**
 * Reads `<home>/secret.json`, or makes it for a new home.
 * @throws EmbeddedPostgresError START_FAILED when a database exists whose passwords are lost
 */
export function openSecrets(home: Home): Secrets {
  const file = join(home.path, 'secret.json');
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw secretError(error, file);
    if (hasData(home.path)) {
      throw new EmbeddedPostgresError(
        'START_FAILED',
        `${file} is missing: put it back from the backup of the data`,
      );
    }
  }
  const secrets = { superuser: credentials('postgres'), owner: credentials(DATABASE) };
  try {
    publish(home, file, `${JSON.stringify(secrets, null, 2)}\n`);
  } catch (error) {
    throw fromSystemError(error, file);
  }
  return secrets;
}

function credentials(user: string): Credentials {
  return { user, password: randomBytes(24).toString('base64url') };
}

/** Whole or not at all. */
function publish(home: Home, file: string, text: string): void {
  const scratch = scratchPath(home.path, 'secret');
  writeFileSync(scratch, text, { mode: 0o600, flush: true });
  renameSync(scratch, file);
}

function parse(text: string): Secrets {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'object' && value !== null && 'superuser' in value && 'owner' in value) {
    const { superuser, owner } = value;
    if (isCredentials(superuser) && isCredentials(owner)) return { superuser, owner };
  }
  throw new SyntaxError('it does not hold the two accounts');
}

function isCredentials(value: unknown): value is Credentials {
  return (
    typeof value === 'object' &&
    value !== null &&
    'user' in value &&
    typeof value.user === 'string' &&
    'password' in value &&
    typeof value.password === 'string'
  );
}

function secretError(error: unknown, file: string): EmbeddedPostgresError {
  if (error instanceof SyntaxError) {
    return new EmbeddedPostgresError('START_FAILED', `${file} cannot be read: ${error.message}`);
  }
  return fromSystemError(error, file);
}

/**
 * Waits until the gateway's database takes our login; makes role and database when they are missing.
 * One connection in the common case; a new cluster (`isNew`) is not even asked.
 * @throws EmbeddedPostgresError START_FAILED, DISKFULL; the last error of `pg` when the server stays away for `patienceMs`
 */
export async function ensureDatabase(
  endpoint: Endpoint,
  secrets: Secrets,
  { isNew, patienceMs }: { isNew: boolean; patienceMs: number },
): Promise<void> {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      if (!isNew && (await takesLogin(endpoint, secrets.owner))) return;
      return await createAsSuperuser(endpoint, secrets);
    } catch (error) {
      if (error instanceof EmbeddedPostgresError || performance.now() > end) throw error;
    }
    await sleep(50);
  }
}

async function takesLogin(endpoint: Endpoint, owner: Credentials): Promise<boolean> {
  try {
    await withClient(endpoint, owner, DATABASE, (client) => client.query('select 1'));
    return true;
  } catch (error) {
    if (MISSING.has(errnoOf(error))) return false;
    throw error;
  }
}

async function createAsSuperuser(endpoint: Endpoint, secrets: Secrets): Promise<void> {
  try {
    await withClient(endpoint, secrets.superuser, 'postgres', (client) => create(client, secrets.owner));
  } catch (error) {
    throw lasting(error) ?? error;
  }
}

/** No such database; no such role (PostgreSQL does not tell it from a wrong password). */
const MISSING = new Set(['3D000', '28P01', '28000']);

/** May make databases, for the tests; may watch the server, for the health page. */
async function create(client: Client, owner: Credentials): Promise<void> {
  const role = client.escapeIdentifier(owner.user);
  const verb = (await exists(client, 'pg_roles', 'rolname', owner.user)) ? 'ALTER' : 'CREATE';
  await client.query(`${verb} ROLE ${role} LOGIN CREATEDB PASSWORD ${client.escapeLiteral(owner.password)}`);
  await client.query(`GRANT pg_monitor TO ${role}`);
  if (await exists(client, 'pg_database', 'datname', DATABASE)) return;
  await client.query(`CREATE DATABASE ${client.escapeIdentifier(DATABASE)} OWNER ${role}`);
}

async function exists(client: Client, table: string, column: string, name: string): Promise<boolean> {
  const { rowCount } = await client.query(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [name]);
  return rowCount === 1;
}

/** What asking again would not mend. */
function lasting(error: unknown): EmbeddedPostgresError | undefined {
  const state = errnoOf(error);
  const text = error instanceof Error ? error.message : String(error);
  if (state === '28P01' || state === '28000') {
    return new EmbeddedPostgresError('START_FAILED', `secret.json does not belong to this database: ${text}`);
  }
  if (state === '53100') return new EmbeddedPostgresError('DISKFULL', `disk full: ${text}`);
  return undefined;
}

async function withClient<T>(
  endpoint: Endpoint,
  { user, password }: Credentials,
  database: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const { host, port } = endpoint;
  // `ssl` said, or PGSSLMODE of the shell would be obeyed.
  const client = new Client({
    host,
    port,
    user,
    password,
    database,
    ssl: false,
    connectionTimeoutMillis: 5000,
  });
  // Without a listener a server that goes down now would end the whole process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
