import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { weakPassword } from '../accounts.errors.js';
import { normalisePassword, passwordProblem } from '../domain/password-rules.js';
import { Lanes } from './lanes.js';

/** OWASP's minimum for argon2id (the library's default kind): 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashing fills a core: two at a time, so that a flood of sign-ins does not starve the rest. */
const hashing = new Lanes(2, 200);
const KEY = 'argon2';

let decoy: Promise<string> | undefined;

/**
 * The hash to store. `field` is how the sender spelt the password's field.
 * @throws AppError `accounts.password_weak` (400)
 */
export async function hashNewPassword(
  password: string,
  username: string,
  field = 'password',
): Promise<string> {
  const problem = passwordProblem(password, username);
  if (problem) throw weakPassword(problem, field);
  return hashing.run(KEY, () => hash(normalisePassword(password), COST));
}

/** Whether `password` belongs to `stored`. Takes as long when there is nothing stored. */
export async function isPasswordOf(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hash(randomBytes(16).toString('hex'), COST);
  const against = stored ?? (await decoy);
  const matches = await hashing.run(KEY, () => verify(against, normalisePassword(password)));
  return stored !== null && matches;
}
