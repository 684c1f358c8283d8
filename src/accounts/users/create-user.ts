import { randomBytes } from 'node:crypto';
import type { Database, Tx } from '#app/base/db/database.js';
import { parseInput } from '#app/base/http/parse-body.js';
import { usernameTaken } from '../accounts.errors.js';
import { appendAudit } from '../audit/audit-log.js';
import type { User } from '../domain/user.js';
import { hashNewPassword } from '../password/password-hash.js';
import { type NewUser, newUserSchema } from './user.schema.js';
import { insertUser } from './users.repository.js';

export interface PreparedUser {
  readonly user: User;
  readonly passwordHash: string;
}

/**
 * Adds an account; also the command line's way, so it needs no Nest and checks its input itself.
 * `actor` goes to the audit log (a user id, or `cli`).
 * @throws AppError `request.invalid`, `accounts.password_weak` (400), `accounts.username_taken` (409)
 */
export async function createUser(
  db: Database,
  input: NewUser & { readonly actor: string; readonly at: Date },
): Promise<User> {
  const { actor, at, ...fields } = input;
  const prepared = await prepareUser(parseInput(newUserSchema, fields, 'body'));
  return db.tx((tx) => addUser(tx, prepared, actor, at));
}

/** The slow part (hashing), done before any lock is taken. */
export async function prepareUser(input: NewUser): Promise<PreparedUser> {
  const { username, role } = input;
  const passwordHash = await hashNewPassword(input.password, username);
  const id = `usr_${randomBytes(12).toString('hex')}`;
  return { user: { id, username, displayName: input.displayName ?? username, role }, passwordHash };
}

export async function addUser(
  tx: Tx,
  { user, passwordHash }: PreparedUser,
  actor: string,
  at: Date,
): Promise<User> {
  if (!(await insertUser(tx, user, passwordHash, at))) throw usernameTaken();
  await appendAudit(tx, { actor, action: 'user.created', object: user.id, details: { role: user.role } }, at);
  return user;
}
