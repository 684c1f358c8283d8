const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
const OFFSET = 8 * HOUR;

/**
 * Time as a clock in Asia/Shanghai shows it: milliseconds, read with the UTC getters. China has had one zone and no
 * summer time since 1992, so an offset is all there is to it.
 */
export type Wall = number;

/** What a phrase names: a stretch of wall time and how exactly it is written. Both ends are included for days. */
export interface Stretch {
  readonly start: Wall;
  /** For `minute` the same as `start`; for days, months and years the first moment of the last one. */
  readonly end: Wall;
  readonly unit: 'year' | 'month' | 'day' | 'minute';
}

export function wallOf(instant: Date): Wall {
  return instant.getTime() + OFFSET;
}

export function midnight(at: Wall): Wall {
  return at - (((at % DAY) + DAY) % DAY);
}

/** @param month 1 to 12, or beyond: 0 is December of the year before */
export function wallDate(year: number, month: number, day = 1): Wall {
  return Date.UTC(year, month - 1, day);
}

export function yearOf(at: Wall): number {
  return new Date(at).getUTCFullYear();
}

export function monthOf(at: Wall): number {
  return new Date(at).getUTCMonth() + 1;
}

/** Monday of the week. */
export function mondayOf(at: Wall): Wall {
  return midnight(at) - ((new Date(at).getUTCDay() + 6) % 7) * DAY;
}

export function oneDay(start: Wall): Stretch {
  return { start, end: start, unit: 'day' };
}

export function days(start: Wall, end: Wall): Stretch {
  return { start, end, unit: 'day' };
}

export function oneMonth(year: number, month: number): Stretch {
  return months(year, month, month);
}

export function months(year: number, first: number, last: number): Stretch {
  return { start: wallDate(year, first), end: wallDate(year, last), unit: 'month' };
}

export function oneYear(year: number): Stretch {
  return { start: wallDate(year, 1), end: wallDate(year, 1), unit: 'year' };
}

/** ISO 8601: 2026, 2026-11, 2026-11-03, 2026-11-03T15:00:00+08:00. */
export function writeWall(at: Wall, unit: Stretch['unit']): string {
  const iso = new Date(at).toISOString();
  if (unit === 'minute') return `${iso.slice(0, 19)}+08:00`;
  return iso.slice(0, { year: 4, month: 7, day: 10 }[unit]);
}

/** One date or moment, or an interval with a slash. */
export function writeStretch({ start, end, unit }: Stretch): string {
  return start === end ? writeWall(start, unit) : `${writeWall(start, unit)}/${writeWall(end, unit)}`;
}
