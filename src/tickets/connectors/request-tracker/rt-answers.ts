import { z } from 'zod';

/** RT writes ids as text or number, as it pleases. */
export const id = z.union([z.string(), z.number()]).transform(String);
const list = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), pages: z.number().nullish(), total: z.number().nullish() });

const customField = z.object({ id, name: z.string(), values: z.array(z.string()) });
export const rtTicket = z.object({
  id,
  Subject: z.string(),
  Status: z.string(),
  CustomFields: z.array(customField),
  Creator: z.object({ id }),
  LastUpdated: z.coerce.date(),
});
export type RtTicket = z.infer<typeof rtTicket>;
export const rtTickets = list(rtTicket);
export const rtCreated = z.object({ id });
export const rtQueue = z.object({
  Lifecycle: z.string(),
  TicketCustomFields: z.array(z.object({ id, name: z.string() })),
});
export const rtCustomField = z.object({ Values: z.array(z.string()).nullish() });
export const rtHistory = list(
  z.object({
    id,
    Type: z.string(),
    OldValue: z.string().nullish(),
    NewValue: z.string().nullish(),
    Created: z.coerce.date(),
    Creator: z.object({ id }),
  }),
);
export const rtAttachments = list(
  z.object({
    id,
    Subject: z.string().nullish(),
    Filename: z.string().nullish(),
    ContentType: z.string().nullish(),
    TransactionId: id,
  }),
);
export const rtContent = z.object({ Content: z.string().nullish() });
