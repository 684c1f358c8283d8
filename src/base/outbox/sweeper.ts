import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Logger } from '../log/logger.js';
import { OutboxRelay } from './outbox-relay.js';

const EVERY_MS = 1_000;
/** A process that takes over from one that was killed begins with what that one left behind. */
const FIRST_AFTER_MS = 100;

export interface Sweep {
  readonly name: string;
  run(): Promise<void>;
}

/**
 * Does the queue's work a little later without the queue: finds rows nobody was woken for. So a
 * flushed Redis, a lost job or a killed worker costs a second, never a message.
 */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly sweeps: Sweep[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    relay: OutboxRelay,
    private readonly log: Logger,
  ) {
    this.sweeps.push({ name: 'outbox', run: () => relay.sweep() });
  }

  register(sweep: Sweep): void {
    this.sweeps.push(sweep);
  }

  onApplicationBootstrap(): void {
    this.schedule(FIRST_AFTER_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(afterMs = EVERY_MS): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.sweepAll().finally(() => this.schedule());
    }, afterMs);
  }

  private async sweepAll(): Promise<void> {
    for (const sweep of this.sweeps) {
      if (this.stopped) return;
      await sweep
        .run()
        .catch((error: unknown) =>
          this.log.warn('sweep failed', { sweep: sweep.name, error: String(error) }),
        );
    }
  }
}
