import { type Category, EMOTIONS, type Emotion, type Flag, type Intent } from '#app/base/model/labels.js';
import { type EmotionHead, trainEmotionHead } from './emotion-head.js';
import { FINE_COMPLAINT } from './fine-class.js';
import { type FlagHead, trainFlagHead } from './flag-head.js';
import type { Features } from './hashing.js';
import {
  best,
  fitHead,
  type Head,
  type HeadData,
  type HeldOutGuess,
  probabilities,
  trainHead,
} from './head.js';
import { HINT, hintColumns } from './hint.js';
import type { TrainingSet } from './linear.js';
import { accuracy, confusions, macroF1 } from './metrics.js';
import { ScoreBoard } from './score-board.js';
import { SVM_DEFAULTS } from './svm.js';
import { FAMILY_WEIGHTS, type SparseVector, Vocabulary } from './vocabulary.js';

/** One labelled message as features. */
export interface LabelledFeatures {
  readonly features: Features;
  readonly intent: Intent;
  readonly category: Category | null;
  /** A second real complaint of the same message. */
  readonly category2: Category | null;
  /** null where nobody said. */
  readonly emotion: Emotion | null;
  /** null where nobody looked. */
  readonly flags: readonly Flag[] | null;
  /** A copy of another example with a slip of the keyboard: learned from in the end, never judged on. */
  readonly altered?: boolean;
}

/** What a model was worth out of fold when it was made. Shares are 0..1. */
export interface Evaluation {
  readonly examples: number;
  readonly intentAccuracy: number;
  readonly intentMacroF1: number;
  readonly categoryAccuracy: number;
  readonly categoryMacroF1: number;
  readonly confusions: readonly { truth: string; guess: string; count: number }[];
}

export interface Model {
  readonly vocabulary: Vocabulary;
  readonly intent: Head;
  readonly category: Head;
  readonly emotion: EmotionHead;
  readonly flags: FlagHead;
  readonly evaluation: Evaluation;
}

/** Margins of all heads for one message. */
export interface Margins {
  readonly intent: Float64Array;
  readonly category: Float64Array;
  readonly emotion: Float64Array;
  readonly flags: Float64Array;
}

const boards = new WeakMap<Model, ScoreBoard>();

/** Reads all heads at once. */
export function marginsOf(model: Model, vector: SparseVector): Margins {
  let board = boards.get(model);
  if (board === undefined) {
    const { intent, category, emotion, flags } = model;
    board = new ScoreBoard([intent.model, category.model, emotion.head.model, flags.model]);
    boards.set(model, board);
  }
  const [intent, category, emotion, flags] = board.margins(vector);
  return { intent, category, emotion, flags } as Margins;
}

/** Everything that makes another model of the same features; part of the fingerprint. */
export const TRAINING_RECIPE = JSON.stringify({ heads: 5, weights: FAMILY_WEIGHTS, svm: SVM_DEFAULTS });
const FALLBACK: Category = 'OTHER_UNCLASSIFIED';

/** A model and what its parts said of the examples they had not seen. */
export interface TrainedModel {
  readonly model: Model;
  readonly intent: readonly HeldOutGuess[];
  readonly category: readonly HeldOutGuess[];
}

/** Trains all heads. Pure and deterministic: the same examples give the same model. */
export function trainModel(examples: readonly LabelledFeatures[]): Model {
  return trainWithGuesses(examples).model;
}

export function trainWithGuesses(examples: readonly LabelledFeatures[]): TrainedModel {
  const documents = examples.map((example) => example.features);
  const written = examples.filter(({ altered }) => altered !== true);
  const vocabulary = Vocabulary.from(written.map((example) => example.features));
  const data = { rows: vocabulary.rows(documents), weights: new Float32Array(examples.length).fill(1) };
  const intent = trainHead(intentData(examples, data));
  const categories = categoryData(examples, data);
  const hints = hintColumns(categories.classes, intent.head.model.labels);
  const category = trainHead({
    ...categories,
    hint: (row, label) => HINT * (intent.margins.get(row)?.[hints[label] ?? -1] ?? 0),
  });
  const model = {
    vocabulary,
    intent: intent.head,
    category: category.head,
    emotion: trainEmotions(examples, data),
    flags: trainFlags(examples, data),
    evaluation: {
      examples: written.length,
      intentAccuracy: accuracy(intent.heldOut),
      intentMacroF1: macroF1(intent.heldOut),
      categoryAccuracy: accuracy(category.heldOut),
      categoryMacroF1: macroF1(category.heldOut),
      confusions: [...confusions(intent.heldOut, 30), ...confusions(category.heldOut, 30)],
    },
  };
  return { model, intent: intent.heldOut, category: category.heldOut };
}

