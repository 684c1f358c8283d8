/**
 * The little language of the lexicon files: literal text, `(甲|乙)` one of several, `(甲)?` perhaps,
 * and `~` a gap of up to MAX_GAP characters inside one clause. There is no repetition, so matching is
 * one pass over the text whatever a supervisor writes.
 */
export const MAX_GAP = 8;
/** Neighbouring groups are multiplied out up to this many phrases; beyond it they are matched in turn. */
const MAX_PHRASES = 160;

/** One step of a pattern: any of the phrases, at most `gap` characters after the step before. */
export interface PatternStep {
  readonly phrases: readonly string[];
  readonly gap: number;
  readonly optional: boolean;
}

interface Group {
  readonly phrases: readonly string[];
  readonly optional: boolean;
}

/** @throws Error naming the pattern when it is empty or unbalanced */
export function parsePattern(pattern: string): readonly PatternStep[] {
  const steps = pattern.split('~').flatMap((piece, index) => stepsOf(groupsOf(piece, pattern), index > 0));
  if (steps.every((step) => step.optional)) throw new Error(`pattern "${pattern}" can match nothing`);
  return steps;
}

function stepsOf(groups: readonly Group[], afterGap: boolean): PatternStep[] {
  const steps: PatternStep[] = [];
  let merged: Group | undefined;
  const close = (): void => {
    if (merged === undefined) return;
    steps.push({
      phrases: merged.phrases.filter((phrase) => phrase !== ''),
      gap: steps.length === 0 && afterGap ? MAX_GAP : 0,
      optional: merged.optional,
    });
  };
  for (const group of groups) {
    const product = merged === undefined ? group : multiply(merged, group);
    if (merged !== undefined && product.phrases.length > MAX_PHRASES) {
      close();
      merged = group;
    } else merged = product;
  }
  close();
  return steps;
}

function multiply(head: Group, tail: Group): Group {
  const heads = head.optional ? ['', ...head.phrases] : head.phrases;
  const tails = tail.optional ? ['', ...tail.phrases] : tail.phrases;
  const phrases = [...new Set(heads.flatMap((start) => tails.map((end) => start + end)))];
  return { phrases: phrases.filter((phrase) => phrase !== ''), optional: head.optional && tail.optional };
}

function groupsOf(piece: string, pattern: string): Group[] {
  const groups: Group[] = [];
  let at = 0;
  while (at < piece.length) {
    const open = piece.indexOf('(', at);
    const literal = piece.slice(at, open === -1 ? piece.length : open);
    if (/[)|]/.test(literal)) throw new Error(`pattern "${pattern}": stray ) or |`);
    if (literal !== '') groups.push({ phrases: [literal], optional: false });
    if (open === -1) break;
    const close = piece.indexOf(')', open);
    const inner = piece.slice(open + 1, close);
    if (close === -1 || inner.includes('('))
      throw new Error(`pattern "${pattern}": ( is not closed, or nested`);
    const optional = piece.charAt(close + 1) === '?';
    const phrases = inner.split('|');
    groups.push({
      phrases: phrases.filter((phrase) => phrase !== ''),
      optional: optional || phrases.includes(''),
    });
    at = close + (optional ? 2 : 1);
  }
  return groups;
}
