/**
 * Everything that leaves Jiesu (a reply, a ticket, a push) is a row here first, written in the
 * transaction of its cause. `id` is the idempotency key the receiver may see more than once.
 */
export interface OutboxDraft {
  readonly id: string;
  /** Chooses the handler, e.g. `reply` or `ticket.webhook`. */
  readonly kind: string;
  /** Rows of one lane leave one after another, oldest first; a failing row holds its lane. */
  readonly lane: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface OutboxRow extends OutboxDraft {
  /** Deliveries begun so far, this one included (1 on the first try). */
  readonly attempts: number;
  readonly createdAt: Date;
}

/**
 * accepted: the receiver has it. rejected: it never will, do not retry. retryable: certainly not
 * taken, try again. unknown: it may have been taken (time-out after the request was written); the
 * relay parks it for a look instead of sending it again (DESIGN §2 "Out").
 */
export type DeliveryResult =
  | { readonly status: 'accepted'; readonly externalId?: string }
  | { readonly status: 'rejected'; readonly error: string }
  | { readonly status: 'retryable'; readonly error: string; readonly retryAfterMs?: number }
  | { readonly status: 'unknown'; readonly error: string };

/** Sends rows of one kind. Must not throw for an expected failure; a throw counts as retryable. */
export interface OutboxHandler {
  readonly kind: string;
  /** Waits in ms before attempt 2, 3, …; after the last one the row is a dead letter. */
  readonly retrySchedule: readonly number[];
  /** Rows taken at a time, where all of them could not be sent within the lease (30 s); default 200. */
  readonly batchSize?: number;
  deliver(rows: readonly OutboxRow[]): Promise<ReadonlyMap<string, DeliveryResult>>;
}

/** Handlers whose receiver would show a repetition (SMS) park a row whose sender died; default `resend`. */
export interface LossAwareHandler extends OutboxHandler {
  readonly onLost: 'resend' | 'park';
}
export const onLost = (handler: OutboxHandler): 'resend' | 'park' =>
  'onLost' in handler && handler.onLost === 'park' ? 'park' : 'resend';
