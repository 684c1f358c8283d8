import { Injectable } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import { Database } from '#app/base/db/database.js';
import { wrongCredentials } from '../accounts.errors.js';
import { AuditLog } from '../audit/audit-log.js';
import { readCookie, SESSION_COOKIE } from '../domain/cookies.js';
import type { User } from '../domain/user.js';
import { CheckPassword } from '../password/check-password.js';
import { LoginAttemptsRepository } from '../password/login-attempts.repository.js';
import { newToken, tokenHash } from './session-token.js';
import { SessionsRepository } from './sessions.repository.js';

export interface LoginRequest {
  readonly username: string;
  readonly password: string;
  readonly cookieHeader: string | undefined;
  /** Where it came from, for the audit log. */
  readonly ip: string;
}

@Injectable()
export class LogIn {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly check: CheckPassword,
    private readonly attempts: LoginAttemptsRepository,
    private readonly sessions: SessionsRepository,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Opens a new session and ends the one the browser had. `token` goes into the cookie and is
   * known nowhere else.
   * @throws AppError `accounts.wrong_credentials` (401), `accounts.locked` (429), `accounts.busy` (503)
   */
  async run(request: LoginRequest): Promise<{ readonly user: User; readonly token: string }> {
    const checked = await this.check.run(request.username, request.password);
    if (!checked) throw wrongCredentials();
    const { id, username, displayName, role } = checked;
    const token = newToken();
    const now = this.clock.now();
    await this.db.tx(async (tx) => {
      const opened = await this.sessions.open(tx, tokenHash(token), id, checked.passwordHash, now);
      if (!opened) throw wrongCredentials();
      const old = readCookie(request.cookieHeader, SESSION_COOKIE);
      if (old) await this.sessions.end(tx, tokenHash(old));
      await this.audit.append(tx, {
        actor: id,
        action: 'session.opened',
        object: id,
        details: { ip: request.ip },
      });
    });
    await this.sweep(now);
    return { user: { id, username, displayName, role }, token };
  }

  /** Logging in is rare enough to tidy up here, and happens wherever there is something to tidy. */
  private async sweep(now: Date): Promise<void> {
    await this.sessions.forgetDead(this.db, now);
    await this.attempts.forgetUnknown(this.db, now);
  }
}
