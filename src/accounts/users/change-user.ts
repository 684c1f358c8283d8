import { Injectable } from '@nestjs/common';
import { Database } from '#app/base/db/database.js';
import { lastAdmin, noSuchUser } from '../accounts.errors.js';
import { AuditLog } from '../audit/audit-log.js';
import type { User } from '../domain/user.js';
import { hashNewPassword } from '../password/password-hash.js';
import { SessionsRepository } from '../session/sessions.repository.js';
import type { UserChangeInput } from './user.schema.js';
import { type Account, type UserChange, UsersRepository } from './users.repository.js';

@Injectable()
export class ChangeUser {
  constructor(
    private readonly db: Database,
    private readonly users: UsersRepository,
    private readonly sessions: SessionsRepository,
    private readonly audit: AuditLog,
  ) {}

  /**
   * What an administrator may change of an account. Disabling it or setting its password ends its
   * sessions at once; a new role holds from the next request.
   * @throws AppError `accounts.user_not_found` (404), `accounts.last_admin` (409), `accounts.password_weak` (400)
   */
  async run(actor: User, id: string, input: UserChangeInput): Promise<Account> {
    const { password, ...rest } = input;
    const change: UserChange =
      password === undefined ? rest : { ...rest, passwordHash: await this.hash(id, password) };
    return this.db.tx(async (tx) => {
      // Locked first and by everyone, so that two administrators cannot remove each other.
      const admins = await this.users.lockAdmins(tx);
      if (!(await this.users.lock(tx, id))) throw noSuchUser();
      const after = await this.users.change(tx, id, change);
      if (!after) throw noSuchUser();
      if (admins.includes(id) && admins.length === 1 && !isActiveAdmin(after)) throw lastAdmin();
      if (change.state === 'disabled' || password !== undefined) await this.sessions.endAll(tx, id);
      await this.audit.append(tx, {
        actor: actor.id,
        action: 'user.changed',
        object: id,
        details: told(input),
      });
      return after;
    });
  }

  private async hash(id: string, password: string): Promise<string> {
    const user = await this.users.find(id);
    if (!user) throw noSuchUser();
    return hashNewPassword(password, user.username);
  }
}

function isActiveAdmin(user: Account): boolean {
  return user.role === 'admin' && user.state === 'active';
}

/** For the audit log: what power changed, and that a name or password did, never to what. */
function told({ role, state, displayName, password }: UserChangeInput): Readonly<Record<string, unknown>> {
  const set = (value: string | undefined) => (value === undefined ? undefined : 'set');
  return { role, state, displayName: set(displayName), password: set(password) };
}
