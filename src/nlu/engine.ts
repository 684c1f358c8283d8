import { createHash } from 'node:crypto';
import type { Understanding } from '#app/base/model/understanding.js';
import type { Corpus, Example } from './corpus.js';
import { Analyser } from './domain/analyse.js';
import { Gazetteer, type Place } from './domain/entities/gazetteer.js';
import { collectHomophones, mistype } from './domain/mistype.js';
import { type LabelledFeatures, type Model, TRAINING_RECIPE, trainModel } from './domain/model.js';
import { foldText } from './domain/normalise.js';
import { CueFinder } from './domain/signals/cues.js';
import { ConceptFinder, Rewriter } from './domain/signals/words.js';
import { seeded } from './domain/svm.js';
import { understand } from './domain/understand.js';
import { foldTable, soundOf } from './text/linguist.js';

/** The reading half of the engine: dictionaries and lexica of a corpus, no weights. */
export function createAnalyser(
  corpus: Pick<Corpus, 'cues' | 'variants' | 'concepts'>,
  places: readonly Place[] = [],
): Analyser {
  const table = foldTable();
  const fold = (text: string): string => foldText(text, table);
  const rewriter = new Rewriter(new Map([...corpus.variants].map(([from, to]) => [fold(from), fold(to)])));
  const layers = corpus.concepts.map((layer) => new ConceptFinder(layer));
  const lexicon = {
    rewrite: (text: string) => rewriter.rewrite(text),
    concepts: (text: string) => layers.map((layer) => layer.find(text)),
  };
  const gazetteer = new Gazetteer(places, fold);
  return new Analyser(table, { sound: soundOf }, new CueFinder(corpus.cues, fold), lexicon, gazetteer);
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

const SLIP_SEED = 23;
/** Share of the examples that are learned a second time with a slip: takes a third off what a wrong character costs. */
const SLIPS = 0.35;

/** Trains the heads on a corpus. Takes seconds; deterministic. */
export function trainOnCorpus(corpus: Corpus, analyser: Analyser): Model {
  return trainModel(trainingExamples(corpus, analyser));
}

/** The examples as features, and copies of some with one character mistyped. */
export function trainingExamples(corpus: Corpus, analyser: Analyser): LabelledFeatures[] {
  const written = corpus.examples.map((example) => labelled(example, analyser));
  const homophones = collectHomophones(
    corpus.examples.map(({ text }) => text),
    soundOf,
  );
  const random = seeded(SLIP_SEED);
  const altered = corpus.examples.flatMap((example): LabelledFeatures[] => {
    if (random() >= SLIPS) return [];
    const text = mistype(example.text, homophones, soundOf, random);
    return text === null ? [] : [{ ...labelled({ ...example, text }, analyser), altered: true }];
  });
  return [...written, ...altered];
}

/** One example as the heads see it. */
export function labelled(
  { text, intent, category, category2, emotion, flags }: Example,
  analyser: Analyser,
): LabelledFeatures {
  return { features: analyser.analyse(text).features, intent, category, category2, emotion, flags };
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
