import { splitSentences, trimSpan } from './clauses.js';
import { compileRules, type RuleMatch } from './compile.js';
import { echoSpans, reportedSpeech } from './echoes.js';
import { TextFacts } from './facts.js';
import type { Folded } from './fold.js';
import { createFoldTable, type FoldData } from './fold-table.js';
import { findInHistory } from './history.js';
import { PatternPool, type Span } from './pattern-pool.js';
import { type Reading, Readings } from './readings.js';
import { applyRewrites, chooseRewrite, type Replaceable } from './rewrite.js';
import type { GuardRule, Scope, Severity } from './rules.js';

export interface GuardContext {
  /** Our own replies of this conversation, oldest first; without them the stateful rules are silent. */
  readonly previousReplies?: readonly string[];
  /** The compensation this reply speaks of has been approved. */
  readonly approvedCompensation?: boolean;
  /** What rewrites may fill in: ticketNo, owner, deadline, eta, dept, ... */
  readonly vars?: Readonly<Record<string, string>>;
  /** The customer's own words where the reply repeats them: hits inside them do not count (privacy does). */
  readonly echoes?: readonly string[];
}

export type Verdict = 'ok' | 'warn' | 'block';

export interface GuardHit {
  readonly class: string;
  readonly severity: Severity;
  /** UTF-16 offsets in the text as given; `text === given.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** For the agent: why this is not said. */
  readonly why: string;
  /** What to say instead of the clause (or term), variables filled or avoided. */
  readonly rewrite: string;
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

/** 我们不会劝您撤诉: in these classes a denial right before the words takes them back. */
const DISOWNABLE = new Set([
  'RUDE_IMPATIENT',
  'SUPPRESS_COMPLAINT',
  'DISMISS_SELF_SERVE',
  'BUCK_PASSING',
  'BLAME_CUSTOMER',
  'UNAUTHORIZED_COMP',
]);
/** Echoed words do not excuse a leak. */
const NEVER_ECHOED = new Set(['PRIVACY_LEAK']);
const MOST_ROUNDS = 4;
const NO_HITS: GuardResult = { verdict: 'ok', hits: [], rewritten: null };

interface Found extends Span {
  readonly class: string;
  readonly severity: Severity;
  readonly scope: Scope;
  readonly why: string;
  readonly rewrite: string;
}

/**
 * Layers 1 and 3 of the guard. Pure: the same rules give the same answer on the server and in the browser.
 * @param foldData traditional forms and spellings (`loadGuardData` on the server, fetched by the browser)
 * @param pool patterns that were compiled before (the loader validates them)
 * @throws GuardRuleError when a rule's pattern cannot be used
 */
export function createGuard(
  rules: readonly GuardRule[],
  foldData?: FoldData,
  pool: PatternPool = new PatternPool(),
): Guard {
  const table = createFoldTable(foldData);
  const readings = new Readings(compileRules(rules, table, pool), table);
  return {
    rules,
    check: (text, context = {}) => {
      const reading = readings.of(text);
      const found = findHits(readings, text, reading, context);
      if (found.length === 0) return NO_HITS;
      return {
        verdict: found.some((hit) => hit.severity === 'block') ? 'block' : 'warn',
        hits: found.map((hit) => toHit(hit, text, reading.folded)),
        rewritten: rewriteUntilClean(readings, text, reading, found, context),
      };
    },
  };
}

function findHits(readings: Readings, text: string, reading: Reading, context: GuardContext): Found[] {
  const { folded } = reading;
  const facts = new TextFacts(folded.text, context.approvedCompensation === true);
  const vars = context.vars ?? {};
  const found: Found[] = [];
  let echoes: readonly Span[] | null = null;
  for (const match of reading.matches) {
    const span = trimSpan(folded.text, match);
    if (span.end <= span.start || !facts.holds(match.rule.condition, span)) continue;
    // Most replies have nothing that could be an echo: what it could repeat is looked for only then.
    echoes ??= echoSpans(folded.text, readings.table, [...(context.echoes ?? []), ...reportedSpeech(text)]);
    if (isEchoed(match, span, echoes)) continue;
    if (DISOWNABLE.has(match.rule.class) && facts.isDisowned(span)) continue;
    found.push({ ...span, ...describe(match.rule, vars) });
  }
  const previous = (context.previousReplies ?? []).map((reply) => readings.of(reply).folded.text);
  const whole = trimSpan(folded.text, { start: 0, end: folded.text.length });
  if (text !== '' && whole.end > whole.start) {
    for (const finding of findInHistory(folded.text, previous)) {
      found.push({ ...whole, ...finding, scope: 'message', rewrite: chooseRewrite(finding.rewrite, vars) });
    }
  }
  return dropOverlaps(found);
}

const describe = (rule: GuardRule, vars: Readonly<Record<string, string>>) => ({
  class: rule.class,
  severity: rule.severity,
  scope: rule.scope,
  why: rule.why,
  rewrite: chooseRewrite(rule.rewrite, vars),
});

const isEchoed = (match: RuleMatch, span: Span, echoes: readonly Span[]): boolean =>
  !NEVER_ECHOED.has(match.rule.class) &&
  echoes.some((echo) => echo.start <= span.start && span.end <= echo.end);

/** Of overlapping hits of one class the longest stays. */
function dropOverlaps(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const hit of [...found].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)) {
    const covered = kept.some(
      (other) => other.class === hit.class && other.start < hit.end && hit.start < other.end,
    );
    if (!covered) kept.push(hit);
  }
  return kept.sort((a, b) => a.start - b.start || b.end - a.end);
}

function toHit(found: Found, text: string, folded: Folded): GuardHit {
  const start = folded.starts[found.start] ?? 0;
  const end = folded.ends[found.end - 1] ?? start;
  const { class: code, severity, why, rewrite } = found;
  return { class: code, severity, start, end, text: text.slice(start, end), why, rewrite };
}

/** A rewrite may uncover a hit (a condition that no longer holds), so it is checked and rewritten again. */
function rewriteUntilClean(
  readings: Readings,
  text: string,
  { folded }: Reading,
  found: readonly Found[],
  context: GuardContext,
): string {
  let current = { text, folded, found: found as readonly Replaceable[] };
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = applyRewrites(current.text, current.folded, current.found);
    const reading = readings.of(next);
    const left = findHits(readings, next, reading, context);
    if (left.length === 0 && splitSentences(reading.folded.text).length > 0) return next;
    current = { text: next, folded: reading.folded, found: left };
  }
  const alone = found.find((hit) => hit.severity === 'block')?.rewrite ?? found[0]?.rewrite ?? SAFE_REWRITE;
  const passes = findHits(readings, alone, readings.of(alone), context).length === 0;
  return passes ? alone : SAFE_REWRITE;
}
