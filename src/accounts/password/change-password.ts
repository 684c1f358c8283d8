import { Injectable } from '@nestjs/common';
import { Database } from '#app/base/db/database.js';
import { notSignedIn, wrongCurrentPassword } from '../accounts.errors.js';
import { AuditLog } from '../audit/audit-log.js';
import type { User } from '../domain/user.js';
import { SessionsRepository } from '../session/sessions.repository.js';
import { UsersRepository } from '../users/users.repository.js';
import { CheckPassword } from './check-password.js';
import { hashNewPassword } from './password-hash.js';

@Injectable()
export class ChangePassword {
  constructor(
    private readonly db: Database,
    private readonly check: CheckPassword,
    private readonly users: UsersRepository,
    private readonly sessions: SessionsRepository,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Changes one's own password and ends one's other sessions.
   * @throws AppError `accounts.wrong_password`, `accounts.password_weak` (400), `accounts.locked` (429)
   */
  async run(user: User, sessionId: string, currentPassword: string, newPassword: string): Promise<void> {
    const checked = await this.check.run(user.username, currentPassword);
    if (!checked || checked.id !== user.id) throw wrongCurrentPassword();
    const passwordHash = await hashNewPassword(newPassword, user.username, 'newPassword');
    await this.db.tx(async (tx) => {
      // Only over the password that was checked: an administrator's reset in between must stand.
      if (!(await this.users.replaceHash(tx, user.id, checked.passwordHash, passwordHash)))
        throw notSignedIn();
      await this.sessions.endAll(tx, user.id, sessionId);
      await this.audit.append(tx, { actor: user.id, action: 'password.changed', object: user.id });
    });
  }
}
