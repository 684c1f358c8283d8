import type { Node } from './pattern-syntax.js';

/** Strings of which at least one is inside every match. */
export type AnyOf = readonly string[];

/**
 * What is known about every match of a node: `exact` lists all strings it can be (when few),
 * `needs` holds lists each of which contributes a string to every match (empty: nothing is needed).
 */
interface Known {
  readonly exact: readonly string[] | null;
  readonly needs: readonly AnyOf[];
}

const MOST_EXACT = 32;
const MOST_IN_A_LIST = 300;
const MOST_LISTS = 4;
const NOTHING: Known = { exact: null, needs: [] };

/**
 * Lists of strings, each of which has a member in every text the pattern matches. A pattern with an absent list
 * need not be run: this is what keeps a check of a thousand rules below a millisecond (the idea is RE2's
 * own prefilter). At most four lists, the most selective; none when the pattern demands nothing. Lists with
 * single characters are left out where there are others: they are found everywhere and tell little.
 */
export function requiredLiterals(pattern: Node): readonly AnyOf[] {
  const lists = [...needsOf(study(pattern))].sort((a, b) => weight(b) - weight(a));
  const telling = lists.filter((list) => list.every((text) => text.length > 1));
  return (telling.length > 0 ? telling : lists).slice(0, telling.length > 0 ? MOST_LISTS : 1);
}

function study(node: Node): Known {
  switch (node.kind) {
    case 'literal':
      return { exact: [node.char], needs: [] };
    case 'empty':
      return { exact: [''], needs: [] };
    case 'set':
      return { exact: node.chars, needs: [] };
    case 'repeat':
      return studyRepeat(node.node, node.min, node.max);
    case 'choice':
      return studyChoice(node.options.map(study));
    case 'concat':
      return studyConcat(node.parts);
  }
}

function studyRepeat(node: Node, min: number, max: number): Known {
  if (min === 0 && max !== 1) return NOTHING;
  const inner = study(node);
  if (min === 1 && max === 1) return inner;
  if (min === 0) {
    return inner.exact && inner.exact.length < MOST_EXACT
      ? { exact: [...new Set([...inner.exact, ''])], needs: [] }
      : NOTHING;
  }
  return { exact: null, needs: needsOf(inner) };
}

function studyChoice(options: readonly Known[]): Known {
  const exact = new Set<string>();
  for (const option of options) {
    if (!option.exact || exact.size > MOST_EXACT) return { exact: null, needs: unionOfNeeds(options) };
    for (const text of option.exact) exact.add(text);
  }
  return exact.size <= MOST_EXACT
    ? { exact: [...exact], needs: [] }
    : { exact: null, needs: unionOfNeeds(options) };
}

/** Whichever option is taken, the best list of that option has a member. */
function unionOfNeeds(options: readonly Known[]): readonly AnyOf[] {
  const union = new Set<string>();
  for (const option of options) {
    const best = needsOf(option).reduce<AnyOf | null>(
      (chosen, list) => (chosen && weight(chosen) >= weight(list) ? chosen : list),
      null,
    );
    if (!best) return [];
    for (const text of best) union.add(text);
  }
  return union.size <= MOST_IN_A_LIST ? [[...union]] : [];
}

/** Neighbouring exact parts are multiplied out while they stay few; each closed run is a list of its own. */
function studyConcat(parts: readonly Node[]): Known {
  const needs: AnyOf[] = [];
  let run: readonly string[] = [''];
  let whole = true;
  for (const part of parts) {
    const known = study(part);
    if (known.exact && known.exact.length * run.length <= MOST_EXACT) {
      run = multiply(run, known.exact);
      continue;
    }
    whole = false;
    needs.push(...asNeeds(run), ...(known.exact ? [] : known.needs));
    run = known.exact ?? [''];
  }
  if (whole) return { exact: [...new Set(run)], needs: [] };
  return { exact: null, needs: [...needs, ...asNeeds(run)] };
}

function multiply(heads: readonly string[], tails: readonly string[]): string[] {
  const products: string[] = [];
  for (const head of heads) for (const tail of tails) products.push(head + tail);
  return products;
}

const needsOf = (known: Known): readonly AnyOf[] => (known.exact ? asNeeds(known.exact) : known.needs);

/** A list with an empty string in it demands nothing. */
const asNeeds = (strings: readonly string[]): readonly AnyOf[] =>
  strings.length === 0 || strings.includes('') ? [] : [[...new Set(strings)]];

/** Longest shortest member first (up to 3 characters), then the fewest members. */
const weight = (strings: AnyOf): number =>
  strings.reduce((shortest, text) => Math.min(shortest, text.length), 3) * 10_000 - strings.length;
