import { z } from 'zod';
import { ROLES } from '../domain/roles.js';

export const newTokenSchema = z.strictObject({
  name: z.string().trim().min(1).max(64),
  role: z.enum(ROLES).default('agent'),
  scopes: z
    .array(
      z.string().regex(/^[a-z][a-z-]{0,30}:(read|write)$/, {
        error: 'is a room and read or write, e.g. tickets:read',
      }),
    )
    .min(1)
    .max(50),
  /** Days until it ends by itself; none = until revoked. */
  days: z.number().int().min(1).max(3650).optional(),
});
export type NewToken = z.infer<typeof newTokenSchema>;

export const tokenIdSchema = z.strictObject({ id: z.string().min(1).max(64) });
