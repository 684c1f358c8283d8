import type { BusinessCalendar } from './calendar/business-calendar.js';
import { DAY_MS } from './calendar/local-day.js';
import { addWorkingTime, endOfWorkingDay } from './calendar/working-time.js';

/** How long something may take: by the wall clock, in working time, or in whole working days. */
export type Limit =
  | { readonly in: 'elapsed'; readonly ms: number }
  | { readonly in: 'working'; readonly ms: number }
  | { readonly in: 'workingDays'; readonly days: number };

const UNITS = { m: 60_000, h: 60 * 60_000, d: DAY_MS } as const;
const TEXT = /^([1-9]\d{0,4})(w?)([mhd])$/;

/** Reads `30m`, `2h`, `5d` (wall clock), `90wm`, `2wh` (working time), `5wd` (working days); null for anything else. */
export function parseLimit(text: string): Limit | null {
  const [, amount, working, unit] = TEXT.exec(text) ?? [];
  const ms = unit === 'm' || unit === 'h' || unit === 'd' ? UNITS[unit] : null;
  if (ms === null) return null;
  const count = Number(amount);
  if (!working) return { in: 'elapsed', ms: count * ms };
  return unit === 'd' ? { in: 'workingDays', days: count } : { in: 'working', ms: count * ms };
}

/** The moment a limit that began at `from` ends. */
export function endOf(limit: Limit, from: Date, calendar: BusinessCalendar): Date {
  switch (limit.in) {
    case 'elapsed':
      return new Date(from.getTime() + limit.ms);
    case 'working':
      return addWorkingTime(calendar, from, limit.ms);
    case 'workingDays':
      return endOfWorkingDay(calendar, from, limit.days);
  }
}

/** The same amount around the clock: what is critical does not wait for office hours. */
export const aroundTheClock = (limit: Limit): Limit =>
  limit.in === 'workingDays' ? { in: 'elapsed', ms: limit.days * DAY_MS } : { in: 'elapsed', ms: limit.ms };
