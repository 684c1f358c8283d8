import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../db/database.js';
import { Metrics } from '../health/metrics.js';
import { Logger } from '../log/logger.js';
import { JobRegistry } from '../queue/job-registry.js';
import type { JobHandler } from '../queue/jobs.js';
import { Outbox } from './outbox.js';
import { type DeliveryResult, type OutboxHandler, type OutboxRow, onLost } from './outbox.port.js';

/** A batch that was handed over, and what became of it. */
interface Sent {
  readonly rows: readonly OutboxRow[];
  readonly results: ReadonlyMap<string, DeliveryResult>;
}

/** Carries outbox rows to their handlers. Woken by jobs, and by the sweeper when a job was lost. */
@Injectable()
export class OutboxRelay implements JobHandler<'outbox.due'>, OnModuleInit {
  readonly job = 'outbox.due' as const;
  private readonly handlers = new Map<string, OutboxHandler>();
  private readonly active = new Map<string, { again: boolean }>();

  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
    private readonly registry: JobRegistry,
    private readonly metrics: Metrics,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  /** @throws Error when a kind already has a handler */
  register(handler: OutboxHandler): void {
    if (this.handlers.has(handler.kind)) throw new Error(`outbox kind ${handler.kind} has two handlers`);
    this.handlers.set(handler.kind, handler);
  }

  /** Kinds do not wait for each other: a slow ticket system never delays a reply. */
  async run(): Promise<void> {
    await Promise.all([...this.handlers.values()].map((handler) => this.drainOnce(handler)));
  }

  /** For the sweeper: also gives back rows whose sender died. Does not wait for slow receivers. */
  async sweep(): Promise<void> {
    for (const handler of this.handlers.values())
      await this.outbox.recoverLost(this.db, handler.kind, onLost(handler));
    this.run().catch((error: unknown) => this.log.warn('outbox not drained', { error: String(error) }));
  }

  private async drainOnce(handler: OutboxHandler): Promise<void> {
    const running = this.active.get(handler.kind);
    if (running) {
      running.again = true;
      return;
    }
    const state = { again: false };
    this.active.set(handler.kind, state);
    try {
      do {
        state.again = false;
        await this.deliverAll(handler);
      } while (state.again);
    } finally {
      this.active.delete(handler.kind);
    }
  }

  /**
   * Settling a batch and claiming the next is one transaction, and claims wait for each other. So a row
   * that another relay was woken for and had to leave, because our batch held its lane, is claimed here.
   */
  private async deliverAll(handler: OutboxHandler): Promise<void> {
    let sent: Sent = { rows: [], results: new Map() };
    for (;;) {
      const [, rows] = await this.db.tx((tx) =>
        Promise.all([
          this.outbox.settle(tx, sent.rows, sent.results, handler.retrySchedule),
          this.outbox.claim(tx, handler.kind, handler.batchSize),
        ]),
      );
      if (rows.length === 0) return;
      sent = { rows, results: await this.attempt(handler, rows) };
      for (const { status } of sent.results.values()) this.metrics.outbox.inc({ kind: handler.kind, status });
    }
  }

  private async attempt(
    handler: OutboxHandler,
    rows: readonly OutboxRow[],
  ): Promise<ReadonlyMap<string, DeliveryResult>> {
    try {
      return await handler.deliver(rows);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.log.error('outbox handler threw', { kind: handler.kind, error: text });
      return new Map(rows.map((row) => [row.id, { status: 'retryable', error: text }]));
    }
  }
}
