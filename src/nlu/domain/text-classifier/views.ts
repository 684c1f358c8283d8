import { FAMILIES, READ } from './reading.js';
import type { FamilyShares } from './term-space.js';

function shares(of: Partial<Record<keyof typeof READ, number>>): FamilyShares {
  const list = new Array<number>(FAMILIES).fill(0);
  for (const [name, share] of Object.entries(of)) list[READ[name as keyof typeof READ]] = share;
  return list;
}

/** Everything but what only another view needs. */
export const WHOLE_VIEW = shares({
  word: 1,
  wordPair: 0.7,
  skipPair: 0.4,
  anyPair: 0.7,
  piece: 1,
  sign: 1.3,
  signPair: 1,
  hanWord: 0.5,
  soundPair: 0.4,
});

/** Words, as dictionaries have them. */
export const WORD_VIEW = shares({
  word: 1,
  wordPair: 0.7,
  skipPair: 0.4,
  anyPair: 0.7,
  form: 0.7,
  sign: 1.3,
  hanWord: 1,
  signPair: 0.7,
});

/** Spelling and sound, without knowing a word. */
export const SPELLING_VIEW = shares({ piece: 1, bridge: 1, sign: 1.3, signPair: 1, soundPair: 0.7 });
