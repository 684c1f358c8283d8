import type { FoldTable } from './fold-table.js';
import type { Unit } from './unit.js';

const LATIN = /^[a-z]$/;
/** Shorter Latin runs (ok, app, sim) are left as they are. */
const SHORTEST_RUN = 4;

/**
 * Reads a Latin run as Han words when spellings cover all of it: `bukeneng` → 不可能. A run that is only
 * partly covered (an English word, an app's name) stays. Every character of a word carries the span of
 * the letters that spelt the word.
 */
export function respell(units: readonly Unit[], table: FoldTable): readonly Unit[] {
  if (table.longestSpelling === 0) return units;
  const out: Unit[] = [];
  for (let i = 0; i < units.length; ) {
    const end = endOfLatin(units, i);
    if (end - i >= SHORTEST_RUN) out.push(...(spell(units.slice(i, end), table) ?? units.slice(i, end)));
    else out.push(...units.slice(i, Math.max(end, i + 1)));
    i = Math.max(end, i + 1);
  }
  return out;
}

function endOfLatin(units: readonly Unit[], from: number): number {
  let end = from;
  while (LATIN.test(units[end]?.char ?? '')) end += 1;
  return end;
}

/** Fewest words that cover the whole run, from the right; null when none do. */
function spell(run: readonly Unit[], table: FoldTable): Unit[] | null {
  const letters = run.map((unit) => unit.char).join('');
  const next: (number | null)[] = new Array(letters.length + 1).fill(null);
  const cost: number[] = new Array(letters.length + 1).fill(Number.POSITIVE_INFINITY);
  cost[letters.length] = 0;
  for (let at = letters.length - 1; at >= 0; at -= 1) {
    const limit = Math.min(letters.length, at + table.longestSpelling);
    for (let end = at + 1; end <= limit; end += 1) {
      const total = (cost[end] ?? Number.POSITIVE_INFINITY) + 1;
      if (total < (cost[at] ?? 0) && table.spellings.has(letters.slice(at, end))) {
        cost[at] = total;
        next[at] = end;
      }
    }
  }
  return next[0] === null ? null : collect(run, letters, next, table);
}

function collect(
  run: readonly Unit[],
  letters: string,
  next: readonly (number | null)[],
  table: FoldTable,
): Unit[] {
  const out: Unit[] = [];
  let at = 0;
  for (let end = next[at]; end !== null && end !== undefined; end = next[at]) {
    const start = run[at]?.start ?? 0;
    const stop = run[end - 1]?.end ?? start;
    for (const char of table.spellings.get(letters.slice(at, end)) ?? '') {
      out.push({ char, start, end: stop });
    }
    at = end;
  }
  return out;
}
