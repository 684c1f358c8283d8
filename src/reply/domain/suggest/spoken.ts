import { placeOf, type Script, type ScriptBook } from '../scripts/script-book.js';

/** So many of our last messages are compared word for word; scripts are known again in all of them. */
const COMPARED = 24;

/** What a customer has heard from us, as scripts and as texts. */
export interface Spoken {
  /** Of our last message. */
  readonly last: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
  readonly pieces: readonly string[];
}

/** Which scripts the customer has heard. */
export function spokenBefore(book: ScriptBook, said: readonly string[]): Spoken {
  const last = placesIn(book, said.slice(-1));
  const places = new Set([...placesIn(book, said.slice(0, -1)), ...last]);
  return { last, places, pieces: said.slice(-COMPARED).flatMap((text) => text.split('\n')) };
}

/** Known by their longest stretch without a variable: the rest was filled in, or edited. */
function placesIn(book: ScriptBook, texts: readonly string[]): ReadonlySet<string> {
  const places = new Set<string>();
  for (const script of book.scripts) {
    const mark = markOf(script);
    if (mark !== null && texts.some((text) => text.includes(mark)))
      places.add(placeOf(script.stage, script.key));
  }
  return places;
}

const marks = new WeakMap<Script, string | null>();

/** The longest stretch of a wording without a variable, cut to 24 characters; null where that is too short. */
function markOf(script: Script): string | null {
  const known = marks.get(script);
  if (known !== undefined) return known;
  const parts = script.text.split(/\{[A-Za-z]+\}/);
  const longest = parts.reduce((best, part) => (part.length > best.length ? part : best), '');
  const mark = longest.length >= 6 ? longest.slice(0, 24) : null;
  marks.set(script, mark);
  return mark;
}
