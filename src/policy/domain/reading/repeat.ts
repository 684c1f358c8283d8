import { squeezed } from './words.js';

/** A repetition within this time is one (a gateway's retry, an impatient second tap), later it is an urge. */
const WITHIN_MS = 3 * 60_000;
/** Shorter ones are answers, which may well be given twice. */
const SHORTEST = 4;
const SHORTEST_ALIKE = 6;
const ALIKE = 0.8;

/** The message as it is compared with the next one. */
export const foldForRepeat = squeezed;

/** The same words again within minutes, give or take a character; another number makes it another message. */
export function isRepetition(
  folded: string,
  last: { readonly text: string; readonly at: number } | null,
  nowMs: number,
): boolean {
  if (!last || folded.length < SHORTEST || nowMs - last.at >= WITHIN_MS) return false;
  if (folded === last.text) return true;
  return (
    folded.length >= SHORTEST_ALIKE &&
    numbersIn(folded) === numbersIn(last.text) &&
    likeness(folded, last.text) >= ALIKE
  );
}

const numbersIn = (text: string): string => (text.match(/[0-9]+/g) ?? []).join(' ');

/** Dice coefficient of the character pairs, 0..1. */
function likeness(a: string, b: string): number {
  const left = pairsOf(a);
  const right = pairsOf(b);
  const shared = left.filter((pair) => right.includes(pair)).length;
  return left.length + right.length === 0 ? 0 : (2 * shared) / (left.length + right.length);
}

const pairsOf = (text: string): readonly string[] =>
  Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