type Data = Omit<TrainingSet, 'labels'>;

function intentData(examples: readonly LabelledFeatures[], data: Data): HeadData {
  const fine = examples.map(fineClass);
  const classes = [...new Set(fine)].sort();
  return {
    set: { ...data, labels: indexes(fine, classes) },
    classes,
    groupName: (name) => name.split(':')[0] ?? name,
    ...membersWhere(examples, () => true),
  };
}

function categoryData(examples: readonly LabelledFeatures[], data: Data): HeadData {
  const named = examples.map((example) => example.category ?? FALLBACK);
  const classes = [...new Set(named)].sort();
  const labels = indexes(named, classes);
  const seconds = Int32Array.from(examples, ({ category2 }) =>
    category2 === null ? -1 : classes.indexOf(category2),
  );
  return {
    set: { ...data, labels },
    classes,
    groupName: (name) => name,
    ...membersWhere(examples, hasCategory),
    owns: (row, label) => labels[row] === label || seconds[row] === label,
  };
}

function trainEmotions(examples: readonly LabelledFeatures[], data: Data): EmotionHead {
  const labels = Int32Array.from(examples, ({ emotion }) => EMOTIONS.indexOf(emotion ?? 'calm'));
  const { members } = membersWhere(examples, ({ emotion }) => emotion !== null);
  return trainEmotionHead({ ...data, labels }, members, (row) => examples[row]?.intent ?? 'OTHER');
}

function trainFlags(examples: readonly LabelledFeatures[], data: Data): FlagHead {
  const set = { ...data, labels: new Int32Array(examples.length) };
  const { members } = membersWhere(examples, ({ flags }) => flags !== null);
  return trainFlagHead(set, members, (row, flag) => examples[row]?.flags?.includes(flag) === true);
}

/** Accuracy of intents and categories on other messages after training on these, without calibration: cheap. */
export function quickAccuracy(
  examples: readonly LabelledFeatures[],
  tests: readonly LabelledFeatures[],
): { intent: number; category: number } {
  const documents = examples.map((example) => example.features);
  const vocabulary = Vocabulary.from(documents);
  const data = { rows: vocabulary.rows(documents), weights: new Float32Array(examples.length).fill(1) };
  const share = (
    of: HeadData,
    labelled: readonly LabelledFeatures[],
    truth: (one: LabelledFeatures) => string,
  ) => {
    const head = fitHead(of);
    const right = labelled.filter((one) => {
      const p = probabilities(head, vocabulary.vector(one.features));
      return head.groups[best(p)] === truth(one);
    });
    return labelled.length === 0 ? 0 : right.length / labelled.length;
  };
  return {
    intent: share(intentData(examples, data), tests, (one) => one.intent),
    category: share(
      categoryData(examples, data),
      tests.filter((one) => one.intent === 'COMPLAINT' && one.category !== null),
      (one) => one.category ?? FALLBACK,
    ),
  };
}

/** Rows for which something holds: those written, and their altered copies. */
function membersWhere(
  examples: readonly LabelledFeatures[],
  holds: (example: LabelledFeatures) => boolean,
): Pick<HeadData, 'members' | 'copies'> {
  const rows = (altered: boolean): Uint32Array =>
    Uint32Array.from(
      examples.flatMap((example, row) =>
        holds(example) && (example.altered === true) === altered ? [row] : [],
      ),
    );
  return { members: rows(false), copies: rows(true) };
}

/** Complaints are learned by category: one class for all of them is too mixed for a linear model. */
function fineClass(example: LabelledFeatures): string {
  return example.intent === 'COMPLAINT' ? `${FINE_COMPLAINT}${example.category ?? FALLBACK}` : example.intent;
}

function hasCategory({ intent, category }: LabelledFeatures): boolean {
  return intent === 'COMPLAINT' || (intent === 'COMPENSATION' && category !== null);
}

function indexes(names: readonly string[], of: readonly string[]): Int32Array {
  const index = new Map(of.map((name, at) => [name, at]));
  return Int32Array.from(names.map((name) => index.get(name) ?? 0));
}
