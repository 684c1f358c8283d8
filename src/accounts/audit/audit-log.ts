import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import type { Tx } from '#app/base/db/database.js';
import { type AuditRow, canonicalRow, storable, storableText } from '../domain/canonical-row.js';
import { AUDIT_LOCK } from '../locks.js';

/** Something that was done. Write no personal data into `details`: this log is never erased. */
export interface AuditEntry {
  /** `usr_…` or `tok_…`, or a name for what is no account (`cli`, `system`). */
  readonly actor: string;
  /** `noun.past-tense`, e.g. `session.opened`. */
  readonly action: string;
  /** Id of what it was done to. */
  readonly object: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What the first row of the chain follows. */
export const CHAIN_START = '0'.repeat(64);

/**
 * The append-only record. Each row carries the hash of the one before it, so that a row changed or
 * removed behind the database's trigger shows in `verifyChain`.
 */
@Injectable()
export class AuditLog {
  constructor(private readonly clock: Clock) {}

  /**
   * Adds one row in the transaction of what it records. Writers queue on one advisory lock until
   * they commit, so call this last: after it, take no lock that another writer may hold.
   */
  async append(tx: Tx, entry: AuditEntry): Promise<void> {
    await appendAudit(tx, entry, this.clock.now());
  }
}

/** `AuditLog.append` for callers outside Nest (the command line). */
export async function appendAudit(tx: Tx, entry: AuditEntry, at: Date): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1, $2)', AUDIT_LOCK);
  // A statement of its own: its snapshot must be newer than the lock.
  const [tail] = await tx.query<{ hash: string }>(
    'SELECT hash FROM audit_log ORDER BY position DESC LIMIT 1',
  );
  const prevHash = tail?.hash ?? CHAIN_START;
  const row: AuditRow = { ...entry, at, details: entry.details ?? {} };
  await tx.query(
    `INSERT INTO audit_log (at, actor, action, object, details, prev_hash, hash)
     VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7)`,
    [
      at,
      storableText(row.actor),
      storableText(row.action),
      storableText(row.object),
      JSON.stringify(storable(row.details)),
      prevHash,
      chainHash(prevHash, row),
    ],
  );
}

/** sha256 over the hash before it and the canonical row, in hex. */
export function chainHash(prevHash: string, row: AuditRow): string {
  return createHash('sha256').update(prevHash).update('\n').update(canonicalRow(row)).digest('hex');
}
