import { z } from 'zod';
import { URGENCIES } from '#app/base/model/labels.js';
import { CLOCK_KINDS } from './domain/clocks.js';
import { ticketNumberSchema } from './ticket.schema.js';

export const previewSchema = z.strictObject({
  urgency: z.enum(URGENCIES).default('general'),
  /** ISO 8601 with an offset; now by default. */
  at: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text))
    .optional(),
});

export const clockParamsSchema = ticketNumberSchema.extend({ kind: z.enum(CLOCK_KINDS) });

export const clockReasonSchema = z.strictObject({
  reason: z.string().trim().min(1, 'must say why').max(500),
});
