import type { DataSource } from 'typeorm';
import type { Config } from './base/config/config.js';
import { type DatabaseLocation, migrate, openDataSource } from './base/db/data-source.js';
import { startEmbeddedPostgres } from './base/db/embedded/index.js';
import { AppError } from './base/errors/app-error.js';
import type { Logger } from './base/log/logger.js';
import { exitWith } from './exit-with.js';

export interface OpenedDatabase {
  readonly source: DataSource;
  readonly location: DatabaseLocation;
  readonly stopDatabase: () => Promise<void>;
}

/**
 * The database the settings ask for, brought up to date: DATABASE_URL, else the embedded server.
 * @throws AppError or EmbeddedPostgresError with one plain sentence for the operator
 */
export async function openDatabase(config: Config, log: Logger): Promise<OpenedDatabase> {
  const embedded = config.DATABASE_URL
    ? undefined
    : await startEmbeddedPostgres({
        dataDir: config.JIESU_DATA,
        log: (level, message, fields) => log[level](message, fields),
      });
  embedded?.onStateChange((state) => {
    // It has tried for half a minute: a gateway that can store nothing must not look alive.
    if (state === 'dead')
      exitWith(
        new AppError({ code: 'db.dead', status: 503, message: 'the embedded PostgreSQL does not come back' }),
      );
  });
  const location: DatabaseLocation = embedded ? embedded.connection : { url: config.DATABASE_URL ?? '' };
  const stopDatabase = async () => {
    await embedded?.stop();
  };
  try {
    const source = await openDataSource(location, {
      poolSize: config.JIESU_DB_POOL,
      onPoolError: (error) => log.warn('database connection lost', { error: error.message }),
    });
    const ran = await migrate(source);
    if (ran.length > 0) log.info('database brought up to date', { migrations: ran.join(', ') });
    return { source, location, stopDatabase };
  } catch (error) {
    await stopDatabase();
    throw error;
  }
}
