import type { DeliveryResult, OutboxDraft, OutboxRow } from '#app/base/outbox/outbox.port.js';
import type { TicketConnector, TicketNotice } from '../connector.port.js';
import type { TicketSystem } from '../ticket-system.port.js';
import { type Delivery, deliverNotice, PATIENCE, type Patience } from './deliver-notice.js';
import { KeyedTurns } from './keyed-turns.js';
import { noticeFor, remoteNotice } from './remote-notice.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Everything of one batch ends within this, below the outbox's lease of 30 s: no row has two senders. */
const BATCH_MS = 26 * SECOND;
/** RT with its two workers answers no faster to more at once. */
const PARALLEL = 2;

export interface ConnectorOptions {
  readonly patience?: Patience;
  readonly onDuplicates?: Delivery['onDuplicates'];
}

/** Brings tickets to a system behind the port, through the outbox. */
export class RemoteConnector implements TicketConnector {
  readonly kind: string;
  /** About three days in all, as the webhook's. */
  readonly retrySchedule = [
    5 * SECOND,
    MINUTE,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
  ] as const;
  readonly batchSize = PARALLEL;
  private readonly turns = new KeyedTurns();

  constructor(
    readonly system: TicketSystem,
    private readonly options: ConnectorOptions = {},
  ) {
    this.kind = `ticket.${system.name}`;
  }

  /** Who lines of the timeline that came from there are by. */
  get actor(): string {
    return `connector:${this.system.name}`;
  }

  /** What came from there does not go back. */
  toOutbox(notices: readonly TicketNotice[]): readonly OutboxDraft[] {
    return notices
      .filter(({ event }) => event.by !== this.actor)
      .map((notice) => ({
        id: `${this.system.name}_${notice.event.id}`,
        kind: this.kind,
        lane: `${this.system.name}:${notice.ticket.id}`,
        payload: { ...noticeFor(notice) },
      }));
  }

  async deliver(rows: readonly OutboxRow[]): Promise<ReadonlyMap<string, DeliveryResult>> {
    const results = new Map<string, DeliveryResult>();
    const signal = AbortSignal.timeout(BATCH_MS);
    const lanes = byLane(rows).values();
    const work = async (): Promise<void> => {
      for (const lane of lanes) await this.deliverLane(lane, results, signal);
    };
    await Promise.all(Array.from({ length: PARALLEL }, work));
    return results;
  }

  /** Oldest first; once one has to wait, the rest of its lane does too. */
  private async deliverLane(
    rows: readonly OutboxRow[],
    results: Map<string, DeliveryResult>,
    signal: AbortSignal,
  ): Promise<void> {
    let waiting: DeliveryResult | null = null;
    for (const row of rows) {
      const result: DeliveryResult = waiting ?? (signal.aborted ? LATE : await this.deliverRow(row, signal));
      results.set(row.id, result);
      if (result.status === 'retryable') waiting = BEHIND;
    }
  }

  private async deliverRow(row: OutboxRow, signal: AbortSignal): Promise<DeliveryResult> {
    const parsed = remoteNotice.safeParse(row.payload);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return { status: 'rejected', error: `payload.${issue?.path.join('.')}: ${issue?.message}` };
    }
    const { patience = PATIENCE, onDuplicates = () => undefined } = this.options;
    const delivery: Delivery = { system: this.system, patience, signal, onDuplicates };
    return this.turns.run(parsed.data.draft.key, () => deliverNotice(delivery, parsed.data));
  }
}

const LATE: DeliveryResult = { status: 'retryable', error: 'not tried: the system is slow' };
const BEHIND: DeliveryResult = {
  status: 'retryable',
  error: 'not tried: an earlier change of the same ticket waits',
};

function byLane(rows: readonly OutboxRow[]): ReadonlyMap<string, readonly OutboxRow[]> {
  const lanes = new Map<string, OutboxRow[]>();
  for (const row of rows) lanes.set(row.lane, [...(lanes.get(row.lane) ?? []), row]);
  return lanes;
}
