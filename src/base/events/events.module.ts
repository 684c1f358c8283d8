import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import type { DatabaseLocation } from '../db/data-source.js';
import { Database } from '../db/database.js';
import { DATABASE_LOCATION } from '../db/db.module.js';
import { Logger } from '../log/logger.js';
import { FAN_OUT } from './fan-out.port.js';
import { LiveBus } from './live-bus.js';
import { PostgresFanOut } from './postgres-fan-out.js';
import { RedisFanOut } from './redis-fan-out.js';

@Global()
@Module({
  providers: [
    {
      provide: FAN_OUT,
      inject: [CONFIG, DATABASE_LOCATION, Database, Logger],
      useFactory: (config: Config, location: DatabaseLocation, db: Database, log: Logger) =>
        config.REDIS_URL
          ? new RedisFanOut(config.REDIS_URL, (message) => log.warn(message))
          : new PostgresFanOut(db, location, (message) => log.warn(message)),
    },
    LiveBus,
  ],
  exports: [LiveBus],
})
export class EventsModule {}
