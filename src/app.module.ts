import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { AccountsModule } from './accounts/index.js';
import { Clock, SystemClock } from './base/clock/clock.js';
import { CONFIG, type Config } from './base/config/config.js';
import type { DatabaseLocation } from './base/db/data-source.js';
import { DbModule } from './base/db/db.module.js';
import { EventsModule } from './base/events/events.module.js';
import { HealthModule } from './base/health/health.module.js';
import { Logger } from './base/log/logger.js';
import { OutboxModule } from './base/outbox/outbox.module.js';
import { QueueModule } from './base/queue/queue.module.js';
import { ChannelsModule } from './channels/index.js';
import { ConversationsModule } from './conversations/index.js';
import { IntakeModule } from './intake/index.js';
import { PolicyModule } from './policy/index.js';
import { ReplyModule } from './reply/index.js';
import { SeatsModule } from './seats/index.js';
import { readClockRules, readTicketSystems, TicketsConfig, TicketsModule } from './tickets/index.js';
import { WorkbenchModule } from './workbench/index.js';

/** What exists before Nest does: opening the database has clear errors of its own. */
export interface Foundation {
  readonly config: Config;
  readonly log: Logger;
  readonly source: DataSource;
  readonly location: DatabaseLocation;
  /** Stops the embedded server, if there is one. */
  readonly stopDatabase: () => Promise<void>;
}

/** The floor's own parts that every room may ask for. */
@Global()
@Module({})
class FloorModule {
  static on({ config, log }: Foundation): DynamicModule {
    const webhook =
      config.JIESU_WEBHOOK_URL && config.JIESU_WEBHOOK_SECRET
        ? { url: config.JIESU_WEBHOOK_URL, secret: config.JIESU_WEBHOOK_SECRET }
        : null;
    return {
      module: FloorModule,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: Logger, useValue: log },
        { provide: Clock, useClass: SystemClock },
        {
          provide: TicketsConfig,
          useValue: new TicketsConfig(webhook, readClockRules(config), readTicketSystems(config)),
        },
      ],
      exports: [CONFIG, Logger, Clock, TicketsConfig],
    };
  }
}

/** The contents page: the floor, the doors, the way of a message, the people. */
@Module({})
export class AppModule {
  static on(foundation: Foundation): DynamicModule {
    const role = foundation.config.JIESU_ROLES;
    const forPeople = role === 'worker' ? [] : [SeatsModule.forRole(role), WorkbenchModule];
    return {
      module: AppModule,
      imports: [
        FloorModule.on(foundation),
        DbModule.forConnected(foundation.source, foundation.location, foundation.stopDatabase),
        HealthModule,
        QueueModule.forRole(role),
        OutboxModule.forRole(role),
        EventsModule,
        AccountsModule,
        ConversationsModule,
        IntakeModule,
        ChannelsModule.forRole(role),
        TicketsModule,
        ReplyModule.forRole(role),
        PolicyModule.forRole(role),
        ...forPeople,
      ],
    };
  }
}
