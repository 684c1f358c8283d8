import type { Entity } from '#app/base/model/understanding.js';
import { findAddresses } from './address.js';
import { findAmounts } from './amount.js';
import { findAccounts, findPhones, findTickets } from './ids.js';
import { findPersons } from './person.js';
import { type Span, withoutOverlaps } from './span.js';
import { findTimes } from './time.js';

/** All entities of a folded text, in order, without overlaps; the surer kinds win. */
export function findSpans(folded: string): Span[] {
  const found: Span[] = [];
  const add = (spans: readonly Span[]): void => {
    found.push(...withoutOverlaps(spans, found));
  };
  if (/\d{7}|\d[ -]\d{3}/.test(folded)) {
    add(findTickets(folded));
    add(findPhones(folded));
    add(findAccounts(folded));
  }
  add(findTimes(folded));
  add(findAmounts(folded));
  add(findAddresses(folded));
  add(findPersons(folded));
  return found.sort((a, b) => a.start - b.start);
}

/** Turns spans of the folded text into entities with the customer's own characters. */
export function toEntities(spans: readonly Span[], original: string): Entity[] {
  return spans.map(({ type, start, end, value }) => ({
    type,
    text: original.slice(start, end),
    start,
    end,
    value,
  }));
}
