import { z } from 'zod';
import type { Slot } from './domain/calendar/business-calendar.js';
import { parseDay } from './domain/calendar/local-day.js';

const SLOT = /^([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/;

const slot = z.string().transform((text, context): Slot => {
  const [, fromHour, fromMinute, toHour, toMinute] = SLOT.exec(text) ?? [];
  if (toMinute === undefined) {
    context.addIssue({ code: 'custom', message: 'is not a slot like 08:30-12:00' });
    return z.NEVER;
  }
  return {
    from: Number(fromHour) * 60 + Number(fromMinute),
    to: Number(toHour) * 60 + Number(toMinute),
  };
});

const day = z.string().transform((text, context): number => {
  const parsed = parseDay(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: 'is not a day like 2026-10-01' });
  return z.NEVER;
});

const text = z.string().trim().min(1);

/** A calendar file (`intents/calendar/china.yaml`): dates as written, slots as `08:30-12:00`. */
export const calendarSchema = z.strictObject({
  slots: z.array(slot).min(1),
  weekend: z.array(z.int().min(1).max(7)),
  years: z.array(
    z.strictObject({
      year: z.int().min(2000).max(2100),
      published: z.boolean(),
      source: text,
      holidays: z.array(z.strictObject({ name: text, from: day, to: day })),
      makeUp: z.array(day),
    }),
  ),
  special: z.array(z.strictObject({ day, slots: z.array(slot), note: text.optional() })),
});
