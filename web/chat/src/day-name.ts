import { dayKey } from '../../shared/beijing-time.js';
import { words } from './words.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The heading between two messages of different days, or null. Today's first messages need none. */
export function dayName(at: string, before: string | undefined): string | null {
  const key = dayKey(new Date(at));
  if (before !== undefined && dayKey(new Date(before)) === key) return null;
  const now = Date.now();
  if (key === dayKey(new Date(now))) return before === undefined ? null : words.today;
  return key === dayKey(new Date(now - DAY_MS)) ? words.yesterday : key;
}
