import pg from 'pg';
import { DataSource } from 'typeorm';
import { AppError } from '../errors/app-error.js';
import { BatchingSocket } from './batching-socket.js';
import { MIGRATIONS } from './migrations/index.js';

/** Where PostgreSQL is: a URL, or the parts of a socket connection. */
export type DatabaseLocation =
  | { readonly url: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly database: string;
    };

/** One advisory lock number for everything that changes the schema. */
const MIGRATION_LOCK = 4215_9559;

/** Opens the pool. @throws AppError `db.unreachable` in plain words, within `connectTimeoutMs`. */
export async function openDataSource(
  location: DatabaseLocation,
  options: { poolSize: number; connectTimeoutMs?: number; onPoolError?: (error: Error) => void },
): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    driver: pg,
    ...('url' in location
      ? { url: location.url }
      : {
          host: location.host,
          port: location.port,
          username: location.user,
          password: location.password,
          database: location.database,
        }),
    synchronize: false,
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    poolSize: options.poolSize,
    connectTimeoutMS: options.connectTimeoutMs ?? 10_000,
    // An idle client that loses its server must not end the process.
    poolErrorHandler: (error: Error) => options.onPoolError?.(error),
    // With `pipeline` statements that do not wait for each other's rows share one round trip (see Tx).
    extra: { application_name: 'jiesu', keepAlive: true, pipeline: true, stream: () => new BatchingSocket() },
    logging: false,
  });
  try {
    return await source.initialize();
  } catch (cause) {
    throw unreachable(location, cause);
  }
}

/** Brings the schema up to date; safe when several processes start at once. */
export async function migrate(source: DataSource): Promise<readonly string[]> {
  const runner = source.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const ran = await source.runMigrations({ transaction: 'each' });
    return ran.map((migration) => migration.name);
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await runner.release();
  }
}

function unreachable(location: DatabaseLocation, cause: unknown): AppError {
  const where = 'url' in location ? withoutPassword(location.url) : `${location.host}:${location.port}`;
  const why =
    cause instanceof Error
      ? cause.message || ('code' in cause ? String(cause.code) : cause.name)
      : String(cause);
  return new AppError({
    code: 'db.unreachable',
    status: 503,
    message: `PostgreSQL at ${where} cannot be used: ${why}`,
    cause,
  });
}

/** A URL that is safe to print. */
export function withoutPassword(text: string): string {
  const parsed = new URL(text);
  if (parsed.password) parsed.password = '***';
  return parsed.toString();
}
