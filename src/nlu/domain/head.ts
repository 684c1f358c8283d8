import { acceptFrom, fitSharpness, grouped, type HeldOut, softmax } from './calibrate.js';
import { type LinearModel, scores, type TrainingSet, trainLinear } from './linear.js';
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
}

export interface TrainedHead {
  readonly head: Head;
  /** Out-of-fold predictions of the groups. */
  readonly heldOut: readonly Scored[];
}

const FOLDS = 5;
const WANTED_PRECISION = 0.97;
const SEED = 11;

/** Trains on all rows; calibrates on five-fold out-of-fold margins. */
export function trainHead(data: HeadData): TrainedHead {
  const groups = [...new Set(data.classes.map(data.groupName))];
  const groupOf = Int32Array.from(data.classes.map((fine) => groups.indexOf(data.groupName(fine))));
  const truthOf = (row: number): number => groupOf[data.set.labels[row] ?? 0] ?? 0;
  const heldOut = outOfFold(data).map(({ row, margins }) => ({ margins, truth: truthOf(row) }));
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
  const model = trainLinear(data.set, data.classes, data.members, SVM_DEFAULTS);
  return {
    head: { model, groups, groupOf, sharpness, accept },
    heldOut: guesses.map((item) => ({ truth: groups[item.truth] ?? '', guess: groups[item.group] ?? '' })),
  };
}

/** Calibrated probability per group. */
export function probabilities(head: Head, vector: SparseVector): Float64Array {
  return grouped(softmax(scores(head.model, vector), head.sharpness), head.groupOf, head.groups.length);
}

function outOfFold(data: HeadData): { row: number; margins: Float64Array }[] {
  const fold = stratified(data);
  const result: { row: number; margins: Float64Array }[] = [];
  for (let held = 0; held < FOLDS; held += 1) {
    const inside = data.members.filter((_, index) => fold[index] !== held);
    const model = trainLinear(data.set, data.classes, inside, SVM_DEFAULTS);
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

function rowVector(set: TrainingSet, row: number): SparseVector {
  const from = set.rows.starts[row] ?? 0;
  const to = set.rows.starts[row + 1] ?? 0;
  return {
    columns: set.rows.columns.subarray(from, to),
    values: set.rows.values.subarray(from, to),
  };
}

function guess(
  item: HeldOut,
  sharpness: number,
  groupOf: Int32Array,
  size: number,
): { truth: number; group: number; confidence: number; right: boolean } {
  const p = grouped(softmax(item.margins, sharpness), groupOf, size);
  const group = best(p);
  return { truth: item.truth, group, confidence: p[group] ?? 0, right: group === item.truth };
}

export function best(values: ArrayLike<number>): number {
  let top = 0;
  for (let i = 1; i < values.length; i += 1) if ((values[i] ?? 0) > (values[top] ?? 0)) top = i;
  return top;
}
