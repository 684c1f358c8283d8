const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (n: number): string => String(n).padStart(2, '0');

/** `02:18` up to an hour, `3 小时 05 分` up to two days, then `4 天`. Negative counts as nothing. */
export function durationText(ms: number): string {
  const left = Math.max(0, ms);
  if (left < HOUR) return `${two(Math.floor(left / MINUTE))}:${two(Math.floor((left % MINUTE) / SECOND))}`;
  if (left < 2 * DAY) return `${Math.floor(left / HOUR)} 小时 ${two(Math.floor((left % HOUR) / MINUTE))} 分`;
  return `${Math.floor(left / DAY)} 天`;
}

export type WaitLevel = 'calm' | 'late' | 'overdue';

/** After a minute a customer wonders, after two they leave (千牛 marks replies slower than 100 s). */
export function waitLevel(ms: number): WaitLevel {
  if (ms >= 2 * MINUTE) return 'overdue';
  return ms >= MINUTE ? 'late' : 'calm';
}
