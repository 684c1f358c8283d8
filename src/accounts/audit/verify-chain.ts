import type { Queryer } from '#app/base/db/database.js';
import type { AuditRow } from '../domain/canonical-row.js';
import { CHAIN_START, chainHash } from './audit-log.js';

/**
 * `head` is the last hash. Rows cut off the end leave a valid shorter chain: keep `rows` and `head`
 * somewhere else from time to time to notice that too.
 */
export type ChainVerdict =
  | { readonly ok: true; readonly rows: number; readonly head: string }
  | { readonly ok: false; readonly position: string; readonly reason: 'content_changed' | 'row_missing' };

interface StoredRow extends AuditRow {
  readonly position: string;
  readonly prevHash: string;
  readonly hash: string;
}

const BATCH = 1000;

/** Recomputes the whole audit log, oldest first, and stops at the first row that does not fit. */
export async function verifyChain(db: Queryer): Promise<ChainVerdict> {
  let head = CHAIN_START;
  let rows = 0;
  for (let after = '-1'; ; ) {
    const batch = await readBatch(db, after);
    for (const row of batch) {
      if (row.prevHash !== head) return { ok: false, position: row.position, reason: 'row_missing' };
      if (row.hash !== chainHash(head, row))
        return { ok: false, position: row.position, reason: 'content_changed' };
      head = row.hash;
      after = row.position;
    }
    rows += batch.length;
    if (batch.length < BATCH) return { ok: true, rows, head };
  }
}

function readBatch(db: Queryer, after: string): Promise<StoredRow[]> {
  return db.query<StoredRow>(
    `SELECT position::text, at, actor, action, object, details, prev_hash AS "prevHash", hash
     FROM audit_log WHERE position > $1 ORDER BY audit_log.position LIMIT ${BATCH}`,
    [after],
  );
}
