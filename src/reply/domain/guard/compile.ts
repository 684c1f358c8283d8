import { createAutomaton } from './automaton.js';
import { splitSentences } from './clauses.js';
import { fold } from './fold.js';
import { foldPattern } from './fold-pattern.js';
import type { FoldTable } from './fold-table.js';
import { type LazyPattern, PatternPool, type Span } from './pattern-pool.js';
import { type GuardRule, GuardRuleError } from './rules.js';

export interface RuleMatch extends Span {
  readonly rule: GuardRule;
  /** One of the rule's phrases stands there, word for word; else one of its patterns matches. */
  readonly literal: boolean;
}

export interface CompiledRules {
  /** Every place where a rule's phrase or pattern stands in a folded text; conditions are not looked at. */
  find(folded: string): RuleMatch[];
}

/** What a word in the text means: a rule's phrase stands there, or patterns are worth running. */
interface Keyword {
  readonly phraseOf: Entry[];
  /** Pairs: number of the task, bit of the list the word is in. */
  readonly clues: number[];
}

/** A pattern to run on behalf of a rule, once a sentence holds a member of each list it needs. */
interface Task {
  readonly entry: Entry;
  readonly pattern: LazyPattern;
  /** One bit for each list. */
  readonly all: number;
}

interface Entry {
  readonly rule: GuardRule;
  readonly unless: readonly LazyPattern[];
}

interface Index {
  readonly keywords: Map<string, Keyword>;
  readonly tasks: Task[];
}

interface Found {
  readonly entry: Entry;
  readonly span: Span;
  readonly literal: boolean;
}

/**
 * Reads every pattern's syntax now (so a bad one fails here, not in a check) and builds one automaton of
 * all phrases and all literals the patterns need. A pattern then runs only on the sentences that hold one
 * of its literals: it sees a sentence at a time, with one character around it, so that `^` and `$` are
 * still the ends of the whole text.
 * @throws GuardRuleError naming the rule and the key
 */
export function compileRules(
  rules: readonly GuardRule[],
  table: FoldTable,
  pool: PatternPool = new PatternPool(),
): CompiledRules {
  const index: Index = { keywords: new Map(), tasks: [] };
  for (const rule of rules) addRule(index, rule, table, pool);
  const words = [...index.keywords.values()];
  const automaton = createAutomaton([...index.keywords.keys()]);
  const undemanding = index.tasks.flatMap((task, number) => (task.all === 0 ? [number] : []));
  return {
    find: (folded) => {
      const sentences = splitSentences(folded);
      const found: Found[] = [];
      const clues = new ClueBoard(index.tasks, undemanding);
      let at = 0;
      const run = () => {
        const sentence = sentences[at];
        if (sentence) clues.drain((task) => found.push(...runTask(task, folded, sentence)));
        at += 1;
      };
      automaton.scan(folded, (word, start, end) => {
        while (at + 1 < sentences.length && (sentences[at]?.end ?? 0) < end) run();
        const keyword = words[word];
        for (const entry of keyword?.phraseOf ?? [])
          found.push({ entry, span: { start, end }, literal: true });
        if (keyword) clues.add(keyword.clues);
      });
      while (at < sentences.length) run();
      return dropExcepted(found, folded, sentences);
    },
  };
}

/** Which lists of which tasks have shown up in the sentence being read. */
class ClueBoard {
  private readonly bits: Uint8Array;
  private touched: number[] = [];

  /** @param undemanding numbers of the tasks that need no list */
  constructor(
    private readonly tasks: readonly Task[],
    private readonly undemanding: readonly number[],
  ) {
    this.bits = new Uint8Array(tasks.length);
  }

  add(pairs: readonly number[]): void {
    for (let i = 0; i < pairs.length; i += 2) {
      const task = pairs[i] ?? 0;
      const before = this.bits[task] ?? 0;
      if (before === 0) this.touched.push(task);
      this.bits[task] = before | (pairs[i + 1] ?? 0);
    }
  }

  /** Hands over the tasks whose lists all showed up, and starts afresh. */
  drain(ready: (task: Task) => void): void {
    for (const number of [...this.undemanding, ...this.touched]) {
      const task = this.tasks[number];
      if (task && this.bits[number] === task.all) ready(task);
      this.bits[number] = 0;
    }
    this.touched = [];
  }
}

