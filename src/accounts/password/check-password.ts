import { Injectable } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import { Database } from '#app/base/db/database.js';
import { loginLocked } from '../accounts.errors.js';
import { AuditLog } from '../audit/audit-log.js';
import { usernameKey } from '../domain/user.js';
import { type StoredUser, UsersRepository } from '../users/users.repository.js';
import { Lanes } from './lanes.js';
import { LoginAttemptsRepository } from './login-attempts.repository.js';
import { isPasswordOf } from './password-hash.js';

/** The one place where a password is tried, so that every way in shares the same lock. */
@Injectable()
export class CheckPassword {
  /** One attempt per name at a time: right passwords sent together must not lock their owner out. */
  private readonly perName = new Lanes(1, 100);

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly users: UsersRepository,
    private readonly attempts: LoginAttemptsRepository,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The active user who has this name and password, or null. Unknown, disabled and wrong look the
   * same from outside, in the answer and in the time it takes.
   * @throws AppError `accounts.locked` (429) after five wrong ones in a row, for 15 minutes.
   */
  run(username: string, password: string): Promise<StoredUser | null> {
    const key = usernameKey(username);
    return this.perName.run(key, () => this.attempt(key, password));
  }

  private async attempt(key: string, password: string): Promise<StoredUser | null> {
    const user = await this.users.findByKey(key);
    const now = this.clock.now();
    const attempt = await this.attempts.begin(user?.id ?? null, key, now);
    if (!attempt.allowed) throw loginLocked(attempt.until, now);
    const matches = await isPasswordOf(user?.passwordHash ?? null, password);
    if (user && matches && user.state === 'active') {
      await this.attempts.succeed(user.id);
      return user;
    }
    if (attempt.locks) await this.recordLock(user?.id ?? 'unknown');
    return null;
  }

  private async recordLock(object: string): Promise<void> {
    await this.db.tx((tx) => this.audit.append(tx, { actor: 'anonymous', action: 'session.locked', object }));
  }
}
