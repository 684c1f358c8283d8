import type { Summary } from './api-types.js';
import { fill, words } from './words.js';

/** What to call a customer: their name, else a short mark by which agents can tell visitors apart. */
export function customerName(summary: Pick<Summary, 'displayName' | 'channel' | 'id'>): string {
  if (summary.displayName) return summary.displayName;
  const tail = summary.id
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(-4)
    .toUpperCase();
  return fill(summary.channel === 'web' ? words.webVisitor : words.customer, { tail });
}
