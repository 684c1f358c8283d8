import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, type Tx } from '#app/base/db/database.js';
import { Logger } from '#app/base/log/logger.js';
import { Sweeper } from '#app/base/outbox/sweeper.js';
import { JobRegistry } from '#app/base/queue/job-registry.js';
import type { JobHandler, JobMap } from '#app/base/queue/jobs.js';
import { ConversationRepository } from '#app/conversations/index.js';
import { InboxRepository, MicroBatcher } from '#app/intake/index.js';
import { TicketDesk } from '#app/tickets/index.js';
import { ACT_FUNCTIONS } from './domain/decide.js';
import { validateMachine } from './domain/dialogue-machine.js';
import { TurnBatch } from './turn-batch.js';

const CONVERSATIONS_PER_TX = 50;
const MESSAGES_PER_TX = 200;
const GIVE_UP_AFTER = 5;
/** A message older than this was not woken for: its job was lost. */
const OVERDUE_MS = 1_500;

/**
 * Handles what waits in the inbox. Many conversations share one transaction, because statements and
 * commits are the cost of a turn; when one of them fails, each gets a transaction of its own, so a
 * poisoned message holds up nobody else.
 */
@Injectable()
export class HandleTurns implements JobHandler<'message.received'>, OnModuleInit {
  readonly job = 'message.received' as const;
  private readonly lanes = new MicroBatcher<string, null>((ids) => this.handleTogether(ids), {
    maxBatch: CONVERSATIONS_PER_TX,
    // One transaction at a time: larger batches were worth more than a second one beside it (docs/BENCHMARKS.md).
    lanes: 1,
    laneOf: () => 0,
    maxWaiting: Number.POSITIVE_INFINITY,
  });

  constructor(
    private readonly db: Database,
    private readonly inbox: InboxRepository,
    private readonly conversations: ConversationRepository,
    private readonly tickets: TicketDesk,
    private readonly batch: TurnBatch,
    private readonly registry: JobRegistry,
    private readonly sweeper: Sweeper,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    validateMachine(Object.keys(ACT_FUNCTIONS));
    this.registry.register(this);
    this.sweeper.register({ name: 'inbox', run: () => this.sweep() });
  }

  /** What this process is woken for while a batch is under way goes together into the next. */
  async run({ conversationIds }: JobMap['message.received']): Promise<void> {
    await Promise.all(conversationIds.map((id) => this.lanes.submit(id)));
  }

  private async sweep(): Promise<void> {
    const ids = await this.inbox.overdue(this.db, OVERDUE_MS, 500);
    if (ids.length > 0) await this.run({ conversationIds: ids });
  }

  private async handleTogether(ids: readonly string[]): Promise<null[]> {
    await this.handle([...new Set(ids)]);
    return ids.map(() => null);
  }

  private async handle(ids: readonly string[]): Promise<void> {
    try {
      while ((await this.db.tx((tx) => this.turns(tx, ids))) === MESSAGES_PER_TX);
    } catch (error) {
      if (ids.length > 1) {
        this.log.warn('a batch of turns failed; each conversation is handled alone', {
          error: String(error),
          conversations: ids.length,
        });
        for (const id of ids) await this.handle([id]);
      } else {
        for (const id of ids) await this.afterFailure(id, error);
      }
    }
  }

  /**
   * Lock first, read the inbox in a second statement: what it shows is then all there is (ADR 0004).
   * The statements travel together, but each runs, and takes its snapshot, after the one before it.
   */
  private async turns(tx: Tx, ids: readonly string[], poisoned = false): Promise<number> {
    const [, locked, messages, tickets] = await Promise.all([
      this.inbox.openConversations(tx, ids),
      this.conversations.lock(tx, ids),
      this.inbox.waiting(tx, ids, poisoned ? 1 : MESSAGES_PER_TX),
      this.tickets.forConversations(tx, ids),
    ]);
    if (messages.length === 0) return 0;
    const handled = messages.map((message) => message.inboxId);
    await Promise.all([
      this.inbox.markHandled(tx, handled),
      this.batch.run(tx, { locked, messages, tickets }, { poisoned }),
    ]);
    return messages.length;
  }

  private async afterFailure(id: string, error: unknown): Promise<void> {
    this.log.error('turn failed', {
      conversation: id,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
    const failures = await this.inbox.recordFailure(this.db, id, String(error));
    if (failures < GIVE_UP_AFTER) return;
    await this.db.tx((tx) => this.turns(tx, [id], true));
  }
}
