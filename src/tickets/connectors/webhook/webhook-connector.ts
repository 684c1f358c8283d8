import { Webhook } from 'standardwebhooks';
import type { Clock } from '#app/base/clock/clock.js';
import type { DeliveryResult, OutboxDraft, OutboxRow } from '#app/base/outbox/outbox.port.js';
import type { TicketConnector, TicketNotice } from '../connector.port.js';
import { classifyAnswer, classifyFailure } from './classify-answer.js';
import { webhookBody } from './webhook-body.js';
import { type WebhookSettings, webhookEndpoint } from './webhook-settings.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

export interface WebhookLimits {
  /** Longest wait for an answer, ms. */
  readonly timeoutMs: number;
  /** No request is begun later than this after `deliver` was called, ms. */
  readonly budgetMs: number;
  /** Requests under way at once. */
  readonly parallel: number;
}

/** budget + timeout stay below the outbox's lease of 30 s: a row must never be given to a second sender. */
const LIMITS: WebhookLimits = { timeoutMs: 15 * SECOND, budgetMs: 12 * SECOND, parallel: 8 };

type Post = typeof fetch;

/** Posts every opening and change of a ticket to one endpoint, signed (Standard Webhooks 1.0.0). */
export class WebhookConnector implements TicketConnector {
  readonly kind = 'ticket.webhook';
  /** The specification's waits, 75 h 35 min in all. */
  readonly retrySchedule = [
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
  ] as const;
  /** As many as can be under way at once: none waits for its turn within the lease. */
  readonly batchSize = LIMITS.parallel;
  private readonly endpoint: URL;
  private readonly signer: Webhook;
  private readonly includePersonalData: boolean;

  constructor(
    settings: WebhookSettings,
    private readonly clock: Clock,
    private readonly limits: WebhookLimits = LIMITS,
    private readonly post: Post = fetch,
  ) {
    this.endpoint = webhookEndpoint(settings);
    this.signer = new Webhook(settings.secret);
    this.includePersonalData = settings.includePersonalData ?? false;
  }

  /** One row per notice. The event's id makes the webhook-id, so it is the same for ever. */
  toOutbox(notices: readonly TicketNotice[]): readonly OutboxDraft[] {
    return notices.map((notice) => ({
      id: `whk_${notice.event.id}`,
      kind: this.kind,
      lane: `webhook:${notice.ticket.id}`,
      payload: { ...webhookBody(notice, this.includePersonalData) },
    }));
  }

  async deliver(rows: readonly OutboxRow[]): Promise<ReadonlyMap<string, DeliveryResult>> {
    const results = new Map<string, DeliveryResult>();
    const round: Round = {
      results,
      lanes: byLane(rows).values(),
      until: performance.now() + this.limits.budgetMs,
    };
    await Promise.all(Array.from({ length: this.limits.parallel }, () => this.work(round)));
    return results;
  }

  /** Takes one ticket after another until there is none left. */
  private async work(round: Round): Promise<void> {
    for (const lane of round.lanes) await this.sendLane(lane, round);
  }

  /** Oldest first; once one has to wait, the rest of its lane does too: an update must not overtake. */
  private async sendLane(rows: readonly OutboxRow[], round: Round): Promise<void> {
    let waiting: DeliveryResult | null = null;
    for (const row of rows) {
      const late = performance.now() > round.until ? LATE : null;
      const result: DeliveryResult = waiting ?? late ?? (await this.send(row));
      round.results.set(row.id, result);
      if (result.status === 'retryable') waiting = BEHIND;
    }
  }

  private async send(row: OutboxRow): Promise<DeliveryResult> {
    const body = JSON.stringify(row.payload);
    const at = this.clock.now();
    try {
      const answer = await this.post(this.endpoint, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'jiesu',
          'webhook-id': row.id,
          'webhook-timestamp': String(Math.floor(at.getTime() / SECOND)),
          'webhook-signature': this.signer.sign(row.id, at, body),
        },
        body,
        // Seen and refused by its status; `error` would hide it among the lost connections.
        redirect: 'manual',
        signal: AbortSignal.timeout(this.limits.timeoutMs),
      });
      // The words of the answer are nobody's business here, but the connection is.
      await answer.body?.cancel();
      return classifyAnswer(answer.status, answer.headers.get('retry-after'), at);
    } catch (error) {
      return classifyFailure(error);
    }
  }
}

const LATE: DeliveryResult = { status: 'retryable', error: 'not tried: the endpoint is slow' };
const BEHIND: DeliveryResult = {
  status: 'retryable',
  error: 'not tried: an earlier change of the same ticket waits',
};

interface Round {
  readonly results: Map<string, DeliveryResult>;
  /** Shared by the workers: each lane is taken once. */
  readonly lanes: IterableIterator<readonly OutboxRow[]>;
  readonly until: number;
}

function byLane(rows: readonly OutboxRow[]): ReadonlyMap<string, readonly OutboxRow[]> {
  const lanes = new Map<string, OutboxRow[]>();
  for (const row of rows) lanes.set(row.lane, [...(lanes.get(row.lane) ?? []), row]);
  return lanes;
}
