import type { FoldTable } from './fold-table.js';
import { isHan, type Unit } from './unit.js';

/** Shorter Latin runs (ok, app, sim) are left as they are, unless a Han character stands beside them. */
const SHORTEST_RUN = 4;
const SHORTEST_MIXED_RUN = 2;

/**
 * Reads a Latin run as Han words when spellings cover all of it: `bukeneng` → 不可能. A run that is only
 * partly covered (an English word, an app's name) stays. Every character of a word carries the span of
 * the letters that spelt the word.
 */
export function respell(units: readonly Unit[], table: FoldTable): readonly Unit[] {
  if (table.longestSpelling === 0 && table.initials.size === 0) return units;
  const out: Unit[] = [];
  for (let i = 0; i < units.length; ) {
    const end = endOfLatin(units, i);
    const mixed = end > i && (isHan(units[i - 1]?.char ?? '') || isHan(units[end]?.char ?? ''));
    if (end - i >= (mixed ? SHORTEST_MIXED_RUN : SHORTEST_RUN))
      out.push(...respellRun(units.slice(i, end), mixed, table));
    else out.push(...units.slice(i, Math.max(end, i + 1)));
    i = Math.max(end, i + 1);
  }
  return out;
}

/** Beside Han characters initials count too: gd就是这样. */
function respellRun(run: readonly Unit[], mixed: boolean, table: FoldTable): readonly Unit[] {
  const word = mixed ? table.initials.get(run.map((unit) => unit.char).join('')) : undefined;
  const [first, last] = [run[0], run.at(-1)];
  if (word !== undefined && first && last)
    return [...word].map((char) => ({ char, start: first.start, end: last.end }));
  return spell(run, table) ?? run;
}

const isLatin = (char: string): boolean => char >= 'a' && char <= 'z' && char.length === 1;

function endOfLatin(units: readonly Unit[], from: number): number {
  let end = from;
  while (isLatin(units[end]?.char ?? '')) end += 1;
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
