/** Longest first; a stem keeps at least three letters. */
const ENDINGS = ['ingly', 'edly', 'ing', 'ies', 'ied', 'ed', 'es', 's'] as const;
const SHORTEST_STEM = 3;

/**
 * Cuts the commonest English endings. Only for words of a-z: other alphabets are left alone, their
 * endings are found by the pieces of words.
 */
export function stem(word: string): string {
  if (!/^[a-z]+$/.test(word) || word.endsWith('ss')) return word;
  for (const ending of ENDINGS) {
    if (!word.endsWith(ending) || word.length - ending.length < SHORTEST_STEM) continue;
    const base = word.slice(0, -ending.length);
    return ending === 'ies' || ending === 'ied' ? `${base}y` : undouble(base);
  }
  return word;
}

/** stopp(ed) and stop are one word; fill(ed) and miss(ed) keep both letters. */
function undouble(base: string): string {
  const last = base.at(-1);
  return last === base.at(-2) && last !== 'l' && last !== 's' ? base.slice(0, -1) : base;
}
