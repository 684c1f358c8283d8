import { storableText } from './canonical-row.js';
import type { Role } from './roles.js';

/** Who acts: a person with a session (`usr_…`), or a program with an API token (`tok_…`). */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
}

export const USER_STATES = ['active', 'disabled'] as const;
export type UserState = (typeof USER_STATES)[number];

/**
 * What two spellings of one name share: `Ｚhang`, `zhang ` and `ZHANG` are the same person. Any text
 * gives a key the database can look for.
 */
export function usernameKey(username: string): string {
  return storableText(username).normalize('NFKC').trim().toLowerCase().normalize('NFKC');
}
