import { Injectable } from '@nestjs/common';
import { Database } from '#app/base/db/database.js';
import { AppError } from '#app/base/errors/app-error.js';
import { Metrics } from '#app/base/health/metrics.js';
import { Wakeups } from '#app/base/queue/wakeups.js';
import { conversationIdOf, messageIdOf } from '#app/conversations/index.js';
import type { Accepted, InboundEnvelope } from './envelope.js';
import { MicroBatcher, TooManyWaiting } from './micro-batcher.js';

interface InboxRow extends InboundEnvelope {
  readonly conversationId: string;
  readonly messageId: string;
}

/**
 * ≤ 200 rows a statement and one statement under way: a second one beside it halves the batches and costs
 * a fifth more CPU a message, here and in PostgreSQL (docs/BENCHMARKS.md).
 */
const BATCHING = { maxBatch: 200, lanes: 1, laneOf: () => 0, maxWaiting: 20_000 };

/**
 * The one way in. Resolves only after the message is committed: whoever acknowledges after this
 * promise cannot lose it. A repetition resolves the same way and stores nothing.
 */
@Injectable()
export class AcceptMessage {
  private readonly batcher: MicroBatcher<InboxRow, Accepted>;

  constructor(
    private readonly db: Database,
    private readonly wakeups: Wakeups,
    private readonly metrics: Metrics,
  ) {
    this.batcher = new MicroBatcher((rows) => this.store(rows), BATCHING);
  }

  /** @throws AppError `intake.busy` (503) when the database cannot keep up: the sender shall retry. */
  async run(envelope: InboundEnvelope): Promise<Accepted> {
    const { channel, accountId, contactKey, dedupeKey } = envelope;
    try {
      return await this.batcher.submit({
        ...envelope,
        conversationId: conversationIdOf(channel, accountId, contactKey),
        messageId: messageIdOf(channel, accountId, dedupeKey),
      });
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw new AppError({
        code: 'intake.busy',
        status: 503,
        message: cause instanceof TooManyWaiting ? '消息太多,请稍后重发' : '消息暂时无法保存,请稍后重发',
        cause,
      });
    }
  }

  private async store(rows: readonly InboxRow[]): Promise<readonly Accepted[]> {
    // Two gateways that get the same repetitions in another order can lock each other out; one loses and tries again.
    return this.insert(rows).catch((error: unknown) =>
      isDeadlock(error) ? this.insert(rows) : Promise.reject(error),
    );
  }

  private async insert(rows: readonly InboxRow[]): Promise<readonly Accepted[]> {
    const stored = await this.db.query<{ message_id: string }>(
      `INSERT INTO inbox (message_id, channel, account_id, dedupe_key, conversation_id, contact_key, content, sender)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::jsonb[])
       ON CONFLICT ON CONSTRAINT inbox_once DO NOTHING
       RETURNING message_id`,
      [
        rows.map((r) => r.messageId),
        rows.map((r) => r.channel),
        rows.map((r) => r.accountId),
        rows.map((r) => r.dedupeKey),
        rows.map((r) => r.conversationId),
        rows.map((r) => r.contactKey),
        rows.map((r) => JSON.stringify(r.content)),
        rows.map((r) => JSON.stringify(r.sender)),
      ],
    );
    const fresh = new Set(stored.map((row) => row.message_id));
    this.wakeups.messagesReceived(rows.filter((r) => fresh.has(r.messageId)).map((r) => r.conversationId));
    const results = rows.map((row) => result(row, fresh));
    this.count(rows, results);
    return results;
  }

  private count(rows: readonly InboxRow[], results: readonly Accepted[]): void {
    for (const channel of new Set(rows.map((row) => row.channel))) {
      for (const duplicate of [false, true]) {
        const n = results.filter(
          (one, i) => one.duplicate === duplicate && rows[i]?.channel === channel,
        ).length;
        if (n > 0) this.metrics.accepted.inc({ channel, duplicate: String(duplicate) }, n);
      }
    }
  }
}

/** Within one batch the first of several equal rows is the fresh one. */
function result({ messageId, conversationId }: InboxRow, fresh: Set<string>): Accepted {
  return { messageId, conversationId, duplicate: !fresh.delete(messageId) };
}

const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '40P01';
