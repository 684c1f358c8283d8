import type { BusinessCalendar, Slot } from './business-calendar.js';
import { dayOf, type LocalDay, startOfDay } from './local-day.js';

const MINUTE = 60_000;
/** Longer without enough work is a fault of the calendar, not a long wait. */
const HORIZON_DAYS = 3_660;

/** A slot in ms since the epoch. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Whether people work at this moment. The end of a slot is no longer work. */
export function isWorking(calendar: BusinessCalendar, at: Date): boolean {
  const now = at.getTime();
  return stretches(calendar, dayOf(at)).some(({ from, to }) => from <= now && now < to);
}

/** Ms of work from one moment to another; negative where `to` is the earlier one. */
export function workingTimeBetween(calendar: BusinessCalendar, from: Date, to: Date): number {
  if (to < from) return -workingTimeBetween(calendar, to, from);
  let sum = 0;
  for (let day = dayOf(from); day <= dayOf(to); day++)
    for (const stretch of stretches(calendar, day))
      sum += Math.max(0, Math.min(stretch.to, to.getTime()) - Math.max(stretch.from, from.getTime()));
  return sum;
}

/**
 * The first moment at which `ms` of work lie behind `from`: 12:00 where a morning ends it exactly, not 13:30.
 * @param ms 0 or more; 0 gives `from` itself, whether or not people work then
 * @throws RangeError for a negative `ms`, or where the calendar has not that much work in ten years
 */
export function addWorkingTime(calendar: BusinessCalendar, from: Date, ms: number): Date {
  if (!(ms >= 0)) throw new RangeError(`working time to add must be 0 ms or more, not ${ms}`);
  if (ms === 0) return from;
  const first = dayOf(from);
  let left = ms;
  for (let day = first; day <= first + HORIZON_DAYS; day++)
    for (const stretch of stretches(calendar, day)) {
      const begin = Math.max(stretch.from, from.getTime());
      const worked = Math.max(0, stretch.to - begin);
      if (worked >= left) return new Date(begin + left);
      left -= worked;
    }
  throw new RangeError('the calendar has too little work in ten years');
}

/**
 * The close of business of the n-th working day after the day of `from`. The day itself does not count, and
 * the last one ends with business hours (民法典 §201, §203).
 * @throws RangeError for `days` below 1, or where the calendar has not that many in ten years
 */
export function endOfWorkingDay(calendar: BusinessCalendar, from: Date, days: number): Date {
  if (!(days >= 1)) throw new RangeError(`working days to add must be 1 or more, not ${days}`);
  const first = dayOf(from);
  let left = days;
  for (let day = first + 1; day <= first + HORIZON_DAYS; day++) {
    const last = stretches(calendar, day).at(-1);
    if (last && --left <= 0) return new Date(last.to);
  }
  throw new RangeError('the calendar has too few working days in ten years');
}

function stretches(calendar: BusinessCalendar, day: LocalDay): Stretch[] {
  const midnight = startOfDay(day);
  return calendar.slotsOf(day).map((slot: Slot) => ({
    from: midnight + slot.from * MINUTE,
    to: midnight + slot.to * MINUTE,
  }));
}
