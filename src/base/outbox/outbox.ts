import { Injectable } from '@nestjs/common';
import type { Queryer, Tx } from '../db/database.js';
import { Wakeups } from '../queue/wakeups.js';
import type { DeliveryResult, OutboxDraft, OutboxRow } from './outbox.port.js';

export interface DeadLetter {
  readonly id: string;
  readonly kind: string;
  readonly lane: string;
  readonly state: 'rejected' | 'unknown' | 'dead';
  readonly attempts: number;
  readonly lastError: string | null;
  readonly createdAt: Date;
}

/** A row is given back when its sender has been silent this long (it was killed). */
const LEASE_SECONDS = 30;
const BATCH = 200;

/** The table of everything that leaves. Writing is part of the caller's transaction. */
@Injectable()
export class Outbox {
  constructor(private readonly wakeups: Wakeups) {}

  /** Same id twice = once. The relay is woken after the commit. */
  async enqueue(tx: Tx, drafts: readonly OutboxDraft[]): Promise<void> {
    if (drafts.length === 0) return;
    await tx.query(
      `INSERT INTO outbox (id, kind, lane, payload)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::jsonb[])
       ON CONFLICT (id) DO NOTHING`,
      [
        drafts.map((d) => d.id),
        drafts.map((d) => d.kind),
        drafts.map((d) => d.lane),
        drafts.map((d) => JSON.stringify(d.payload)),
      ],
    );
    tx.afterCommit(() => this.wakeups.outboxDue());
  }

  /**
   * Leases due rows of one kind. Claims are serialised by an advisory lock, so no two relays ever
   * hold rows of the same lane; within the batch the order is the order of writing.
   */
  async claim(tx: Tx, kind: string, limit: number = BATCH): Promise<OutboxRow[]> {
    const locked = tx.query(`SELECT pg_advisory_xact_lock(hashtext('outbox:' || $1))`, [kind]);
    const claimed = tx.query<{
      id: string;
      lane: string;
      payload: Record<string, unknown>;
      attempts: number;
      createdAt: Date;
      position: string;
    }>(
      `UPDATE outbox SET state = 'sending', attempts = attempts + 1,
              lease_until = now() + make_interval(secs => $3)
       WHERE position IN (
         SELECT o.position FROM outbox o
         WHERE o.kind = $1 AND o.state = 'pending' AND o.due_at <= now()
           AND NOT EXISTS (
             SELECT 1 FROM outbox e
             WHERE e.lane = o.lane AND e.position < o.position
               AND (e.state = 'sending' OR (e.state = 'pending' AND e.due_at > now())))
         ORDER BY o.position LIMIT $2)
       RETURNING id, lane, payload, attempts, created_at AS "createdAt", position`,
      [kind, limit, LEASE_SECONDS],
    );
    const [, rows] = await Promise.all([locked, claimed]);
    return rows
      .sort((a, b) => Number(a.position) - Number(b.position))
      .map(({ position: _, ...row }) => ({ ...row, kind }));
  }

  /** Writes down what became of leased rows. `retrySchedule` as in OutboxHandler. */
  async settle(
    q: Queryer,
    rows: readonly OutboxRow[],
    results: ReadonlyMap<string, DeliveryResult>,
    retrySchedule: readonly number[],
  ): Promise<void> {
    if (rows.length === 0) return;
    const settled = rows.map((row) => settlement(row, results.get(row.id), retrySchedule));
    await q.query(
      `UPDATE outbox o SET state = s.state, last_error = s.error, external_id = s.external_id, lease_until = NULL,
              due_at = now() + make_interval(secs => s.wait_ms / 1000.0),
              finished_at = CASE WHEN s.state = 'pending' THEN NULL ELSE now() END
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::float8[]) AS s(id, state, error, external_id, wait_ms)
       WHERE o.id = s.id AND o.state = 'sending'`,
      [
        settled.map((s) => s.id),
        settled.map((s) => s.state),
        settled.map((s) => s.error),
        settled.map((s) => s.externalId),
        settled.map((s) => s.waitMs),
      ],
    );
  }

  /** Rows whose sender died: given back, or parked where a repetition could reach the customer twice. */
  async recoverLost(q: Queryer, kind: string, onLost: 'resend' | 'park'): Promise<void> {
    await q.query(
      `UPDATE outbox SET state = $2, lease_until = NULL, last_error = 'the sending process ended',
              finished_at = CASE WHEN $2 = 'pending' THEN NULL ELSE now() END
       WHERE kind = $1 AND state = 'sending' AND lease_until < now()`,
      [kind, onLost === 'resend' ? 'pending' : 'unknown'],
    );
  }

  /** Takes back what has not left yet. Returns the ids of the rows withdrawn. */
  async withdraw(tx: Tx, lane: string, kind: string, where: { readonly speaker: string }): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `UPDATE outbox SET state = 'withdrawn', finished_at = now()
       WHERE lane = $1 AND kind = $2 AND state = 'pending' AND payload->>'speaker' = $3 AND payload->>'pull' = 'false'
       RETURNING id`,
      [lane, kind, where.speaker],
    );
    return rows.map((row) => row.id);
  }

  async deadLetters(q: Queryer, limit: number): Promise<DeadLetter[]> {
    return q.query<DeadLetter>(
      `SELECT id, kind, lane, state, attempts, last_error AS "lastError", created_at AS "createdAt"
       FROM outbox WHERE state IN ('rejected', 'unknown', 'dead') ORDER BY position DESC LIMIT $1`,
      [limit],
    );
  }

  /** Puts a dead letter back in line under its old id. False when it is not one (any more). */
  async replay(tx: Tx, id: string): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE outbox SET state = 'pending', attempts = 0, due_at = now(), last_error = NULL, finished_at = NULL
       WHERE id = $1 AND state IN ('rejected', 'unknown', 'dead') RETURNING id`,
      [id],
    );
    tx.afterCommit(() => this.wakeups.outboxDue());
    return rows.length > 0;
  }
}

interface Settlement {
  readonly id: string;
  readonly state: string;
  readonly error: string | null;
  readonly externalId: string | null;
  readonly waitMs: number;
}

/** Exported for its table of cases in the spec. */
export function settlement(
  row: OutboxRow,
  result: DeliveryResult | undefined,
  schedule: readonly number[],
): Settlement {
  const outcome = result ?? { status: 'retryable' as const, error: 'the handler gave no result' };
  const base = { id: row.id, externalId: null, waitMs: 0 };
  switch (outcome.status) {
    case 'accepted':
      return { ...base, state: 'sent', error: null, externalId: outcome.externalId ?? null };
    case 'rejected':
      return { ...base, state: 'rejected', error: outcome.error };
    case 'unknown':
      return { ...base, state: 'unknown', error: outcome.error };
    case 'retryable': {
      const wait = schedule[row.attempts - 1];
      if (wait === undefined) return { ...base, state: 'dead', error: outcome.error };
      return {
        ...base,
        state: 'pending',
        error: outcome.error,
        waitMs: Math.max(wait, outcome.retryAfterMs ?? 0),
      };
    }
  }
}
