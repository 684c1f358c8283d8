import { splitSentences } from './clauses.js';
import { compileRules } from './compile.js';
import { type ClauseLayer, type Found, HitFinder, type Layer } from './find-hits.js';
import type { Folded } from './fold.js';
import { createFoldTable, type FoldData } from './fold-table.js';
import type { GuardContext } from './guard-context.js';
import { judgeClauses } from './judge.js';
import { PatternPool } from './pattern-pool.js';
import { type Reading, Readings } from './readings.js';
import { applyRewrites, type Replaceable } from './rewrite.js';
import type { GuardRule, Severity } from './rules.js';

export type { ClauseLayer, Layer } from './find-hits.js';
export type { GuardContext } from './guard-context.js';

export type Verdict = 'ok' | 'warn' | 'block';

export interface GuardHit {
  readonly class: string;
  readonly severity: Severity;
  readonly layer: Layer;
  /** UTF-16 offsets in the text as given; `text === given.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** For the agent: why this is not said. */
  readonly why: string;
  /** What to say instead of the clause (or term), variables filled or avoided. */
  readonly rewrite: string;
  /** Layer 2 only: how sure it is (0..1), and what it learnt this from. */
  readonly confidence?: number;
  readonly examples?: readonly string[];
}

export interface GuardResult {
  readonly verdict: Verdict;
  /** By position. */
  readonly hits: readonly GuardHit[];
  /** The whole text with every hit replaced; passes this guard. Null when there is nothing to change. */
  readonly rewritten: string | null;
}

export interface Guard {
  readonly rules: readonly GuardRule[];
  /** Never throws, whatever the string. */
  check(text: string, context?: GuardContext): GuardResult;
}

/** Said when no wording of the rules passes: promises nothing, blames nobody. */
export const SAFE_REWRITE =
  '您说的情况我完整记在这里；回复“人工”，值班同事马上能看到全部内容，不用您再说一遍。';

const MOST_ROUNDS = 4;
const NO_HITS: GuardResult = { verdict: 'ok', hits: [], rewritten: null };

/**
 * Layers 1 and 3 of the guard, and layer 2 where there is one. Pure: the same rules give the same answer on
 * the server and in the browser.
 * @param foldData traditional forms and spellings (`loadGuardData` on the server, fetched by the browser)
 * @param pool patterns that were compiled before (the loader validates them)
 * @param clauses layer 2: the server has it, the browser not
 * @throws GuardRuleError when a rule's pattern cannot be used
 */
export function createGuard(
  rules: readonly GuardRule[],
  foldData?: FoldData,
  pool: PatternPool = new PatternPool(),
  clauses?: ClauseLayer,
): Guard {
  const table = createFoldTable(foldData);
  const judge = clauses && ((folded: string) => judgeClauses(clauses.judge, clauses.book, folded));
  const readings = new Readings(compileRules(rules, table, pool), table, judge);
  const finder = new HitFinder(readings, clauses);
  return {
    rules,
    check: (text, context = {}) => {
      const reading = readings.of(text);
      const found = finder.find(text, reading, context);
      if (found.length === 0) return NO_HITS;
      return {
        verdict: found.some((hit) => hit.severity === 'block') ? 'block' : 'warn',
        hits: found.map((hit) => toHit(hit, text, reading.folded, clauses)),
        rewritten: rewriteUntilClean({ finder, readings }, text, reading, found, context),
      };
    },
  };
}

function toHit(found: Found, text: string, folded: Folded, clauses: ClauseLayer | undefined): GuardHit {
  const start = folded.starts[found.start] ?? 0;
  const end = folded.ends[found.end - 1] ?? start;
  const { class: code, severity, layer, why, rewrite, confidence } = found;
  const hit = { class: code, severity, layer, start, end, text: text.slice(start, end), why, rewrite };
  if (confidence === undefined || !clauses) return hit;
  const examples = clauses.judge.examples(folded.text.slice(found.start, found.end), code);
  return { ...hit, confidence: Math.round(confidence * 1000) / 1000, examples };
}

/** A rewrite may uncover a hit (a condition that no longer holds), so it is checked and rewritten again. */
function rewriteUntilClean(
  { finder, readings }: { finder: HitFinder; readings: Readings },
  text: string,
  { folded }: Reading,
  found: readonly Found[],
  context: GuardContext,
): string {
  let current = { text, folded, found: found as readonly Replaceable[] };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = applyRewrites(current.text, current.folded, current.found);
    const reading = readings.of(next);
    const left = finder.find(next, reading, context);
    if (left.length === 0 && splitSentences(reading.folded.text).length > 0) return next;
    current = { text: next, folded: reading.folded, found: left };
  }
  const alone = found.find((hit) => hit.severity === 'block')?.rewrite ?? found[0]?.rewrite ?? SAFE_REWRITE;
  const passes = finder.find(alone, readings.of(alone), context).length === 0;
  return passes ? alone : SAFE_REWRITE;
}
