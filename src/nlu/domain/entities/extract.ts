import type { Entity } from '#app/base/model/understanding.js';
import { findAddresses } from './address.js';
import { findAmounts } from './amount.js';
import { Gazetteer } from './gazetteer.js';
import { findAccounts, findPhones, findTickets } from './ids.js';
import { findPersons } from './person.js';
import { Claims, type Span } from './span.js';
import { spellOutDigits } from './spoken-digits.js';
import { findTimes } from './time.js';
import { resolveTime } from './time-value.js';

/**
 * All entities of a folded text, in order, without overlaps; the surer kinds win. The value of a time is its phrase,
 * because no clock is known here.
 */
export function findSpans(folded: string, gazetteer: Gazetteer = Gazetteer.EMPTY): Span[] {
  const found: Span[] = [];
  const claims = new Claims(folded.length);
  const add = (spans: readonly Span[]): void => {
    for (const span of spans) {
      if (!claims.isFree(span.start, span.end)) continue;
      claims.take(span.start, span.end);
      found.push(span);
    }
  };
  const spelled = spellOutDigits(folded);
  if (/\d{7}|\d[ .·-]{1,2}\d/.test(spelled)) {
    add(findTickets(spelled));
    add(findPhones(spelled));
    add(findAccounts(spelled, claims));
  }
  found.push(...findTimes(folded, claims));
  found.push(...findAmounts(folded, claims));
  add(findAddresses(folded, claims, gazetteer.find(folded)));
  found.push(...findPersons(folded, claims));
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

/** Entities with their times counted from the instant the message was sent; what cannot be resolved stays as it is. */
export function resolveTimes(entities: readonly Entity[], sentAt: Date): readonly Entity[] {
  if (!entities.some(({ type }) => type === 'time')) return entities;
  return entities.map((entity) =>
    entity.type === 'time' ? { ...entity, value: resolveTime(entity.value, sentAt) ?? entity.value } : entity,
  );
}
