import { FLAGS } from '#app/base/model/labels.js';
import { type ModelInfo, modelId } from '../artefact.js';
import { confusions, f1, type Scored } from '../domain/metrics.js';
import { type LabelledFeatures, quickAccuracy, trainWithGuesses } from '../domain/model.js';
import { type Judged, type Measures, measure, type TradeOff, tradeOff } from '../domain/report/measures.js';
import { seeded } from '../domain/svm.js';
import { Engine, labelled, trainingExamples } from '../engine.js';
import { openCorpus } from '../model-file.js';
import { type EntityFigures, entityFigures } from './entity-figures.js';
import { readHeldOut } from './held-out.js';
import { isComplaint, type Read, share } from './read.js';
import { type SliceRow, slices } from './slices.js';

export interface LabelReport {
  readonly outOfFold: Measures;
  readonly heldOut: Measures;
  /** Of the held-out messages. */
  readonly confusions: readonly { truth: string; guess: string; count: number }[];
}

export interface CurvePoint {
  readonly examples: number;
  readonly intent: number;
  readonly category: number;
}

/** What the shipped model is worth. Shares are 0..1. */
export interface Report {
  readonly model: Pick<ModelInfo, 'id' | 'corpusHash'> & { readonly examples: number };
  readonly intent: LabelReport;
  readonly category: LabelReport;
  /** On the held-out messages. */
  readonly emotion: { readonly calmOrNot: number; readonly threeWay: number };
  readonly flags: { readonly macroF1: number; readonly safetyRecall: number };
  readonly entities: EntityFigures;
  readonly decisions: Readonly<Record<string, { readonly share: number; readonly right: number }>>;
  readonly outOfScope: readonly TradeOff[];
  readonly slices: readonly SliceRow[];
  readonly learningCurve: readonly CurvePoint[];
}

const OUTSIDE: ReadonlySet<string> = new Set(['UNRELATED', 'OTHER']);
const CURVE = [1 / 8, 1 / 4, 1 / 2, 1];
const CURVE_SEED = 5;
const MOST_CONFUSIONS = 25;

/** Trains on the shipped corpus and measures it, out of fold and on the held-out messages. About a minute. */
export async function buildReport(log: (line: string) => void, heldOutFile?: string): Promise<Report> {
  const opened = await openCorpus();
  const held = await readHeldOut(heldOutFile);
  const { analyser, corpus } = opened;
  const examples = corpus.examples.map((example) => labelled(example, analyser));
  log(`training on ${examples.length} examples, out of fold and whole`);
  const trained = trainWithGuesses(trainingExamples(corpus, analyser));
  const engine = new Engine(analyser, trained.model);
  const read = held.map((message) => ({ message, said: engine.understand(message.text) }));
  log(`learning curve on ${CURVE.length} sizes`);
  return {
    model: { id: modelId(opened.corpusHash), corpusHash: opened.corpusHash, examples: examples.length },
    intent: labelReport(trained.intent, read.map(judgedIntent)),
    category: labelReport(trained.category, read.filter(isComplaint).map(judgedCategory)),
    emotion: emotions(read),
    flags: flagFigures(read),
    entities: entityFigures(read),
    decisions: decisions(read),
    outOfScope: tradeOff(read.map(judgedIntent), OUTSIDE),
    slices: slices(read),
    learningCurve: learningCurve(
      examples,
      held.map((message) => labelled(message, analyser)),
    ),
  };
}

function labelReport(outOfFold: readonly Judged[], heldOut: readonly Judged[]): LabelReport {
  return {
    outOfFold: measure(outOfFold),
    heldOut: measure(heldOut),
    confusions: confusions(heldOut, MOST_CONFUSIONS),
  };
}

const judgedIntent = ({ message, said }: Read): Judged => ({
  truth: message.intent,
  guess: said.intent,
  confidence: said.confidence,
});

/** Taken as wrong where the intent was, since then no category is given. */
const judgedCategory = ({ message, said }: Read): Judged => ({
  truth: message.category ?? '',
  guess: said.category ?? '(none)',
  confidence: said.confidence,
});

function emotions(read: readonly Read[]): Report['emotion'] {
  const calm = (emotion: string): boolean => emotion === 'calm';
  return {
    calmOrNot: share(read, ({ message, said }) => calm(message.emotion) === calm(said.emotion)),
    threeWay: share(read, ({ message, said }) => message.emotion === said.emotion),
  };
}

function flagFigures(read: readonly Read[]): Report['flags'] {
  const present = FLAGS.filter((flag) => read.some(({ message }) => message.flags.includes(flag)));
  const each = present.map((flag) => {
    const yes = (flags: readonly string[]): string => (flags.includes(flag) ? 'yes' : 'no');
    const pairs: Scored[] = read.map(({ message, said }) => ({
      truth: yes(message.flags),
      guess: yes(said.flags),
    }));
    return f1(pairs, 'yes');
  });
  const danger = read.filter(({ message }) => message.flags.includes('safety'));
  return {
    macroF1: each.reduce((sum, one) => sum + one, 0) / Math.max(1, each.length),
    safetyRecall: share(danger, ({ said }) => said.flags.includes('safety')),
  };
}

function decisions(read: readonly Read[]): Report['decisions'] {
  const kinds = ['accept', 'clarify', 'handoff'] as const;
  return Object.fromEntries(
    kinds.map((kind) => {
      const own = read.filter(({ said }) => said.decision === kind);
      return [
        kind,
        {
          share: own.length / Math.max(1, read.length),
          right: share(own, ({ message, said }) => message.intent === said.intent),
        },
      ];
    }),
  );
}

function learningCurve(
  examples: readonly LabelledFeatures[],
  tests: readonly LabelledFeatures[],
): CurvePoint[] {
  const random = seeded(CURVE_SEED);
  const shuffled = examples.map((example) => ({ example, key: random() })).sort((a, b) => a.key - b.key);
  return CURVE.map((part) => {
    const own = shuffled.slice(0, Math.round(shuffled.length * part)).map(({ example }) => example);
    return { examples: own.length, ...quickAccuracy(own, tests) };
  });
}
