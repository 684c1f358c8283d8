import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { fold } from '../domain/guard/fold.js';
import { createFoldTable } from '../domain/guard/fold-table.js';
import { type GuardData, loadGuardData, loadGuardExamples, loadGuardSamples } from '../load-guard-data.js';
import { INTENTS_DIR, listYaml, readYaml } from '../load-yaml.js';
import { loadGuardCorpus } from './guard-corpus.js';
import { FINE, type LabelledReply, labelReply } from './labelled-reply.js';
import type { Mark } from './marked-line.js';
import type { Example } from './nearest.js';

export interface TrainingSet {
  readonly replies: readonly LabelledReply[];
  readonly blockClasses: ReadonlySet<string>;
  /** Violating clauses as they were written, to show the nearest of them. */
  readonly examples: readonly Example[];
  /** SHA-256 over everything the model is made from. */
  readonly hash: string;
}

/** What we say ourselves, and what a rule says it leaves alone, must stay silent: it counts more. */
const SCRIPT_WEIGHT = 3;

/**
 * Everything the clause classifier learns from: `intents/guard`, the samples and the rules' examples of
 * `intents/forbidden`, and as fine replies our own scripts and rewrites, filled with their samples.
 * @throws DataFileError naming file and key or line
 */
export function loadTrainingSet(intentsDir: string = INTENTS_DIR): TrainingSet {
  const data = loadGuardData(intentsDir);
  const table = createFoldTable(data.fold);
  const corpus = loadGuardCorpus(intentsDir);
  const samples = loadGuardSamples(intentsDir);
  const hash = createHash('sha256').update(corpus.hash);
  const replies: LabelledReply[] = [];
  const seen = new Set<string>();
  const add = (
    text: string,
    marks: readonly Mark[] | null,
    reply: Omit<LabelledReply, 'clauses' | 'labels'>,
  ) => {
    const folded = fold(text, table);
    if (seen.has(folded.text)) return;
    seen.add(folded.text);
    hash.update(`\0${reply.class}\0${folded.text}`);
    const labelled = labelReply(folded, marks, reply);
    if (labelled.clauses.length > 0) replies.push(labelled);
  };
  for (const text of ownWords(intentsDir, data))
    add(text, [], { class: FINE, kind: 'script', weight: SCRIPT_WEIGHT });
  for (const { text, marks, class: code, kind } of corpus.replies)
    add(text, marks, { class: code ?? FINE, kind, weight: 1 });
  for (const [code, texts] of Object.entries(samples.bad))
    for (const text of texts) add(text, null, { class: code, kind: 'rule', weight: 1 });
  for (const text of samples.good) add(text, [], { class: FINE, kind: 'lookalike', weight: 1 });
  for (const { text, class: code, expected } of loadGuardExamples(intentsDir)) {
    if (expected === 'hit') add(text, null, { class: code, kind: 'rule', weight: 1 });
    else add(text, [], { class: FINE, kind: 'lookalike', weight: SCRIPT_WEIGHT });
  }
  return {
    replies,
    blockClasses: new Set(
      Object.entries(data.classes).flatMap(([code, { severity }]) => (severity === 'block' ? [code] : [])),
    ),
    examples: corpus.replies.flatMap(({ text, marks }) =>
      marks.map((mark) => ({ text: text.slice(mark.start, mark.end), class: mark.class })),
    ),
    hash: hash.digest('hex'),
  };
}

const samplesSchema = z.looseObject({
  variables: z.record(z.string(), z.looseObject({ sample: z.string() })),
});
const VARIABLE = /\{([^{}]+)\}/g;

/** Scripts and rewrites with their variables filled. The scripts' own loader checks their form. */
function ownWords(intentsDir: string, data: GuardData): string[] {
  const dir = join(intentsDir, 'scripts');
  const { variables } = readYaml(join(dir, '_variables.yaml'), samplesSchema);
  const texts = listYaml(dir).flatMap((path) => textsIn(readYaml(path, z.unknown())));
  const rewrites = data.rules.filter(({ scope }) => scope !== 'term').flatMap(({ rewrite }) => rewrite);
  return [...new Set([...texts, ...rewrites])].map((text) =>
    text.replace(VARIABLE, (whole, name: string) => variables[name]?.sample ?? whole),
  );
}

/** Every `text` in a script file, however deep. */
function textsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(textsIn);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'text' && typeof value === 'string' ? [value] : textsIn(value),
  );
}