const runTask = ({ entry, pattern }: Task, folded: string, sentence: Span): Found[] =>
  spansIn(pattern, folded, sentence).map((span) => ({ entry, span, literal: false }));

/** Where a pattern matches around one sentence, in offsets of the whole text. */
function spansIn(pattern: LazyPattern, folded: string, sentence: Span): Span[] {
  const from = Math.max(0, sentence.start - 1);
  const spans = pattern.spans(folded.slice(from, sentence.end + 1));
  return from === 0 ? spans : spans.map(({ start, end }) => ({ start: start + from, end: end + from }));
}

function addRule(index: Index, rule: GuardRule, table: FoldTable, pool: PatternPool): void {
  const read = (field: string, source: string) =>
    inRule(rule, field, () => pool.get(foldPattern(source, table)));
  const entry: Entry = {
    rule,
    unless: rule.unless.map((source, i) => read(`unless[${i}]`, source)),
  };
  rule.phrases.forEach((phrase, i) => {
    const folded = fold(phrase, table).text;
    if (folded === '') throw new GuardRuleError(rule.id, `phrases[${i}]`, 'nothing is left after folding');
    keywordOf(index, folded).phraseOf.push(entry);
  });
  rule.patterns.forEach((source, i) => {
    const pattern = read(`patterns[${i}]`, source);
    const task = index.tasks.push({ entry, pattern, all: 2 ** pattern.needs.length - 1 }) - 1;
    pattern.needs.forEach((list, bit) => {
      for (const word of list) keywordOf(index, word).clues.push(task, 1 << bit);
    });
  });
}

function keywordOf({ keywords }: Index, word: string): Keyword {
  let keyword = keywords.get(word);
  if (!keyword) {
    keyword = { phraseOf: [], clues: [] };
    keywords.set(word, keyword);
  }
  return keyword;
}

function inRule<T>(rule: GuardRule, field: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new GuardRuleError(rule.id, field, cause instanceof Error ? cause.message : String(cause));
  }
}

/** A hit is lifted when one of its rule's exceptions overlaps it, seen in the same sentences. */
function dropExcepted(found: readonly Found[], folded: string, sentences: readonly Span[]): RuleMatch[] {
  const excepted = new Map<Entry, Map<Span, readonly Span[]>>();
  const exceptionsIn = (entry: Entry, sentence: Span): readonly Span[] => {
    const known = excepted.get(entry) ?? new Map<Span, readonly Span[]>();
    excepted.set(entry, known);
    const spans =
      known.get(sentence) ?? entry.unless.flatMap((pattern) => spansIn(pattern, folded, sentence));
    known.set(sentence, spans);
    return spans;
  };
  const isLifted = ({ entry, span }: Found): boolean =>
    entry.unless.length > 0 &&
    sentences.some(
      (sentence) =>
        overlaps(sentence, span) && exceptionsIn(entry, sentence).some((other) => overlaps(other, span)),
    );
  return found
    .filter((candidate) => !isLifted(candidate))
    .map(({ entry, span, literal }) => ({ rule: entry.rule, start: span.start, end: span.end, literal }));
}

const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/**
 * Compiles everything for real and looks at the wordings: for the loader, and for the page on which
 * supervisors save a rule. With the same `pool` the work is not done again by `compileRules`.
 * @throws GuardRuleError naming the rule and the key
 */
export function validateRule(rule: GuardRule, table: FoldTable, pool: PatternPool = new PatternPool()): void {
  if (rule.phrases.length + rule.patterns.length === 0) {
    throw new GuardRuleError(rule.id, 'phrases', 'a rule needs a phrase or a pattern');
  }
  compileRules([rule], table, pool);
  for (const [field, sources] of Object.entries({ patterns: rule.patterns, unless: rule.unless })) {
    sources.forEach((source, i) => {
      inRule(rule, `${field}[${i}]`, () => {
        if (pool.get(foldPattern(source, table)).matchesEmpty()) throw new Error('matches the empty text');
      });
    });
  }
  const last = rule.rewrite.at(-1);
  if (!last) throw new GuardRuleError(rule.id, 'rewrite', 'at least one wording is needed');
  if (/[{}]/.test(last)) {
    throw new GuardRuleError(rule.id, 'rewrite', 'the last wording must do without {variables}');
  }
}
