import { Injectable } from '@nestjs/common';
import { Database, type Queryer, type Tx } from '#app/base/db/database.js';
import type { Role } from '../domain/roles.js';
import { ABSOLUTE_MS, IDLE_MS, later, type SessionTimes } from '../domain/session-age.js';
import type { User } from '../domain/user.js';

export interface OpenSession extends SessionTimes {
  readonly id: string;
  readonly user: User;
}

interface SessionRow extends SessionTimes {
  readonly id: string;
  readonly userId: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
}

/** `id` is always the hash of the token: a copy of this table opens no session. */
@Injectable()
export class SessionsRepository {
  constructor(private readonly db: Database) {}

  /** The session with its user as he is now; null when the account is disabled. Age is not checked. */
  async find(id: string): Promise<OpenSession | null> {
    const [row] = await this.db.query<SessionRow>(
      `SELECT s.id, s.last_seen_at AS "lastSeenAt", s.expires_at AS "expiresAt",
         u.id AS "userId", u.username, u.display_name AS "displayName", u.role
       FROM sessions s JOIN users u ON u.id = s.user_id
       WHERE s.id = $1 AND u.state = 'active'`,
      [id],
    );
    if (!row) return null;
    const { userId, username, displayName, role, ...times } = row;
    return { ...times, user: { id: userId, username, displayName, role } };
  }

  /** False when the account was disabled or its password changed since `passwordHash` was read. */
  async open(tx: Tx, id: string, userId: string, passwordHash: string, now: Date): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO sessions (id, user_id, created_at, last_seen_at, expires_at)
       SELECT $1, u.id, $4, $4, $5 FROM users u
       WHERE u.id = $2 AND u.password_hash = $3 AND u.state = 'active' FOR SHARE
       RETURNING id`,
      [id, userId, passwordHash, now, later(now, ABSOLUTE_MS)],
    );
    return rows.length > 0;
  }

  async seen(id: string, now: Date): Promise<void> {
    await this.db.query('UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND last_seen_at < $2', [
      id,
      now,
    ]);
  }

  /** The id of the user whose session ended, or null. */
  async end(db: Queryer, id: string): Promise<string | null> {
    const [row] = await db.query<{ userId: string }>(
      'DELETE FROM sessions WHERE id = $1 RETURNING user_id AS "userId"',
      [id],
    );
    return row?.userId ?? null;
  }

  /** Ends all sessions of a user, but not `keep`. */
  async endAll(tx: Tx, userId: string, keep: string | null = null): Promise<void> {
    await tx.query('DELETE FROM sessions WHERE user_id = $1 AND id IS DISTINCT FROM $2', [userId, keep]);
  }

  async forgetDead(db: Queryer, now: Date): Promise<void> {
    await db.query('DELETE FROM sessions WHERE expires_at <= $1 OR last_seen_at <= $2', [
      now,
      later(now, -IDLE_MS),
    ]);
  }
}
