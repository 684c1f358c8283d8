import { acceptFrom, fitSharpness, grouped, type HeldOut, softmax } from './calibrate.js';
import { type LinearModel, type Owns, rowVector, scores, type TrainingSet, trainLinear } from './linear.js';
import type { Scored } from './metrics.js';
import { SVM_DEFAULTS, seeded } from './svm.js';
import type { SparseVector } from './vocabulary.js';

/** A calibrated classifier over fine classes that are reported as coarser groups (or as themselves). */
export interface Head {
  readonly model: LinearModel;
  readonly groups: readonly string[];
  /** Group index per class of the model. */
  readonly groupOf: Int32Array;
  readonly sharpness: number;
  /** Confidence from which a group is accepted, per group. */
  readonly accept: Float32Array;
}

export interface HeadData {
  readonly set: TrainingSet;
  /** Fine class names; their index is the label in `set`. */
  readonly classes: readonly string[];
  /** Which group a fine class is reported as. */
  readonly groupName: (fine: string) => string;
  /** Rows that take part. */
  readonly members: Uint32Array;
  /** Altered copies of such rows: only the final model learns from them, since each gives its original away. */
  readonly copies?: Uint32Array;
  /** Where a row may have several labels; `set.labels` then holds the main one. */
  readonly owns?: Owns;
  /** What another head, out of fold, says of a row and a class; added to the margin. */
  readonly hint?: (row: number, label: number) => number;
}

/** What a model that had not seen an example said of it. */
export interface HeldOutGuess extends Scored {
  /** Row of the training set. */
  readonly row: number;
  /** Calibrated, 0..1. */
  readonly confidence: number;
}

export interface TrainedHead {
  readonly head: Head;
  /** Out-of-fold predictions of the groups. */
  readonly heldOut: readonly HeldOutGuess[];
  /** Out-of-fold margins of the classes, per row. */
  readonly margins: ReadonlyMap<number, Float64Array>;
}

/** Parts a corpus is dealt into to predict each example by a model that has not seen it. */
export const FOLDS = 3;
const WANTED_PRECISION = 0.97;
const SEED = 11;

/** Trains on all rows; calibrates on five-fold out-of-fold margins. */
export function trainHead(data: HeadData): TrainedHead {
  const groups = [...new Set(data.classes.map(data.groupName))];
  const groupOf = Int32Array.from(data.classes.map((fine) => groups.indexOf(data.groupName(fine))));
  const truthOf = (row: number): number => groupOf[data.set.labels[row] ?? 0] ?? 0;
  const heldOut = outOfFold(data).map(({ row, margins }) => ({
    row,
    margins: data.hint === undefined ? margins : withHint(margins, row, data.hint),
    truth: truthOf(row),
  }));
  const sharpness = fitSharpness(heldOut, groupOf, groups.length);
  const guesses = heldOut.map((item) => guess(item, sharpness, groupOf, groups.length));
  const accept = Float32Array.from(
    groups.map((_, group) =>
      acceptFrom(
        guesses.filter((item) => item.group === group),
        WANTED_PRECISION,
      ),
    ),
  );
  const all = joined(data.members, data.copies);
  const model = trainLinear(data.set, data.classes, all, SVM_DEFAULTS, data.owns);
  return {
    head: { model, groups, groupOf, sharpness, accept },
    heldOut: guesses.map(({ row, truth, group, confidence }) => ({
      row,
      truth: groups[truth] ?? '',
      guess: groups[group] ?? '',
      confidence,
    })),
    margins: new Map(heldOut.map(({ row, margins }) => [row, margins])),
  };
}

function withHint(
  margins: Float64Array,
  row: number,
  hint: (row: number, label: number) => number,
): Float64Array {
  return margins.map((margin, label) => margin + hint(row, label));
}

function joined(members: Uint32Array, copies: Uint32Array | undefined): Uint32Array {
  if (copies === undefined) return members;
  const all = new Uint32Array(members.length + copies.length);
  all.set(members);
  all.set(copies, members.length);
  return all;
}

const ANY_SHARPNESS = 4;

/** Trains on all rows without looking at itself: the best guess is right, its confidence means nothing. */
export function fitHead(data: HeadData): Head {
  const groups = [...new Set(data.classes.map(data.groupName))];
  return {
    model: trainLinear(data.set, data.classes, data.members, SVM_DEFAULTS, data.owns),
    groups,
    groupOf: Int32Array.from(data.classes.map((fine) => groups.indexOf(data.groupName(fine)))),
    sharpness: ANY_SHARPNESS,
    accept: new Float32Array(groups.length).fill(1),
  };
}

/** Calibrated probability per group. */
export function probabilities(head: Head, vector: SparseVector): Float64Array {
  return toProbabilities(head, scores(head.model, vector));
}

/** The same from margins that are known already. */
export function toProbabilities(head: Head, margins: Float64Array): Float64Array {
  return grouped(softmax(margins, head.sharpness), head.groupOf, head.groups.length);
}

function outOfFold(data: HeadData): { row: number; margins: Float64Array }[] {
  const fold = stratified(data);
  const result: { row: number; margins: Float64Array }[] = [];
  for (let held = 0; held < FOLDS; held += 1) {
    const inside = data.members.filter((_, index) => fold[index] !== held);
    const model = trainLinear(data.set, data.classes, inside, SVM_DEFAULTS, data.owns);
    data.members.forEach((row, index) => {
      if (fold[index] === held) result.push({ row, margins: scores(model, rowVector(data.set, row)) });
    });
  }
  return result;
}

/** Deals the shuffled rows of every class over the folds in turn. */
function stratified(data: HeadData): Uint8Array {
  const random = seeded(SEED);
  const order = [...data.members.keys()]
    .map((index) => ({ index, key: random() }))
    .sort((a, b) => a.key - b.key);
  const dealt = new Int32Array(data.classes.length);
  const folds = new Uint8Array(data.members.length);
  for (const { index } of order) {
    const label = data.set.labels[data.members[index] ?? 0] ?? 0;
    folds[index] = (dealt[label] ?? 0) % FOLDS;
    dealt[label] = (dealt[label] ?? 0) + 1;
  }
  return folds;
}

function guess(
  item: HeldOut & { readonly row: number },
  sharpness: number,
  groupOf: Int32Array,
  size: number,
): { row: number; truth: number; group: number; confidence: number; right: boolean } {
  const p = grouped(softmax(item.margins, sharpness), groupOf, size);
  const group = best(p);
  return { row: item.row, truth: item.truth, group, confidence: p[group] ?? 0, right: group === item.truth };
}

export function best(values: ArrayLike<number>): number {
  let top = 0;
  for (let i = 1; i < values.length; i += 1) if ((values[i] ?? 0) > (values[top] ?? 0)) top = i;
  return top;
}
