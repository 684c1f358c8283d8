import { createHash } from 'node:crypto';
import type { Understanding } from '#app/base/model/understanding.js';
import type { Corpus } from './corpus.js';
import { Analyser } from './domain/analyse.js';
import { type Model, TRAINING_RECIPE, trainModel } from './domain/model.js';
import { foldText } from './domain/normalise.js';
import { CueFinder } from './domain/signals/cues.js';
import { ConceptFinder, Rewriter } from './domain/signals/words.js';
import { understand } from './domain/understand.js';
import { createLinguist, foldTable } from './text/linguist.js';

/** The reading half of the engine: dictionaries and lexica of a corpus, no weights. */
export function createAnalyser(corpus: Pick<Corpus, 'cues' | 'words' | 'variants' | 'concepts'>): Analyser {
  const table = foldTable();
  const fold = (text: string): string => foldText(text, table);
  const rewriter = new Rewriter(new Map([...corpus.variants].map(([from, to]) => [fold(from), fold(to)])));
  const concepts = new ConceptFinder(corpus.concepts);
  return new Analyser(table, createLinguist(corpus.words), new CueFinder(corpus.cues, fold), {
    rewrite: (text) => rewriter.rewrite(text),
    concepts: (text) => concepts.find(text),
  });
}

const PROBES = 300;

/**
 * sha256 of a corpus as this code reads it: the files, and the features that come out of some of the examples.
 * A model made from other files, or by code that reads them otherwise, has another one.
 */
export function fingerprint(corpus: Corpus, analyser: Analyser): string {
  const hash = createHash('sha256').update(corpus.hash).update(TRAINING_RECIPE);
  const step = Math.max(1, Math.floor(corpus.examples.length / PROBES));
  for (let i = 0; i < corpus.examples.length; i += step) {
    hash.update(Uint32Array.from(analyser.analyse(corpus.examples[i]?.text ?? '').features.keys));
  }
  return hash.digest('hex');
}

/** Trains the heads on a corpus. Takes seconds; deterministic. */
export function trainOnCorpus(corpus: Corpus, analyser: Analyser): Model {
  return trainModel(
    corpus.examples.map(({ text, intent, category }) => ({
      features: analyser.analyse(text).features,
      intent,
      category,
    })),
  );
}

/** A model with the dictionaries it was trained with. */
export class Engine {
  constructor(
    readonly analyser: Analyser,
    readonly model: Model,
  ) {}

  understand(text: string): Understanding {
    return understand(text, this.analyser, this.model);
  }
}
