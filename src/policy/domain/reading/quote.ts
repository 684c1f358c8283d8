import { saysNoMatter } from './answers.js';
import { clausesOf, plain } from './words.js';

const LONGEST = 40;
/** Said to us about the talk itself; nothing to hold up to the customer. */
const ASIDE = /别再|重复|听好|行我说|我说了|登记|联系我|打我|我叫|户号|电话|手机/;

/**
 * The customer's own words, short enough to be said back: whole clauses from the first on, without
 * numbers (a phone is nobody's to read aloud), without the place (it is told apart) and without wishes that
 * name no matter. Empty where nothing is left.
 */
export function quoteOf(text: string, place: string | null): string {
  const kept: string[] = [];
  let length = 0;
  for (const clause of clausesOf(text).filter((piece) => saysSomething(piece, place))) {
    if (length > 0 && length + clause.length > LONGEST) break;
    kept.push(clause.length > LONGEST ? `${clause.slice(0, LONGEST)}…` : clause);
    length += clause.length;
  }
  return kept.join('\uff0c');
}

function saysSomething(clause: string, place: string | null): boolean {
  if (/[0-9]{6,}/.test(plain(clause)) || ASIDE.test(plain(clause))) return false;
  const rest = place ? clause.replace(place, '') : clause;
  return rest.trim().length >= 3 && !saysNoMatter(rest);
}
