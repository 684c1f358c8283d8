import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CATEGORIES, INTENTS } from '#app/base/model/labels.js';
import { type Corpus, DEFAULT_CORPUS_DIR, loadCorpus } from './corpus.js';
import { HELD_OUT_FILE } from './report/held-out.js';

const DEV = fileURLToPath(new URL('../../../shared/data/dev-messages.jsonl', import.meta.url));
/** Short messages (你好, 谢谢) are the same in any two collections. */
const LEAST_LENGTH = 8;
const TOO_NEAR = 0.8;

let corpus: Corpus;
let folder: string;
beforeAll(async () => {
  corpus = await loadCorpus();
  folder = await mkdtemp(join(tmpdir(), 'jiesu-corpus-'));
  for (const part of ['intent', 'category', 'lexicon']) {
    await cp(join(DEFAULT_CORPUS_DIR, part), join(folder, part), { recursive: true });
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the shipped corpus', () => {
  it('has a file for every intent and every category', () => {
    expect(corpus.intents.map((file) => file.code).sort()).toEqual([...INTENTS].sort());
    const named = corpus.categories.map((file) => file.code);
    expect(CATEGORIES.filter((code) => !named.includes(code))).toEqual([]);
  });

  it('has enough examples of each', () => {
    const few = [...corpus.intents, ...corpus.categories].filter(({ examples }) => examples.length < 120);
    expect(few.map((file) => `${file.code} ${file.examples.length}`)).toEqual([]);
    const none = corpus.examples.filter(({ intent }) => intent === 'UNRELATED' || intent === 'OTHER');
    expect(none.length).toBeGreaterThanOrEqual(400);
  });

  (existsSync(DEV) ? it : it.skip)('shares no text, exact or near, with the development messages', () => {
    expect(shared(readTexts(DEV))).toEqual([]);
  });

  it('shares no text, exact or near, with the held-out messages', () => {
    expect(shared(readTexts(HELD_OUT_FILE))).toEqual([]);
  });
});

function readTexts(file: string): string[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line): string => JSON.parse(line).text);
}

/** Texts that are in the corpus as well, or nearly. */
function shared(texts: readonly string[]): string[] {
  const own = corpus.examples.map(({ text }) => ({ text, pairs: pairsOf(text) }));
  const exact = new Set(own.map(({ text }) => plain(text)));
  return texts
    .filter((text) => plain(text).length >= LEAST_LENGTH)
    .flatMap((text) => {
      if (exact.has(plain(text))) return [`${text} (exact)`];
      const pairs = pairsOf(text);
      return own.filter((one) => jaccard(pairs, one.pairs) > TOO_NEAR).map((one) => `${text} ~ ${one.text}`);
    });
}

describe('faults in a corpus', () => {
  const fault = async (file: string, text: string): Promise<string> => {
    await writeFile(join(folder, file), text);
    return loadCorpus(folder).then(
      () => 'no error',
      (error: Error) => error.message,
    );
  };

  it('names the file and the key', async () => {
    const message = await fault(
      'intent/RATE.yaml',
      'code: RATE\nzh: 评价\ndefinition: x\nexamples: [a, 5]\nfoo: 1\n',
    );
    expect(message).toContain('intent/RATE.yaml: examples.1');
    expect(message).toContain('foo');
  });
  it('names an unknown code', async () => {
    const message = await fault('intent/RATE.yaml', 'code: RATING\nzh: 评价\ndefinition: x\n');
    expect(message).toContain('intent/RATE.yaml: code');
  });
  it('names the file that is no YAML', async () => {
    expect(await fault('intent/RATE.yaml', 'code: [RATE\n')).toContain('intent/RATE.yaml');
  });
});

function plain(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

function pairsOf(text: string): Set<string> {
  const signs = plain(text);
  return new Set(Array.from({ length: Math.max(0, signs.length - 1) }, (_, at) => signs.slice(at, at + 2)));
}

function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let both = 0;
  for (const pair of a) if (b.has(pair)) both += 1;
  return both / Math.max(1, a.size + b.size - both);
}
