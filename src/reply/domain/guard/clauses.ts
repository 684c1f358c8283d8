import type { Span } from './pattern-pool.js';

const SENTENCE_END = new Set([...'。!?;\n']);
const CLAUSE_END = new Set([...',:']);

/** A sentence of the folded text; `end` is behind its closing punctuation. */
export interface Sentence extends Span {
  readonly clauses: readonly Span[];
}

/** Cuts folded text at 。！？； and line breaks, and each sentence at commas and colons. */
export function splitSentences(folded: string): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  let clauseStart = 0;
  let clauses: Span[] = [];
  for (let i = 0; i < folded.length; i += 1) {
    const char = folded[i] ?? '';
    if (CLAUSE_END.has(char) && !isInsideNumber(folded, i)) {
      clauses.push({ start: clauseStart, end: i });
      clauseStart = i + 1;
    } else if (SENTENCE_END.has(char)) {
      clauses.push({ start: clauseStart, end: i });
      sentences.push({ start, end: i + 1, clauses });
      start = i + 1;
      clauseStart = start;
      clauses = [];
    }
  }
  if (start < folded.length) {
    clauses.push({ start: clauseStart, end: folded.length });
    sentences.push({ start, end: folded.length, clauses });
  }
  return sentences;
}

/** 15:30 and 1,200 are one word. */
const isInsideNumber = (text: string, at: number): boolean =>
  isDigit(text[at - 1] ?? '') && isDigit(text[at + 1] ?? '');

const isDigit = (char: string): boolean => char >= '0' && char <= '9';

export const isBoundary = (char: string): boolean => SENTENCE_END.has(char) || CLAUSE_END.has(char);

/** Cuts punctuation off both ends: patterns reach for it to see where a clause begins. */
export function trimSpan(folded: string, span: Span): Span {
  let { start, end } = span;
  while (start < end && isBoundary(folded[start] ?? '')) start += 1;
  while (end > start && isBoundary(folded[end - 1] ?? '')) end -= 1;
  return { start, end };
}
