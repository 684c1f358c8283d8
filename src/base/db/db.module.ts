import {
  type DynamicModule,
  Global,
  Inject,
  Injectable,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { DatabaseLocation } from './data-source.js';
import { Database } from './database.js';
import { SecretStore } from './secret-store.js';

/** DI token: where PostgreSQL is, for those who bring their own client (queue, LISTEN). */
export const DATABASE_LOCATION = Symbol('DatabaseLocation');
const STOP_DATABASE = Symbol('StopDatabase');

/** Closes the pool, then the embedded server, after everyone else has stopped. */
@Injectable()
class DatabaseLifetime implements OnApplicationShutdown {
  constructor(
    private readonly db: Database,
    @Inject(STOP_DATABASE) private readonly stop: () => Promise<void>,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.db.dataSource.isInitialized) await this.db.dataSource.destroy();
    await this.stop();
  }
}

@Global()
@Module({})
export class DbModule {
  /** Takes an open data source: opening, with its clear errors, happens before Nest starts. */
  static forConnected(
    source: DataSource,
    location: DatabaseLocation,
    stop: () => Promise<void>,
  ): DynamicModule {
    return {
      module: DbModule,
      providers: [
        { provide: Database, useValue: new Database(source) },
        { provide: DATABASE_LOCATION, useValue: location },
        { provide: STOP_DATABASE, useValue: stop },
        DatabaseLifetime,
        SecretStore,
      ],
      exports: [Database, DATABASE_LOCATION, SecretStore],
    };
  }
}
