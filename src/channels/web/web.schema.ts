import { z } from 'zod';
import { plainText } from '#app/base/http/plain-text.js';

/** Characters in one message of the web chat (reference: channels §5 table). */
export const MAX_TEXT = 2_000;

const clientMsgId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 of A-Z a-z 0-9 _ -');

export const messageBody = z
  .strictObject({
    clientMsgId,
    text: plainText(MAX_TEXT).optional(),
    mediaId: z
      .string()
      .regex(/^med_[A-Za-z0-9_-]{22}$/)
      .optional(),
  })
  .refine((body) => (body.text === undefined) !== (body.mediaId === undefined), {
    path: ['text'],
    message: 'needs either text or mediaId',
  });

export const afterQuery = z.strictObject({
  after: z
    .string()
    .regex(/^[0-9]{1,9}$/, 'must be a whole number from 0')
    .default('0')
    .transform(Number),
});
