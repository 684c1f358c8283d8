import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import type { Category, Emotion, Flag, Intent } from '#app/base/model/labels.js';
import { CategoryFile, IntentFile, LexiconFile } from './corpus.schema.js';
import type { CueSpec } from './domain/signals/cues.js';
import { readYaml } from './read-yaml.js';

export interface Example {
  readonly text: string;
  readonly intent: Intent;
  readonly category: Category | null;
  readonly category2: Category | null;
  /** null where nobody said what the customer feels. */
  readonly emotion: Emotion | null;
  /** null where nobody looked for flags. */
  readonly flags: readonly Flag[] | null;
}

/** All that understanding is made from, as it stood when it was read. */
export interface Corpus {
  /** sha256 over all files, hex. */
  readonly hash: string;
  readonly intents: readonly IntentFile[];
  readonly categories: readonly CategoryFile[];
  readonly examples: readonly Example[];
  readonly cues: readonly CueSpec[];
  /** Spoken or regional words and what they are read as. */
  readonly variants: ReadonlyMap<string, string>;
  /** Meaning classes and their words, a layer per lexicon file; layers are read independently of each other. */
  readonly concepts: readonly Readonly<Record<string, readonly string[]>>[];
}

/** `intents/` of the project, found from src/nlu and from dist/nlu alike. */
export const DEFAULT_CORPUS_DIR = fileURLToPath(new URL('../../intents', import.meta.url));

/** @throws Error naming the file and the key, all faults of one file at once */
export async function loadCorpus(dir: string = DEFAULT_CORPUS_DIR): Promise<Corpus> {
  const hash = createHash('sha256');
  const read = async <T>(folder: string, schema: z.ZodType<T>): Promise<T[]> => {
    const names = (await readdir(join(dir, folder))).filter((name) => name.endsWith('.yaml')).sort();
    return Promise.all(names.map((name) => readFile(join(dir, folder, name), 'utf8'))).then((texts) =>
      texts.map((text, index) => {
        const file = `${folder}/${names[index]}`;
        hash.update(`${file}\n${text}\n`);
        return readYaml(file, text, schema);
      }),
    );
  };
  const intents = await read('intent', IntentFile);
  const categories = await read('category', CategoryFile);
  const lexica = await read('lexicon', LexiconFile);
  return {
    hash: hash.digest('hex'),
    intents,
    categories,
    examples: examplesOf(intents, categories),
    cues: lexica.flatMap((file) => Object.entries(file.cues).map(([name, cue]) => ({ name, ...cue }))),
    variants: new Map(lexica.flatMap((file) => Object.entries(file.variants))),
    concepts: lexica.map((file) => file.concepts).filter((layer) => Object.keys(layer).length > 0),
  };
}

function examplesOf(intents: readonly IntentFile[], categories: readonly CategoryFile[]): Example[] {
  const examples = new Map<string, Example>();
  for (const file of intents) {
    for (const example of file.examples) {
      if (!examples.has(example.text)) examples.set(example.text, { ...example, intent: file.code });
    }
  }
  for (const file of categories) {
    for (const example of file.examples) {
      const complaint = { ...example, intent: 'COMPLAINT', category: file.code } as const;
      if (!examples.has(example.text)) examples.set(example.text, complaint);
    }
  }
  return [...examples.values()];
}
