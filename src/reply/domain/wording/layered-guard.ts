import type { Guard, GuardContext, GuardHit, GuardResult, Verdict } from '../guard/check.js';
import { SAFE_REWRITE } from '../guard/check.js';

const MOST_ROUNDS = 4;

/**
 * The shipped guard and the supervisors' own rules as one: what either finds counts, and a rewrite passes
 * both. They are compiled apart so that a rule changed at noon costs milliseconds, not the whole guard.
 */
export function layeredGuard(shipped: Guard, own: Guard | null): Guard {
  if (!own || own.rules.length === 0) return shipped;
  const look = (text: string, context: GuardContext): GuardResult[] => [
    shipped.check(text, context),
    // What was said before is the shipped guard's business; else it would be found twice.
    own.check(text, { ...context, previousReplies: [] }),
  ];
  return {
    rules: [...shipped.rules, ...own.rules],
    check: (text, context = {}) => {
      const results = look(text, context);
      const hits = mergeHits(results);
      if (hits.length === 0) return { verdict: 'ok', hits, rewritten: null };
      return {
        verdict: verdictOf(hits),
        hits,
        rewritten: rewriteUntilBothPass(text, results, context, look),
      };
    },
  };
}

/** Each guard cleans what it found; the other has to agree with the outcome. */
function rewriteUntilBothPass(
  text: string,
  first: readonly GuardResult[],
  context: GuardContext,
  look: (text: string, context: GuardContext) => GuardResult[],
): string {
  let current = text;
  let results = first;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    current = results.find((result) => result.rewritten !== null)?.rewritten ?? current;
    results = look(current, context);
    if (results.every((result) => result.verdict === 'ok')) return current;
  }
  return SAFE_REWRITE;
}

const verdictOf = (hits: readonly GuardHit[]): Verdict =>
  hits.some((hit) => hit.severity === 'block') ? 'block' : 'warn';

/** By position; where both found the same class in the same place, the more severe one. */
function mergeHits(results: readonly GuardResult[]): readonly GuardHit[] {
  const merged: GuardHit[] = [];
  for (const hit of results.flatMap((result) => result.hits)) {
    const twin = merged.findIndex(
      (other) => other.class === hit.class && other.start < hit.end && hit.start < other.end,
    );
    const known = merged[twin];
    if (!known) merged.push(hit);
    else if (hit.severity === 'block' && known.severity === 'warn') merged[twin] = hit;
  }
  return merged.sort((a, b) => a.start - b.start || b.end - a.end);
}
