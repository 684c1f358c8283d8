import { z } from 'zod';
import { TICKET_TYPES } from '#app/base/model/labels.js';
import { parseTicketNo } from './domain/ticket-number.js';
import { isClosed, TICKET_STATES, type TicketState } from './domain/ticket-states.js';

const number = z
  .string()
  .trim()
  .toUpperCase()
  .refine((text) => parseTicketNo(text) !== null, { error: 'is not a ticket number, e.g. TS2611000012' });

const OPEN = TICKET_STATES.filter((state) => !isClosed(state));
const CLOSED = TICKET_STATES.filter(isClosed);
const state = z
  .enum([...TICKET_STATES, 'open', 'closed'])
  .transform((name): readonly TicketState[] =>
    name === 'open' ? OPEN : name === 'closed' ? CLOSED : [name],
  );

export const ticketListSchema = z.strictObject({
  /** A stage, or `open` / `closed` for all of them. */
  state: state.nullable().default(null),
  type: z.enum(TICKET_TYPES).nullable().default(null),
  /** Number, phone or 户号 in full, or a part of the complaint's words or address. */
  q: z
    .string()
    .trim()
    .max(100)
    .transform((text) => text.replaceAll('\0', '') || null)
    .nullable()
    .default(null),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  before: number.nullable().default(null),
});

export const ticketNumberSchema = z.strictObject({ number });

export const transitionSchema = z.strictObject({
  to: z.enum(TICKET_STATES),
  note: z.string().trim().max(2_000).default(''),
});
