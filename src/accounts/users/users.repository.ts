import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#app/base/db/database.js';
import { type User, type UserState, usernameKey } from '../domain/user.js';

/** What administrators see of an account. */
export interface Account extends User {
  readonly state: UserState;
  readonly lockedUntil: Date | null;
  readonly createdAt: Date;
}

/** With the hash; never leaves this room. */
export interface StoredUser extends Account {
  readonly passwordHash: string;
}

export interface UserChange {
  readonly displayName?: string;
  readonly role?: User['role'];
  readonly state?: UserState;
  readonly passwordHash?: string;
}

const ACCOUNT = `id, username, display_name AS "displayName", role, state, locked_until AS "lockedUntil",
  created_at AS "createdAt"`;
const STORED = `${ACCOUNT}, password_hash AS "passwordHash"`;

@Injectable()
export class UsersRepository {
  constructor(private readonly db: Database) {}

  async findByKey(key: string): Promise<StoredUser | null> {
    const [user] = await this.db.query<StoredUser>(`SELECT ${STORED} FROM users WHERE username_key = $1`, [
      key,
    ]);
    return user ?? null;
  }

  async find(id: string): Promise<Account | null> {
    const [user] = await this.db.query<Account>(`SELECT ${ACCOUNT} FROM users WHERE id = $1`, [id]);
    return user ?? null;
  }

  list(): Promise<Account[]> {
    return this.db.query<Account>(`SELECT ${ACCOUNT} FROM users ORDER BY created_at, id`);
  }

  /** Whether an administrator was ever made; a disabled one counts. */
  async hasAdmin(db: Pick<Database, 'query'> = this.db): Promise<boolean> {
    return (await db.query(`SELECT 1 FROM users WHERE role = 'admin' LIMIT 1`)).length > 0;
  }

  /** Active administrators, locked in id order until the transaction ends. */
  async lockAdmins(tx: Tx): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM users WHERE role = 'admin' AND state = 'active' ORDER BY id FOR UPDATE`,
    );
    return rows.map((row) => row.id);
  }

  async lock(tx: Tx, id: string): Promise<Account | null> {
    const [user] = await tx.query<Account>(`SELECT ${ACCOUNT} FROM users WHERE id = $1 FOR UPDATE`, [id]);
    return user ?? null;
  }

  /** Undefined fields stay. A new password also lifts the lock. */
  async change(tx: Tx, id: string, change: UserChange): Promise<Account | null> {
    const [user] = await tx.query<Account>(
      `UPDATE users SET
         display_name = coalesce($2, display_name),
         role = coalesce($3, role),
         state = coalesce($4, state),
         password_hash = coalesce($5, password_hash),
         failed_logins = CASE WHEN $5::text IS NULL THEN failed_logins ELSE 0 END,
         locked_until = CASE WHEN $5::text IS NULL THEN locked_until END
       WHERE id = $1 RETURNING ${ACCOUNT}`,
      [id, change.displayName, change.role, change.state, change.passwordHash].map((value) => value ?? null),
    );
    return user ?? null;
  }

  /** False when the stored hash is no longer `oldHash`, or the account is disabled. */
  async replaceHash(tx: Tx, id: string, oldHash: string, newHash: string): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE users SET password_hash = $3
       WHERE id = $1 AND password_hash = $2 AND state = 'active' RETURNING id`,
      [id, oldHash, newHash],
    );
    return rows.length > 0;
  }
}

/** False when the name is taken. A function, for the command line has no Nest. */
export async function insertUser(tx: Tx, user: User, passwordHash: string, at: Date): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO users (id, username, username_key, display_name, password_hash, role, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (username_key) DO NOTHING RETURNING id`,
    [user.id, user.username, usernameKey(user.username), user.displayName, passwordHash, user.role, at],
  );
  return rows.length > 0;
}
