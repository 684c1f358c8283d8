import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import { Database } from '#app/base/db/database.js';
import { noSuchToken } from '../accounts.errors.js';
import { AuditLog } from '../audit/audit-log.js';
import { later } from '../domain/session-age.js';
import type { User } from '../domain/user.js';
import { newToken, tokenHash } from '../session/session-token.js';
import type { NewToken } from './token.schema.js';
import { TOKEN_PREFIX } from './token-reader.js';
import { type ApiToken, TokensRepository } from './tokens.repository.js';

const DAY_MS = 24 * 3_600_000;

@Injectable()
export class ManageTokens {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly tokens: TokensRepository,
    private readonly audit: AuditLog,
  ) {}

  list(): Promise<ApiToken[]> {
    return this.tokens.list();
  }

  /** `secret` is shown this once; only its hash is kept. */
  async create(actor: User, input: NewToken): Promise<{ readonly token: ApiToken; readonly secret: string }> {
    const now = this.clock.now();
    const token: ApiToken = {
      id: `tok_${randomBytes(12).toString('hex')}`,
      name: input.name,
      role: input.role,
      scopes: [...new Set(input.scopes)],
      createdBy: actor.id,
      createdAt: now,
      expiresAt: input.days === undefined ? null : later(now, input.days * DAY_MS),
      lastUsedAt: null,
      revokedAt: null,
    };
    const secret = newToken();
    await this.db.tx(async (tx) => {
      await this.tokens.insert(tx, token, tokenHash(secret));
      const details = { role: token.role, scopes: token.scopes, expiresAt: token.expiresAt };
      await this.audit.append(tx, { actor: actor.id, action: 'token.created', object: token.id, details });
    });
    return { token, secret: TOKEN_PREFIX + secret };
  }

  /** @throws AppError `accounts.token_not_found` (404), also for one already revoked */
  async revoke(actor: User, id: string): Promise<void> {
    await this.db.tx(async (tx) => {
      if (!(await this.tokens.revoke(tx, id, this.clock.now()))) throw noSuchToken();
      await this.audit.append(tx, { actor: actor.id, action: 'token.revoked', object: id });
    });
  }
}
