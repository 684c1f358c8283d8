import { z } from 'zod';
import { plainText } from '#app/base/http/plain-text.js';
import { TABS } from './conversation-list.js';

const wholeNumber = (max: number, fallback: string) =>
  z
    .string()
    .regex(/^[0-9]{1,15}$/, 'must be a whole number from 0')
    .default(fallback)
    .transform(Number)
    .pipe(z.number().max(max, `must be at most ${max}`));

export const listQuery = z.strictObject({ tab: z.enum(TABS).default('all'), limit: wholeNumber(500, '100') });
export const afterQuery = z.strictObject({ after: wholeNumber(1_000_000_000, '0') });
export const takeoverBody = z.strictObject({ force: z.boolean().default(false) });
export const handbackBody = z.strictObject({});

/** `override.reason`: why a blocked wording goes out all the same; the supervisor sees it. */
export const seatMessageBody = z.strictObject({
  clientId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 of A-Z a-z 0-9 _ -'),
  text: plainText(2_000),
  override: z
    .strictObject({ reason: z.string().trim().min(4, 'must say why, in at least 4 characters').max(500) })
    .optional(),
});
export type SeatMessage = z.infer<typeof seatMessageBody>;
