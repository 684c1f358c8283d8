import type { Span } from './pattern-pool.js';
import type { Condition, Severity } from './rules.js';

/** A clause of a folded reply as layer 2 sees it. */
export interface JudgedClause extends Span {
  /** Probability that the clause breaks a rule. */
  readonly confidence: number;
  /** Given that it does, the probability of each of the judge's classes, in their order. */
  readonly shares: ArrayLike<number>;
}

/**
 * Layer 2: a classifier of clauses. The server gives the guard one; the browser does without, so what it shows
 * while an agent types may be less than what the server finds.
 */
export interface ClauseJudge {
  /** Confidence from which a clause is a hit. */
  readonly warnFrom: number;
  /** Confidence in the block classes together from which a hit blocks. */
  readonly blockFrom: number;
  readonly classes: readonly string[];
  /** The clauses of a folded reply that leave a doubt, hits or not; linear in its length. */
  judge(folded: string): readonly JudgedClause[];
  /** Training examples of a class most like a clause, for the explanation. */
  examples(clause: string, code: string): readonly string[];
}

/** What the guard says about a class where no single rule speaks. */
export interface ClassWords {
  readonly severity: Severity;
  readonly why: string;
  readonly rewrite: readonly string[];
}
export type ClassBook = Readonly<Record<string, ClassWords>>;

/** The same facts lift a class here as in the rules of layer 1. */
export const LIFTED_BY: Readonly<Record<string, Condition>> = {
  PERFUNCTORY: 'no_concrete_marker',
  VAGUE_TIME: 'no_concrete_marker',
  EXCUSE: 'no_concrete_marker',
  VAGUE_APOLOGY: 'no_concrete_marker',
  NEGATIVE_FRAMING: 'no_alternative',
  JARGON: 'not_explained',
  UNAUTHORIZED_COMP: 'compensation_not_approved',
};

export interface Judgement extends Span {
  readonly class: string;
  /** The next likely class, where it is likely at all: for when a fact lifts the first. */
  readonly second?: string;
  readonly severity: Severity;
  readonly confidence: number;
}

/** A class with a smaller share is no second reading of the clause. */
const LIKELY = 0.15;

/** What layer 2 says of a reply. */
export interface Judged {
  readonly hits: readonly Judgement[];
  /** No clause leaves a doubt: then what a rule's pattern seems to see is a look-alike. */
  readonly plainlyFine: boolean;
}

/** The clauses that are hits, each with its likeliest class (of the block classes where it blocks). */
export function judgeClauses(judge: ClauseJudge, book: ClassBook, folded: string): Judged {
  const found: Judgement[] = [];
  const doubtful = judge.judge(folded);
  for (const { start, end, confidence, shares } of doubtful) {
    if (confidence < judge.warnFrom) continue;
    const ranked = judge.classes
      .map((code, at) => ({ code, share: shares[at] ?? 0, blocks: book[code]?.severity === 'block' }))
      .sort((a, b) => b.share - a.share);
    const blocking = ranked.filter(({ blocks }) => blocks);
    const sure = confidence * blocking.reduce((sum, { share }) => sum + share, 0) >= judge.blockFrom;
    const [first, next] = sure ? blocking : ranked;
    const second = next && next.share >= LIKELY ? next.code : undefined;
    const severity = sure ? 'block' : 'warn';
    if (first) found.push({ start, end, class: first.code, second, severity, confidence });
  }
  return { hits: found, plainlyFine: doubtful.length === 0 };
}
