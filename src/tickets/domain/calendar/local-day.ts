/** A day in Asia/Shanghai, counted from 1970-01-01. One zone, no summer time since 1991: plain arithmetic. */
export type LocalDay = number;

export const DAY_MS = 24 * 60 * 60 * 1000;
const OFFSET_MS = 8 * 60 * 60 * 1000;
/** 1970-01-01 was a Thursday (ISO 4). */
const THURSDAY = 4;

export const dayOf = (at: Date): LocalDay => Math.floor((at.getTime() + OFFSET_MS) / DAY_MS);

/** Midnight in Shanghai at which the day begins, in ms since the epoch. */
export const startOfDay = (day: LocalDay): number => day * DAY_MS - OFFSET_MS;

/** ISO: 1 = Monday … 7 = Sunday. */
export const weekdayOf = (day: LocalDay): number => ((((day + THURSDAY - 1) % 7) + 7) % 7) + 1;

export const yearOf = (day: LocalDay): number => new Date(day * DAY_MS).getUTCFullYear();

/** `2026-02-14`. */
export const formatDay = (day: LocalDay): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Reads `2026-02-14`; null where there is no such day. */
export function parseDay(text: string): LocalDay | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = Date.parse(`${text}T00:00:00Z`) / DAY_MS;
  return Number.isInteger(day) && formatDay(day) === text ? day : null;
}
