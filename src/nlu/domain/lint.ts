/** One labelled line of a corpus and where it stands. */
export interface LintLine {
  readonly text: string;
  /** What it is an example of, e.g. URGE or COMPLAINT/OPS_REPAIR. */
  readonly label: string;
  /** What it is counted as; `label` where that is the same. */
  readonly countedAs?: string;
}

export type LintFinding =
  | {
      /** The same words, or nearly, under two labels: one of them is wrong. */
      readonly kind: 'conflict' | 'repeat';
      readonly label: string;
      readonly text: string;
      readonly otherLabel: string;
      readonly otherText: string;
      /** Share of common character pairs, 0..1; 1 = the same text but for marks. */
      readonly likeness: number;
    }
  | { readonly kind: 'few'; readonly label: string; readonly lines: number; readonly wanted: number };

export interface LintRules {
  /** Likeness from which two lines of different labels are a conflict. */
  readonly conflictFrom: number;
  /** Likeness from which two lines of one label teach the same thing twice. */
  readonly repeatFrom: number;
  readonly wantedLines: number;
}

export const LINT_RULES: LintRules = { conflictFrom: 0.75, repeatFrom: 0.8, wantedLines: 120 };

/** Two lines this short are alike by chance; only the very same text counts. */
const SHORT = 5;
/** A pair of characters in more lines than this tells nothing and is not followed. */
const MOST_LINES_A_PAIR = 400;

interface Read {
  readonly line: LintLine;
  readonly plain: string;
  readonly pairs: ReadonlySet<string>;
}

/**
 * Near duplicates, contradictions and thin labels of a corpus. Work grows with the lines that share a rare
 * pair of characters, not with their square.
 */
export function lint(lines: readonly LintLine[], rules: LintRules = LINT_RULES): LintFinding[] {
  const read = lines.map((line) => ({ line, ...pairsOf(line.text) }));
  const alike = likePairs(read, Math.min(rules.conflictFrom, rules.repeatFrom));
  const findings = alike.flatMap(({ a, b, likeness }): LintFinding[] => {
    const kind = a.line.label === b.line.label ? 'repeat' : 'conflict';
    if (likeness < (kind === 'repeat' ? rules.repeatFrom : rules.conflictFrom)) return [];
    const { label, text } = a.line;
    return [{ kind, label, text, otherLabel: b.line.label, otherText: b.line.text, likeness }];
  });
  return [...findings, ...thin(lines, rules.wantedLines)];
}

function thin(lines: readonly LintLine[], wanted: number): LintFinding[] {
  const counts = new Map<string, number>();
  for (const { label, countedAs = label } of lines) counts.set(countedAs, (counts.get(countedAs) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count < wanted)
    .map(([label, count]) => ({ kind: 'few', label, lines: count, wanted }));
}

function likePairs(
  read: readonly Read[],
  least: number,
): { readonly a: Read; readonly b: Read; readonly likeness: number }[] {
  const byPair = new Map<string, number[]>();
  const found: { a: Read; b: Read; likeness: number }[] = [];
  read.forEach((b, index) => {
    for (const at of candidates(b, byPair)) {
      const a = read[at];
      const likeness = a === undefined ? 0 : likenessOf(a, b);
      if (a !== undefined && likeness >= least) found.push({ a, b, likeness });
    }
    for (const pair of b.pairs) push(byPair, pair, index);
  });
  return found;
}

function push(index: Map<string, number[]>, pair: string, line: number): void {
  const lines = index.get(pair);
  if (lines === undefined) index.set(pair, [line]);
  else lines.push(line);
}

/** Earlier lines that share enough pairs to be looked at. */
function candidates(line: Read, byPair: ReadonlyMap<string, readonly number[]>): number[] {
  const shared = new Map<number, number>();
  for (const pair of line.pairs) {
    const lines = byPair.get(pair) ?? [];
    if (lines.length > MOST_LINES_A_PAIR) continue;
    for (const at of lines) shared.set(at, (shared.get(at) ?? 0) + 1);
  }
  const enough = Math.max(1, Math.floor(line.pairs.size / 3));
  return [...shared].filter(([, count]) => count >= enough).map(([at]) => at);
}

function likenessOf(a: Read, b: Read): number {
  if (a.plain === b.plain) return 1;
  if (Math.min(a.plain.length, b.plain.length) < SHORT) return 0;
  let both = 0;
  for (const pair of a.pairs) if (b.pairs.has(pair)) both += 1;
  return both / (a.pairs.size + b.pairs.size - both);
}

function pairsOf(text: string): { plain: string; pairs: Set<string> } {
  const kept = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  const plain = kept === '' ? text : kept;
  const pairs = new Set<string>();
  if (plain.length === 1) pairs.add(plain);
  for (let i = 0; i + 1 < plain.length; i += 1) pairs.add(plain.slice(i, i + 2));
  return { plain, pairs };
}
