import { z } from 'zod';
import { ROLES } from '../domain/roles.js';
import { USER_STATES } from '../domain/user.js';

const username = z
  .string()
  .max(200)
  .transform((name) => name.normalize('NFKC').trim())
  .pipe(
    z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}._@-]{1,63}$/u, {
      error: 'use 2 to 64 letters, digits or . _ - @, beginning with a letter or digit',
    }),
  );
const displayName = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^\p{C}]+$/u, { error: 'must not contain control characters' });
/** Only what the hasher can bear; the rules of a good password are in domain/password-rules.ts. */
const password = z.string().min(1).max(1000);

export const setupSchema = z.strictObject({ username, password, displayName: displayName.optional() });

export const newUserSchema = z.strictObject({ ...setupSchema.shape, role: z.enum(ROLES) });
export type NewUser = z.infer<typeof newUserSchema>;

export const userChangeSchema = z
  .strictObject({
    displayName: displayName.optional(),
    role: z.enum(ROLES).optional(),
    state: z.enum(USER_STATES).optional(),
    password: password.optional(),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'changes nothing',
  });
export type UserChangeInput = z.infer<typeof userChangeSchema>;

export const userIdSchema = z.strictObject({ id: z.string().min(1).max(64) });
