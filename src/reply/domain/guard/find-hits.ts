import { trimSpan } from './clauses.js';
import type { RuleMatch } from './compile.js';
import { echoSpans, reportedSpeech } from './echoes.js';
import { TextFacts } from './facts.js';
import type { GuardContext } from './guard-context.js';
import { findInHistory } from './history.js';
import { type ClassBook, type ClauseJudge, LIFTED_BY } from './judge.js';
import type { Span } from './pattern-pool.js';
import { findBrokenPromises } from './promises.js';
import type { Reading, Readings } from './readings.js';
import { chooseRewrite } from './rewrite.js';
import type { Scope, Severity } from './rules.js';

/** Who found a hit: a rule, the clause classifier, or the look at what was said before. */
export type Layer = 'rules' | 'clauses' | 'state';

/** Layer 2: the classifier and what is said about its classes. */
export interface ClauseLayer {
  readonly judge: ClauseJudge;
  readonly book: ClassBook;
}

/** A hit in offsets of the folded text. */
export interface Found extends Span {
  readonly layer: Layer;
  readonly class: string;
  readonly severity: Severity;
  readonly scope: Scope;
  readonly why: string;
  readonly rewrite: string;
  readonly confidence?: number;
}

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
/** A clause that is the customer's words for at least this share is not ours to answer for. */
const MOSTLY_ECHO = 0.5;

/** Every hit of a text by all layers there are, by position. */
export class HitFinder {
  constructor(
    private readonly readings: Readings,
    private readonly clauseLayer: ClauseLayer | undefined,
  ) {}

  find(text: string, reading: Reading, context: GuardContext): Found[] {
    const { folded } = reading;
    const approved = context.approvedCompensation === true || (context.limits?.approvedAmount ?? 0) > 0;
    const facts = new TextFacts(folded.text, approved);
    const echoes = new Echoes(text, reading, this.readings, context);
    const byRules = this.byRules(reading, facts, echoes, context);
    const found = [
      ...byRules,
      ...this.byClauses(reading, facts, echoes, context, byRules),
      ...this.byState(text, reading, context),
      ...findBrokenPromises(folded.text, context.limits).map((finding) => ({
        start: finding.start,
        end: finding.end,
        layer: 'state' as const,
        ...describe(finding, context),
      })),
    ];
    return dropOverlaps(found);
  }

  private byRules(reading: Reading, facts: TextFacts, echoes: Echoes, context: GuardContext) {
    const found: Found[] = [];
    const { folded } = reading;
    for (const match of reading.matches) {
      const span = trimSpan(folded.text, match);
      const { rule } = match;
      if (span.end <= span.start || !facts.holds(rule.condition, span)) continue;
      if (!NEVER_ECHOED.has(rule.class) && echoes.share(span) === 1) continue;
      if (isRefutable(match) && reading.judged.plainlyFine) continue;
      if (DISOWNABLE.has(rule.class) && facts.isDisowned(span)) continue;
      found.push({ ...span, layer: 'rules', ...describe(rule, context) });
    }
    return found;
  }

  /** A clause with a hit of layer 1 is not judged again. */
  private byClauses(
    { folded, judged: { hits } }: Reading,
    facts: TextFacts,
    echoes: Echoes,
    context: GuardContext,
    known: readonly Span[],
  ): Found[] {
    const book = this.clauseLayer?.book ?? {};
    return hits.flatMap((judged): Found[] => {
      const span = trimSpan(folded.text, judged);
      const code = [judged.class, judged.second].find(
        (candidate) => candidate !== undefined && facts.holds(LIFTED_BY[candidate], span),
      );
      const words = code === undefined ? undefined : book[code];
      if (code === undefined || !words || known.some((hit) => overlaps(hit, span))) return [];
      if (!NEVER_ECHOED.has(code) && echoes.share(span) >= MOSTLY_ECHO) return [];
      const { severity, confidence } = judged;
      const described = describe({ ...words, class: code, severity }, context);
      return [{ ...span, layer: 'clauses', ...described, confidence }];
    });
  }

  private byState(text: string, { folded }: Reading, context: GuardContext): Found[] {
    const whole = trimSpan(folded.text, { start: 0, end: folded.text.length });
    if (text === '' || whole.end <= whole.start) return [];
    const fold = (of: string): string => this.readings.of(of).folded.text;
    const turns =
      context.turns?.map((turn) => ({ ...turn, text: fold(turn.text) })) ??
      (context.previousReplies ?? []).map((reply) => ({ by: 'us' as const, text: fold(reply) }));
    return findInHistory(folded.text, turns, context).map((finding) => ({
      ...whole,
      layer: 'state' as const,
      ...describe({ ...finding, scope: 'message' }, context),
    }));
  }
}

/**
 * May layer 2 overrule the rule? Only what a pattern sees and what only warns: a classifier that learns more
 * fine replies would else let the best known phrases pass behind a 您好.
 */
const isRefutable = ({ rule, literal }: RuleMatch): boolean => !literal && rule.severity === 'warn';

/** What describes a hit, whoever found it. */
function describe(
  found: Pick<Found, 'class' | 'severity' | 'why'> & {
    readonly scope?: Scope;
    readonly rewrite: readonly string[];
  },
  context: GuardContext,
) {
  const { class: code, severity, why } = found;
  const scope = found.scope ?? 'clause';
  return { class: code, severity, why, scope, rewrite: chooseRewrite(found.rewrite, context.vars ?? {}) };
}

/** Where the reply repeats the customer or quotes somebody; looked for only once something could be an echo. */
class Echoes {
  private spans: readonly Span[] | null = null;

  constructor(
    private readonly text: string,
    private readonly reading: Reading,
    private readonly readings: Readings,
    private readonly context: GuardContext,
  ) {}

  /** How much of a span lies inside one echo, 0..1. */
  share({ start, end }: Span): number {
    this.spans ??= echoSpans(this.reading.folded.text, this.readings.table, [
      ...(this.context.echoes ?? []),
      ...reportedSpeech(this.text),
    ]);
    const most = this.spans.reduce(
      (best, echo) => Math.max(best, Math.min(end, echo.end) - Math.max(start, echo.start)),
      0,
    );
    return most / (end - start);
  }
}

const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** Of overlapping hits of one class the longest stays. */
function dropOverlaps(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const hit of [...found].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)) {
    const covered = kept.some((other) => other.class === hit.class && overlaps(other, hit));
    if (!covered) kept.push(hit);
  }
  return kept.sort((a, b) => a.start - b.start || b.end - a.end);
}
