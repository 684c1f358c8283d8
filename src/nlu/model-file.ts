import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { decodeModel, encodeModel, modelId, type StoredModel } from './artefact.js';
import { CategoryBook } from './category-book.js';
import { type Corpus, DEFAULT_CORPUS_DIR, loadCorpus } from './corpus.js';
import type { Analyser } from './domain/analyse.js';
import { createAnalyser, fingerprint, trainOnCorpus } from './engine.js';
import { loadGazetteer } from './gazetteer.js';

/** Where the build leaves the trained model: beside dist/nlu, also when running from src. */
export const BUILT_MODEL_FILES = ['../nlu-model.json.gz', '../../dist/nlu-model.json.gz'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** The shipped corpus with its dictionaries, before a model is chosen. */
export interface OpenedCorpus {
  readonly corpus: Corpus;
  /** See `fingerprint`: what a model must have been made from to be used. */
  readonly corpusHash: string;
  readonly analyser: Analyser;
  readonly book: CategoryBook;
}

/** @throws Error naming the file and key that is wrong */
export async function openCorpus(dir: string = DEFAULT_CORPUS_DIR): Promise<OpenedCorpus> {
  const corpus = await loadCorpus(dir);
  const analyser = createAnalyser(corpus, await loadGazetteer(dir));
  return {
    corpus,
    corpusHash: fingerprint(corpus, analyser),
    analyser,
    book: new CategoryBook(corpus.categories),
  };
}

/** The built model if it was made from this corpus; null where it is missing or stale. */
export async function readBuiltModel(corpusHash: string): Promise<StoredModel | null> {
  for (const file of BUILT_MODEL_FILES) {
    const stored = await readFile(file)
      .then(decodeModel)
      .catch(() => null);
    if (stored?.id === modelId(corpusHash)) return stored;
  }
  return null;
}

/** Trains now: seconds of work on one core. */
export function trainStored({ corpus, corpusHash, analyser }: OpenedCorpus): StoredModel {
  const model = trainOnCorpus(corpus, analyser);
  return {
    id: modelId(corpusHash),
    createdAt: new Date().toISOString(),
    corpusHash,
    evaluation: model.evaluation,
    model,
  };
}

/** Used by the build: writes dist/nlu-model.json.gz unless it is already made from this corpus. */
export async function buildModelFile(
  dir: string = DEFAULT_CORPUS_DIR,
): Promise<{ stored: StoredModel; trained: boolean }> {
  const opened = await openCorpus(dir);
  const built = await readBuiltModel(opened.corpusHash);
  if (built !== null) return { stored: built, trained: false };
  const stored = trainStored(opened);
  await writeFile(BUILT_MODEL_FILES[0] ?? '', await encodeModel(stored, stored.model));
  return { stored, trained: true };
}
