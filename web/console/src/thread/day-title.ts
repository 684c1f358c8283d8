import { dayKey } from '../../../shared/beijing-time.js';
import { words } from '../base/words.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The heading above the first entry of a day, or null. */
export function dayTitle(at: string, before: string | undefined): string | null {
  const key = dayKey(new Date(at));
  if (before !== undefined && dayKey(new Date(before)) === key) return null;
  const now = Date.now();
  if (key === dayKey(new Date(now))) return words.today;
  return key === dayKey(new Date(now - DAY_MS)) ? words.yesterday : key;
}
