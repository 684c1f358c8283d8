import { splitSentences } from '../domain/guard/clauses.js';
import type { Span } from '../domain/guard/pattern-pool.js';

/** A clause of a folded reply and the plain facts around it. */
export interface ReplyClause extends Span {
  readonly text: string;
  /** The punctuation behind it, empty at the end. */
  readonly mark: string;
  /** Names of facts: place, length, persons, concrete markers of the whole reply. */
  readonly shapes: readonly string[];
}

/** What the clause itself says; the names are features of the model. */
const IN_CLAUSE: readonly (readonly [string, RegExp])[] = [
  ['you', /你/],
  ['me', /我/],
  ['figure', /[0-9]/],
  ['no', /不|没|别|无/],
  ['asks', /吗|呢|什么|怎么/],
];
/** What the whole reply says somewhere. */
const IN_REPLY: readonly (readonly [string, RegExp])[] = [
  ['figure', /[0-9]/],
  ['time', /[0-9]{1,2}(?::|点|月|日|号)|今天|明天|分钟|小时|工作日|周[一二三四五六日]/],
  ['owner', /由我|负责人|师傅|专人|班长/],
  ['step', /帮你|给你|为你|我来|我把|我给/],
  ['you', /你/],
  ['thanks', /感谢|谢谢/],
  ['sorry', /抱歉|对不起|不好意思/],
  ['hello', /你好/],
];
const MOST_COUNTED = 6;

/** Cuts a folded reply into clauses, empty ones left out. Linear in its length. */
export function readReply(folded: string): ReplyClause[] {
  const spans = splitSentences(folded)
    .flatMap((sentence) => sentence.clauses)
    .filter((clause) => clause.end > clause.start);
  const ofReply = IN_REPLY.filter(([, pattern]) => pattern.test(folded)).map(([name]) => `reply-${name}`);
  ofReply.push(
    `clauses-${Math.min(spans.length, MOST_COUNTED)}`,
    `reply-length-${magnitude(folded.length, 1)}`,
  );
  return spans.map(({ start, end }, index) => {
    const text = folded.slice(start, end);
    const shapes = [
      ...ofReply,
      `place-${placeOf(index, spans.length)}`,
      `length-${magnitude(text.length, 1.5)}`,
      `behind-${folded[end] ?? 'end'}`,
      ...IN_CLAUSE.filter(([, pattern]) => pattern.test(text)).map(([name]) => `clause-${name}`),
    ];
    return { start, end, text, mark: folded[end] ?? '', shapes };
  });
}

function placeOf(index: number, count: number): string {
  if (count === 1) return 'only';
  if (index === 0) return 'first';
  return index === count - 1 ? 'last' : 'middle';
}

/** One step for every doubling (or less, by `fineness`). */
const magnitude = (length: number, fineness: number): number =>
  Math.min(12, Math.floor(Math.log2(length + 1) * fineness));
