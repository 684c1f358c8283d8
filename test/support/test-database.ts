import { join } from 'node:path';
import { type DatabaseLocation, migrate, openDataSource } from '#app/base/db/data-source.js';
import { Database } from '#app/base/db/database.js';
import { type Connection, startEmbeddedPostgres } from '#app/base/db/embedded/index.js';
import { type Backend, createBackend } from './backend.js';
import { FaultyProxy, type Upstream } from './faulty-proxy.js';

/** A database of a suite's own with the whole schema: the embedded server, or one on TEST_DATABASE_URL. */
export interface TestDatabase {
  readonly db: Database;
  /** A second pool, as another process would have. */
  another(): Promise<Database>;
  /** A pool whose cable can be cut. */
  throughProxy(): Promise<{ db: Database; proxy: FaultyProxy }>;
  close(): Promise<void>;
}

export async function openTestDatabase(): Promise<TestDatabase> {
  const backend = await createBackend();
  const server = await locate(backend);
  const opened: Database[] = [];
  const proxies: FaultyProxy[] = [];
  const open = async (location: DatabaseLocation): Promise<Database> => {
    const db = new Database(await openDataSource(location, { poolSize: 10, connectTimeoutMs: 2_000 }));
    opened.push(db);
    return db;
  };
  const db = await open(server.location);
  await migrate(db.dataSource);
  return {
    db,
    another: () => open(server.location),
    throughProxy: async () => {
      const proxy = new FaultyProxy(server.upstream);
      proxies.push(proxy);
      return { db: await open(server.via(await proxy.start())), proxy };
    },
    close: async () => {
      await Promise.all(opened.map((one) => one.dataSource.destroy()));
      await Promise.all(proxies.map((proxy) => proxy.cut()));
      await server.stop();
      await backend.remove();
    },
  };
}

interface Server {
  readonly location: DatabaseLocation;
  readonly upstream: Upstream;
  /** The same database behind another local port. */
  via(port: number): DatabaseLocation;
  stop(): Promise<void>;
}

async function locate(backend: Backend): Promise<Server> {
  if (!backend.databaseUrl) return embedded(String(backend.env.JIESU_DATA));
  const url = new URL(backend.databaseUrl);
  return {
    location: { url: url.toString() },
    upstream: { host: url.hostname, port: Number(url.port || 5432) },
    via: (port) => {
      const changed = new URL(url);
      changed.hostname = '127.0.0.1';
      changed.port = String(port);
      return { url: changed.toString() };
    },
    stop: async () => undefined,
  };
}

async function embedded(dataDir: string): Promise<Server> {
  const server = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  const { connection } = server;
  return {
    location: connection,
    upstream: upstreamOf(connection),
    via: (port) => ({ ...connection, host: '127.0.0.1', port }),
    stop: () => server.stop(),
  };
}

/** pg takes the folder of the Unix socket as host. */
const upstreamOf = ({ host, port }: Connection): Upstream =>
  host.startsWith('/') ? { path: join(host, `.s.PGSQL.${port}`) } : { host, port };
