import pg from 'pg';
import { startEmbeddedPostgres } from '#app/base/db/embedded/index.js';
import type { Backend } from './backend.js';

/** The tables themselves, read past the gateway: a checker must not ask the one it checks. */
export interface Store {
  query<Row extends object>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Opens the backend's tables. An embedded server belongs to its gateway, which must have ended before. */
export async function openStore(backend: Backend): Promise<Store> {
  const embedded = backend.databaseUrl
    ? undefined
    : await startEmbeddedPostgres({ dataDir: String(backend.env.JIESU_DATA), log: () => undefined });
  const client = new pg.Client(
    embedded ? embedded.connection : { connectionString: String(backend.databaseUrl) },
  );
  await client.connect();
  return {
    query: async <Row extends object>(sql: string, params: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...params])).rows,
    close: async () => {
      await client.end();
      await embedded?.stop();
    },
  };
}

/** As above, for one piece of work. */
export async function inStore<T>(backend: Backend, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(backend);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
