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
  /** The suggestion this reply was made from; see `GET :id/suggestions`. */
  suggestionId: z
    .string()
    .regex(/^off_[A-Za-z0-9_-]{1,40}\.[0-9]$/, 'must be the id of a suggestion')
    .optional(),
  /** What the guard found in the draft and the agent had rewritten before sending: for the hit log. */
  rewrote: z
    .array(z.strictObject({ class: z.string().regex(/^[A-Z][A-Z0-9_]{1,39}$/), text: z.string().max(200) }))
    .max(10)
    .default([]),
});
export type SeatMessage = z.infer<typeof seatMessageBody>;
