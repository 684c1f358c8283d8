import { Injectable } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import { Database } from '#app/base/db/database.js';
import { setupDone } from '../accounts.errors.js';
import type { User } from '../domain/user.js';
import { SETUP_LOCK } from '../locks.js';
import { addUser, prepareUser } from './create-user.js';
import type { NewUser } from './user.schema.js';
import { UsersRepository } from './users.repository.js';

/** The first run: there is no default account, so the first visitor names the administrator. */
@Injectable()
export class SetUp {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly users: UsersRepository,
  ) {}

  async isNeeded(): Promise<boolean> {
    return !(await this.users.hasAdmin());
  }

  /**
   * Makes the first administrator, once, however many ask at the same time.
   * @throws AppError `accounts.setup_done` (409), `accounts.password_weak` (400)
   */
  async run(input: Omit<NewUser, 'role'>): Promise<User> {
    if (await this.users.hasAdmin()) throw setupDone();
    const prepared = await prepareUser({ ...input, role: 'admin' });
    return this.db.tx(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1, $2)', SETUP_LOCK);
      if (await this.users.hasAdmin(tx)) throw setupDone();
      return addUser(tx, prepared, prepared.user.id, this.clock.now());
    });
  }
}
