import { basename, join } from 'node:path';
import * as OpenCC from 'opencc-js';
import { z } from 'zod';
import { validateRule } from './domain/guard/compile.js';
import { createFoldTable, type FoldData } from './domain/guard/fold-table.js';
import type { ClassBook, ClassWords } from './domain/guard/judge.js';
import { PatternPool } from './domain/guard/pattern-pool.js';
import {
  CONDITIONS,
  expandMacros,
  type GuardRule,
  GuardRuleError,
  SCOPES,
  SEVERITIES,
} from './domain/guard/rules.js';
import { longPhrases, readHomophones } from './load-homophones.js';
import { DataFileError, INTENTS_DIR, listYaml, readYaml } from './load-yaml.js';

const text = z.string().trim().min(1);
const texts = z.array(text).default([]);
const wordings = z.array(text).min(1);

const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  severity: z.enum(SEVERITIES).optional(),
  condition: z.enum(CONDITIONS).optional(),
  scope: z.enum(SCOPES).optional(),
  why: text.optional(),
  rewrite: wordings.optional(),
  phrases: texts,
  patterns: texts,
  unless: texts,
  /** Texts the rule's class must hit, and texts it must leave alone: run by the tests and on saving. */
  bad: texts,
  fine: texts,
});

/** One `intents/forbidden/<CLASS>.yaml`. */
export const guardFileSchema = z.strictObject({
  class: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  zh: text,
  severity: z.enum(SEVERITIES),
  why: text,
  rewrite: wordings,
  /** Term → plain wording; each becomes a rule that replaces just the term. */
  dictionary: z.record(text, text).default({}),
  dictionary_unless: texts,
  rules: z.array(ruleSchema).default([]),
});
export type GuardFile = z.infer<typeof guardFileSchema>;

/** `_samples.yaml`: replies of our own, by what they are. */
const samplesSchema = z.strictObject({
  good: z.array(text),
  bad: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.array(text)),
});
export type GuardSamples = z.infer<typeof samplesSchema>;

const wordsSchema = z.strictObject({ words: z.record(z.string(), text) });
const homophonesSchema = z.strictObject({
  words: z.array(z.string().regex(/^[\u4e00-\u9fff]{2,}$/)),
  except: texts,
  initials: z.record(z.string().regex(/^[a-z]{2,}$/), text),
});
const spellingsSchema = z.strictObject({ spellings: z.record(z.string().regex(/^[a-z]+$/), text) });

/** What a browser needs to run the same guard: plain JSON. */
export interface GuardData {
  readonly rules: readonly GuardRule[];
  readonly fold: FoldData;
  /** Chinese name of each class, for the pages. */
  readonly classNames: Readonly<Record<string, string>>;
  /** What is said about a class where no single rule speaks (layer 2). */
  readonly classes: ClassBook;
}

/** A file's example and what is expected of it. */
export interface GuardExample {
  readonly file: string;
  readonly class: string;
  readonly rule: string;
  readonly text: string;
  readonly expected: 'hit' | 'silent';
}

/** @throws DataFileError naming file and key */
export function loadGuardData(
  intentsDir: string = INTENTS_DIR,
  pool: PatternPool = new PatternPool(),
): GuardData {
  const dir = join(intentsDir, 'forbidden');
  const { words } = readYaml(join(dir, '_words.yaml'), wordsSchema);
  const { spellings } = readYaml(join(dir, '_spellings.yaml'), spellingsSchema);
  const plain: FoldData = { variants: traditionalVariants(), spellings };
  const table = createFoldTable(plain);
  const rules: GuardRule[] = [];
  const classNames: Record<string, string> = {};
  const classes: Record<string, ClassWords> = {};
  for (const path of listYaml(dir)) {
    const file = readYaml(path, guardFileSchema);
    classNames[file.class] = file.zh;
    classes[file.class] = { severity: file.severity, why: file.why, rewrite: file.rewrite };
    for (const rule of toRules(basename(path), file, words)) {
      inFile(basename(path), () => validateRule(rule, table, pool));
      rules.push(rule);
    }
  }
  const { words: disguised, except, initials } = readYaml(join(dir, '_homophones.yaml'), homophonesSchema);
  const homophones = readHomophones([...disguised, ...longPhrases(rules, table)], except);
  return { rules, fold: { ...plain, initials, homophones }, classNames, classes };
}

/** The `bad` and `fine` examples of the shipped files, for tests and for the page that edits rules. */
export function loadGuardExamples(intentsDir: string = INTENTS_DIR): GuardExample[] {
  return listYaml(join(intentsDir, 'forbidden')).flatMap((path) => {
    const file = readYaml(path, guardFileSchema);
    return file.rules.flatMap((rule) => {
      const example = (expected: 'hit' | 'silent') => (sample: string) => ({
        file: basename(path),
        class: file.class,
        rule: rule.id,
        text: sample,
        expected,
      });
      return [...rule.bad.map(example('hit')), ...rule.fine.map(example('silent'))];
    });
  });
}

/** Labelled replies to measure the guard with and to train the clause classifier on; never rules. */
export const loadGuardSamples = (intentsDir: string = INTENTS_DIR): GuardSamples =>
  readYaml(join(intentsDir, 'forbidden', '_samples.yaml'), samplesSchema);

function toRules(name: string, file: GuardFile, words: Readonly<Record<string, string>>): GuardRule[] {
  const expanded = file.rules.map((rule): GuardRule => {
    const id = `${file.class}.${rule.id}`;
    const expand = (field: string) => (source: string, index: number) =>
      inFile(name, () => expandMacros(source, words, id, `${field}[${index}]`));
    return {
      id,
      class: file.class,
      severity: rule.severity ?? file.severity,
      phrases: rule.phrases,
      patterns: rule.patterns.map(expand('patterns')),
      unless: rule.unless.map(expand('unless')),
      condition: rule.condition,
      scope: rule.scope ?? 'clause',
      why: rule.why ?? file.why,
      rewrite: rule.rewrite ?? file.rewrite,
    };
  });
  return [...expanded, ...dictionaryRules(file)];
}

const dictionaryRules = (file: GuardFile): GuardRule[] =>
  Object.entries(file.dictionary).map(([term, plain]) => ({
    id: `${file.class}.${term}`,
    class: file.class,
    severity: file.severity,
    phrases: [term],
    patterns: [],
    unless: file.dictionary_unless,
    condition: 'not_explained',
    scope: 'term',
    why: file.why,
    rewrite: [plain],
  }));

function inFile<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof GuardRuleError)
      throw new DataFileError(file, `${cause.ruleId}.${cause.field}`, cause.message);
    throw cause;
  }
}

const FIRST_HAN = 0x3400;
const LAST_HAN = 0x9fff;
/** Between the characters while they are converted, so that no phrase rule of opencc applies. */
const APART = '\n';

/** Every single character that has another simplified form, as pairs (see `FoldData.variants`). */
export function traditionalVariants(): string {
  const chars = Array.from({ length: LAST_HAN - FIRST_HAN + 1 }, (_, i) =>
    String.fromCodePoint(FIRST_HAN + i),
  );
  const convert = OpenCC.Converter({ from: 't', to: 'cn' });
  const simplified = convert(chars.join(APART)).split(APART);
  return chars
    .map((char, i) => (simplified[i] && simplified[i] !== char ? `${char}${simplified[i]}` : ''))
    .join('');
}
