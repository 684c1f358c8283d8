import { Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '#app/base/db/database.js';
import { CHANNELS, type ChannelId, type Content } from '#app/base/model/message.js';
import type { DeliveryResult, LossAwareHandler, OutboxRow } from '#app/base/outbox/outbox.port.js';
import { OutboxRelay } from '#app/base/outbox/outbox-relay.js';
import {
  type ChannelAdapter,
  ChannelRegistry,
  type OutboundMessage,
  type PlannedMessage,
  type SendResult,
} from '#app/channels/index.js';
import { REPLY_KIND } from './queue-reply.js';

const payloadSchema = z.object({
  conversationId: z.string(),
  channel: z.enum(CHANNELS),
  accountId: z.string(),
  contactKey: z.string(),
  content: z.custom<Content>((value) => typeof value === 'object' && value !== null && 'kind' in value),
});

/** Carries replies to their channels: the one caller of `ChannelAdapter.send`. */
@Injectable()
export class ReplyHandler implements LossAwareHandler, OnModuleInit {
  readonly kind = REPLY_KIND;
  /** A reply that is a quarter of an hour late is for a human to look at. */
  readonly retrySchedule = [1_000, 5_000, 30_000, 120_000, 600_000];
  readonly onLost = 'resend';

  constructor(
    private readonly relay: OutboxRelay,
    private readonly channels: ChannelRegistry,
    private readonly db: Database,
  ) {}

  onModuleInit(): void {
    this.relay.register(this);
  }

  async deliver(rows: readonly OutboxRow[]): Promise<ReadonlyMap<string, DeliveryResult>> {
    const results = new Map<string, DeliveryResult>();
    for (const [channel, group] of byChannel(rows)) {
      const adapter = this.channels.find(channel);
      const sent = adapter ? await this.send(adapter, group) : undefined;
      for (const row of group) {
        results.set(row.id, toDelivery(sent ? (sent.get(row.id) ?? NO_RESULT) : notConfigured(channel)));
      }
    }
    await this.recordDelivery(
      rows.filter((row) => !wasRecorded(row, results)),
      results,
    );
    return results;
  }

  private async send(
    adapter: ChannelAdapter,
    rows: readonly OutboxRow[],
  ): Promise<ReadonlyMap<string, SendResult>> {
    const results = new Map<string, SendResult>();
    const ready: PlannedMessage[] = [];
    for (const row of rows) {
      const message: OutboundMessage = { id: row.id, ...payloadSchema.parse(row.payload) };
      const plan = adapter.plan(message);
      if (plan.ok) ready.push({ ...message, parts: plan.parts });
      else results.set(row.id, { status: 'rejected', code: plan.code, reason: plan.reason });
    }
    if (ready.length === 0) return results;
    try {
      for (const [id, result] of await adapter.send(ready)) results.set(id, result);
    } catch (error) {
      // What was under way may have arrived: never sent again blindly.
      for (const { id } of ready) results.set(id, { status: 'unknown', reason: String(error) });
    }
    return results;
  }

  private async recordDelivery(
    rows: readonly OutboxRow[],
    results: ReadonlyMap<string, DeliveryResult>,
  ): Promise<void> {
    if (rows.length === 0) return;
    await this.db.query(
      `UPDATE messages m SET delivery = s.delivery FROM unnest($1::text[], $2::text[]) AS s(id, delivery)
       WHERE m.id = s.id AND m.delivery IS DISTINCT FROM s.delivery`,
      [rows.map(({ id }) => id), rows.map(({ id }) => DELIVERY[results.get(id)?.status ?? 'retryable'])],
    );
  }
}

/** Where the page reads the record itself, an entry is written as sent: there is news only of a failure. */
const wasRecorded = (row: OutboxRow, results: ReadonlyMap<string, DeliveryResult>): boolean =>
  row.payload.pull === 'true' && row.attempts === 1 && results.get(row.id)?.status === 'accepted';

function byChannel(rows: readonly OutboxRow[]): Map<ChannelId, OutboxRow[]> {
  const groups = new Map<ChannelId, OutboxRow[]>();
  for (const row of rows) {
    const { channel } = payloadSchema.parse(row.payload);
    groups.set(channel, [...(groups.get(channel) ?? []), row]);
  }
  return groups;
}

const NO_RESULT: SendResult = { status: 'unknown', reason: 'the channel gave no result' };
const notConfigured = (channel: ChannelId): SendResult => ({
  status: 'retryable',
  reason: `channel ${channel} is not configured`,
});

const DELIVERY = { accepted: 'sent', rejected: 'failed', retryable: 'pending', unknown: 'unknown' } as const;

function toDelivery(result: SendResult): DeliveryResult {
  switch (result.status) {
    case 'accepted':
      return { status: 'accepted', ...(result.externalIds[0] ? { externalId: result.externalIds[0] } : {}) };
    case 'rejected':
      return { status: 'rejected', error: `${result.code}: ${result.reason}` };
    case 'retryable':
      return {
        status: 'retryable',
        error: result.reason,
        ...(result.retryAfterMs ? { retryAfterMs: result.retryAfterMs } : {}),
      };
    case 'unknown':
      return { status: 'unknown', error: result.reason };
  }
}
