import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '#app/base/db/database.js';
import type { Role } from '../domain/roles.js';

/** A program's key, without the key. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly scopes: readonly string[];
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

const TOKEN = `id, name, role, scopes, created_by AS "createdBy", created_at AS "createdAt",
  expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"`;

@Injectable()
export class TokensRepository {
  constructor(private readonly db: Database) {}

  list(): Promise<ApiToken[]> {
    return this.db.query<ApiToken>(`SELECT ${TOKEN} FROM api_tokens ORDER BY created_at, id`);
  }

  /** The token of this hash that is neither revoked nor expired. Notes its use once a minute. */
  async use(tokenHash: string, now: Date): Promise<ApiToken | null> {
    const [token] = await this.db.query<ApiToken>(
      `SELECT ${TOKEN} FROM api_tokens
       WHERE token_hash = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)`,
      [tokenHash, now],
    );
    if (!token) return null;
    const minuteAgo = new Date(now.getTime() - 60_000);
    if (!token.lastUsedAt || token.lastUsedAt <= minuteAgo) {
      await this.db.query('UPDATE api_tokens SET last_used_at = $2 WHERE id = $1', [token.id, now]);
    }
    return token;
  }

  async insert(tx: Tx, token: ApiToken, tokenHash: string): Promise<void> {
    await tx.query(
      `INSERT INTO api_tokens (id, name, token_hash, role, scopes, created_by, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        token.id,
        token.name,
        tokenHash,
        token.role,
        token.scopes,
        token.createdBy,
        token.createdAt,
        token.expiresAt,
      ],
    );
  }

  /** False when there is no such token or it was revoked before. */
  async revoke(tx: Tx, id: string, now: Date): Promise<boolean> {
    const rows = await tx.query(
      'UPDATE api_tokens SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING id',
      [id, now],
    );
    return rows.length > 0;
  }
}
