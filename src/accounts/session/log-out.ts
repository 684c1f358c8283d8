import { Injectable } from '@nestjs/common';
import { Database } from '#app/base/db/database.js';
import { AuditLog } from '../audit/audit-log.js';
import { readCookie, SESSION_COOKIE } from '../domain/cookies.js';
import { tokenHash } from './session-token.js';
import { SessionsRepository } from './sessions.repository.js';

@Injectable()
export class LogOut {
  constructor(
    private readonly db: Database,
    private readonly sessions: SessionsRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Ends the session of this cookie; without one there is nothing to do. */
  async run(cookieHeader: string | undefined): Promise<void> {
    const token = readCookie(cookieHeader, SESSION_COOKIE);
    if (!token) return;
    await this.db.tx(async (tx) => {
      const userId = await this.sessions.end(tx, tokenHash(token));
      if (userId) await this.audit.append(tx, { actor: userId, action: 'session.closed', object: userId });
    });
  }
}
