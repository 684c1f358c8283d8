import { type PatternStep, parsePattern } from './pattern.js';
import { PhraseFinder } from './trie.js';

/** A named set of patterns; a match of `unless` in the same clause silences a match of `any`. */
export interface CueSpec {
  readonly name: string;
  readonly any: readonly string[];
  readonly unless?: readonly string[];
}

export interface CueHit {
  readonly cue: string;
  readonly start: number;
  readonly end: number;
}

interface Step {
  readonly pattern: number;
  readonly position: number;
}

interface CompiledPattern {
  readonly cue: number;
  readonly silences: boolean;
  readonly steps: readonly PatternStep[];
}

/** Where a pattern got to while reading from left to right. */
interface Progress {
  readonly start: number;
  readonly end: number;
  readonly position: number;
}

interface Found {
  readonly pattern: number;
  readonly start: number;
  readonly end: number;
}

/** Partial matches kept a pattern, newest first: enough for what people write, and bounds the work. */
const MAX_PARTIAL = 6;
const NO_HITS: readonly CueHit[] = [];
const NO_STEPS: readonly PatternStep[] = [];
const CLAUSE_ENDS = unitsOf('。!?;\n,、…');
/** People who text without punctuation put a space where a clause ends. */
const CLAUSE_BREAKS = unitsOf('。!?;\n,、… ');

/** Finds all cues of a lexicon in folded text, in one linear pass. */
export class CueFinder {
  private readonly names: string[] = [];
  private readonly patterns: CompiledPattern[] = [];
  private readonly steps: Step[][] = [];
  private readonly phrases = new Map<string, number>();
  private readonly finder: PhraseFinder;
  /** How far each pattern got in the message at hand; empty between messages. */
  private readonly progress: Progress[][];
  private readonly begun: number[] = [];

  /** @throws Error naming the pattern that cannot be read */
  constructor(specs: readonly CueSpec[], fold: (text: string) => string = (text) => text) {
    specs.forEach((spec, cue) => {
      this.names.push(spec.name);
      for (const pattern of spec.any) this.compile(parsePattern(fold(pattern)), cue, false);
      for (const pattern of spec.unless ?? []) this.compile(parsePattern(fold(pattern)), cue, true);
    });
    this.finder = new PhraseFinder([...this.phrases.keys()]);
    this.progress = this.patterns.map(() => []);
  }

  find(text: string): readonly CueHit[] {
    const found: Found[] = [];
    this.finder.scan(text, (phrase, start, end) => {
      const steps = this.steps[phrase] ?? [];
      for (let k = 0; k < steps.length; k += 1) {
        const step = steps[k];
        if (step !== undefined) this.advance(step, start, end, text, found);
      }
    });
    this.forget();
    return found.length === 0 ? NO_HITS : this.settle(found, text);
  }

  private compile(steps: readonly PatternStep[], cue: number, silences: boolean): void {
    const pattern = this.patterns.length;
    this.patterns.push({ cue, silences, steps });
    steps.forEach(({ phrases }, position) => {
      for (const phrase of phrases) this.steps[this.phraseOf(phrase)]?.push({ pattern, position });
    });
  }

  private phraseOf(text: string): number {
    const known = this.phrases.get(text);
    if (known !== undefined) return known;
    this.steps.push([]);
    this.phrases.set(text, this.steps.length - 1);
    return this.steps.length - 1;
  }

  private advance(step: Step, start: number, end: number, text: string, found: Found[]): void {
    const steps = this.patterns[step.pattern]?.steps ?? NO_STEPS;
    if (steps.length === 1) {
      found.push({ pattern: step.pattern, start, end });
      return;
    }
    const partial = this.progress[step.pattern] ?? [];
    const from = begins(steps, step.position) ? start : reach(steps, step.position, start, text, partial);
    if (from < 0) return;
    if (finishes(steps, step.position)) found.push({ pattern: step.pattern, start: from, end });
    if (step.position === steps.length - 1) return;
    const next = { start: from, end, position: step.position };
    if (partial.length === 0) this.begun.push(step.pattern);
    partial.unshift(next);
    if (partial.length > MAX_PARTIAL) partial.pop();
  }

  private forget(): void {
    for (const pattern of this.begun) {
      const partial = this.progress[pattern];
      if (partial !== undefined) partial.length = 0;
    }
    this.begun.length = 0;
  }

  private settle(found: readonly Found[], text: string): CueHit[] {
    const silent = found.filter((hit) => this.patterns[hit.pattern]?.silences);
    const hits: CueHit[] = [];
    for (const hit of found) {
      const pattern = this.patterns[hit.pattern];
      if (pattern === undefined || pattern.silences) continue;
      const silenced = silent.some(
        (s) => this.patterns[s.pattern]?.cue === pattern.cue && sameClause(text, s, hit),
      );
      if (!silenced) hits.push({ cue: this.names[pattern.cue] ?? '', start: hit.start, end: hit.end });
    }
    return hits;
  }
}

/** Whether two spans have no clause end between them. */
export function sameClause(
  text: string,
  a: { readonly start: number; readonly end: number },
  b: { readonly start: number; readonly end: number },
): boolean {
  const [from, to] = a.end <= b.start ? [a.end, b.start] : [b.end, a.start];
  for (let i = from; i < to; i += 1) if (CLAUSE_BREAKS.has(text.charCodeAt(i))) return false;
  return true;
}

function unitsOf(marks: string): ReadonlySet<number> {
  return new Set([...marks].map((mark) => mark.charCodeAt(0)));
}

/** Whether nothing must come before the step. */
function begins(steps: readonly PatternStep[], position: number): boolean {
  for (let i = 0; i < position; i += 1) if (steps[i]?.optional !== true) return false;
  return true;
}

/** Whether nothing must come after the step. */
function finishes(steps: readonly PatternStep[], position: number): boolean {
  for (let i = position + 1; i < steps.length; i += 1) if (steps[i]?.optional !== true) return false;
  return true;
}

/** Start of the partial match that the step at `start` continues, -1 where there is none. */
function reach(
  steps: readonly PatternStep[],
  position: number,
  start: number,
  text: string,
  partial: readonly Progress[],
): number {
  if (partial.length === 0) return -1;
  let gap = 0;
  for (let previous = position - 1; previous >= 0; previous -= 1) {
    gap = Math.max(gap, steps[previous + 1]?.gap ?? 0);
    for (const at of partial) {
      if (at.position === previous && at.end <= start && within(text, at.end, start, gap)) return at.start;
    }
    if (steps[previous]?.optional !== true) return -1;
  }
  return -1;
}

function within(text: string, from: number, to: number, gap: number): boolean {
  if (to - from > gap) return false;
  for (let i = from; i < to; i += 1) if (CLAUSE_ENDS.has(text.charCodeAt(i))) return false;
  return true;
}
