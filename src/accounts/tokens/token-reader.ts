import { Injectable } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import { notSignedIn, scopeNeeded } from '../accounts.errors.js';
import type { User } from '../domain/user.js';
import { isToken, tokenHash } from '../session/session-token.js';
import { TokensRepository } from './tokens.repository.js';

/** Marks our tokens, so that a leaked one is recognised in a log or a repository. */
export const TOKEN_PREFIX = 'jst_';

@Injectable()
export class TokenReader {
  constructor(
    private readonly tokens: TokensRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Who an `Authorization: Bearer jst_…` header speaks for: the token itself, with its own role.
   * @param scope what the route needs; null where tokens have no business.
   * @throws AppError `accounts.not_signed_in` (401), `accounts.scope_needed` (403)
   */
  async read(authorization: string, scope: string | null): Promise<User> {
    const secret = /^Bearer +jst_(\S+)$/i.exec(authorization.trim())?.[1];
    if (!secret || !isToken(secret)) throw notSignedIn();
    const token = await this.tokens.use(tokenHash(secret), this.clock.now());
    if (!token) throw notSignedIn();
    if (scope === null || !token.scopes.includes(scope)) throw scopeNeeded(scope);
    return { id: token.id, username: token.id, displayName: token.name, role: token.role };
  }
}
