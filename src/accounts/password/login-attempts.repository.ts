import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Queryer } from '#app/base/db/database.js';
import { later } from '../domain/session-age.js';

export const MAX_WRONG = 5;
export const LOCK_MS = 15 * 60_000;
const FORGET_UNKNOWN_MS = 24 * 3_600_000;

/** `locks`: this attempt is the last one before the lock, should it be wrong. */
export type Attempt =
  | { readonly allowed: true; readonly locks: boolean }
  | { readonly allowed: false; readonly until: Date };

interface Counted {
  readonly lockedUntil: Date | null;
}

/**
 * Counts an attempt as wrong before the password is looked at, and un-counts it when it was right.
 * Counting afterwards would let fifty guesses sent together all slip in under the limit.
 * $2 = now, $3 = end of a lock that begins now.
 */
const COUNT = (table: string) => `
  failed_logins = CASE WHEN ${table}.locked_until IS NULL THEN ${table}.failed_logins + 1 ELSE 1 END,
  locked_until = CASE
    WHEN ${table}.locked_until IS NULL AND ${table}.failed_logins + 1 >= ${MAX_WRONG} THEN $3::timestamptz
  END`;
const UNLOCKED = (table: string) => `(${table}.locked_until IS NULL OR ${table}.locked_until <= $2)`;

@Injectable()
export class LoginAttemptsRepository {
  constructor(private readonly db: Database) {}

  async begin(userId: string | null, usernameKey: string, now: Date): Promise<Attempt> {
    const params = [userId ?? nameHash(usernameKey), now, later(now, LOCK_MS)];
    const [counted] = await this.db.query<Counted>(userId ? COUNT_KNOWN : COUNT_UNKNOWN, params);
    if (counted) return { allowed: true, locks: counted.lockedUntil !== null };
    const [lock] = await this.db.query<Counted>(userId ? READ_KNOWN : READ_UNKNOWN, [params[0]]);
    return { allowed: false, until: lock?.lockedUntil ?? later(now, LOCK_MS) };
  }

  /** The attempt was right: the slate is clean. */
  async succeed(userId: string): Promise<void> {
    await this.db.query('UPDATE users SET failed_logins = 0, locked_until = NULL WHERE id = $1', [userId]);
  }

  /** Drops old counts of names nobody has. */
  async forgetUnknown(db: Queryer, now: Date): Promise<void> {
    await db.query('DELETE FROM unknown_logins WHERE last_at < $1', [later(now, -FORGET_UNKNOWN_MS)]);
  }
}

const COUNT_KNOWN = `
  UPDATE users SET ${COUNT('users')}
  WHERE id = $1 AND ${UNLOCKED('users')}
  RETURNING locked_until AS "lockedUntil"`;
const COUNT_UNKNOWN = `
  INSERT INTO unknown_logins (name_hash, failed_logins, last_at) VALUES ($1, 1, $2)
  ON CONFLICT (name_hash) DO UPDATE SET ${COUNT('unknown_logins')}, last_at = $2
  WHERE ${UNLOCKED('unknown_logins')}
  RETURNING locked_until AS "lockedUntil"`;
const READ_KNOWN = 'SELECT locked_until AS "lockedUntil" FROM users WHERE id = $1';
const READ_UNKNOWN = 'SELECT locked_until AS "lockedUntil" FROM unknown_logins WHERE name_hash = $1';

/** People type passwords into the name field: an unknown name is never stored readable. */
function nameHash(usernameKey: string): string {
  return createHash('sha256').update(usernameKey).digest('hex');
}
