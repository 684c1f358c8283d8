import type { Folded } from '../domain/guard/fold.js';
import type { Mark } from './marked-line.js';
import { type ReplyClause, readReply } from './read-reply.js';

/** A clause that breaks no rule. */
export const FINE = 'FINE';

/** A reply to learn from. Clauses whose label is null are seen as context only. */
export interface LabelledReply {
  readonly clauses: readonly ReplyClause[];
  readonly labels: readonly (string | null)[];
  /** The reply as a whole: its class, FINE where it breaks no rule. */
  readonly class: string;
  /** Where it comes from, for the evaluation by kind. */
  readonly kind: ReplyKind;
  /** 1 = ordinary. */
  readonly weight: number;
}

export const REPLY_KINDS = ['violating', 'ordinary', 'lookalike', 'rule', 'script'] as const;
export type ReplyKind = (typeof REPLY_KINDS)[number];

/** A mark covers a clause when most of the shorter of the two is common to both. */
const COVERED = 0.5;

/**
 * Labels a reply's clauses by its marks.
 * @param marks in offsets of the text as given; null where it is not known which clause is at fault:
 *   then a single clause is, and several are context only
 */
export function labelReply(
  folded: Folded,
  marks: readonly Mark[] | null,
  reply: Pick<LabelledReply, 'class' | 'kind' | 'weight'>,
): LabelledReply {
  const clauses = readReply(folded.text);
  const labels = clauses.map((clause) => {
    if (reply.class === FINE) return FINE;
    if (marks === null) return clauses.length === 1 ? reply.class : null;
    const start = folded.starts[clause.start] ?? 0;
    const end = folded.ends[clause.end - 1] ?? start;
    return marks.find((mark) => covers(mark, start, end))?.class ?? FINE;
  });
  return { clauses, labels, ...reply };
}

function covers(mark: Mark, start: number, end: number): boolean {
  const common = Math.min(end, mark.end) - Math.max(start, mark.start);
  return common > 0 && common >= COVERED * Math.min(end - start, mark.end - mark.start);
}
