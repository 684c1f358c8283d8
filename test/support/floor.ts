import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from '#app/base/clock/clock.js';
import { Database } from '#app/base/db/database.js';
import { SecretStore } from '#app/base/db/secret-store.js';
import type { FanOut } from '#app/base/events/fan-out.port.js';
import { LiveBus } from '#app/base/events/live-bus.js';
import { Metrics } from '#app/base/health/metrics.js';
import { Logger } from '#app/base/log/logger.js';
import { Outbox } from '#app/base/outbox/outbox.js';
import { OutboxRelay } from '#app/base/outbox/outbox-relay.js';
import { Sweeper } from '#app/base/outbox/sweeper.js';
import { JobRegistry } from '#app/base/queue/job-registry.js';
import { Wakeups } from '#app/base/queue/wakeups.js';

/** Announces to this process only. */
export class LoopbackFanOut implements FanOut {
  private hear: (text: string) => void = () => undefined;

  async start(onText: (text: string) => void): Promise<void> {
    this.hear = onText;
  }
  async publish(text: string): Promise<void> {
    this.hear(text);
  }
  async stop(): Promise<void> {}
}

/** A queue that wakes nobody: the test says when a job runs. */
export const silentWakeups = (): Wakeups =>
  new Wakeups(
    async () => undefined,
    () => undefined,
  );

/** What every room may ask for, on a test's database; nothing happens by itself. */
export function testFloor(db: Database): DynamicModule {
  const log = new Logger('silent');
  const parts = [
    { provide: Database, useValue: db },
    { provide: Logger, useValue: log },
    { provide: Clock, useClass: SystemClock },
    { provide: Wakeups, useFactory: silentWakeups },
    { provide: LiveBus, useValue: new LiveBus(new LoopbackFanOut(), log) },
    { provide: Sweeper, useValue: { register: () => undefined } },
    SecretStore,
    Metrics,
    JobRegistry,
    Outbox,
    OutboxRelay,
  ];
  @Global()
  @Module({})
  class TestFloor {}
  return { module: TestFloor, providers: parts, exports: parts };
}
