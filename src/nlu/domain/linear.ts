import type { SparseRows, SvmOptions } from './svm.js';
import { trainBinary } from './svm.js';
import { trainWeights } from './text-classifier/one-vs-rest.js';
import type { SparseVector } from './vocabulary.js';

/** One-vs-rest linear model. Weights are 8-bit, feature-major, with one scale a class. */
export interface LinearModel {
  readonly labels: readonly string[];
  /** width × labels, row per feature. */
  readonly weights: Int8Array;
  readonly scales: Float32Array;
  readonly bias: Float32Array;
}

export interface TrainingSet {
  readonly rows: SparseRows;
  /** Label index per row. */
  readonly labels: Int32Array;
  /** Extra weight per row, 1 = ordinary; only where a row may have several labels. */
  readonly weights: Float32Array;
}

/** Which labels a row has; several at once where labels do not exclude each other. */
export type Owns = (row: number, label: number) => boolean;

/** How strongly rare classes are lifted: 1 = fully balanced, 0 = not at all. */
const BALANCE = 0.5;

/** Trains one SVM per label on the given rows. `owns` is for rows that may have several labels, or none. */
export function trainLinear(
  set: TrainingSet,
  labels: readonly string[],
  members: Uint32Array,
  options: SvmOptions,
  owns?: Owns,
): LinearModel {
  if (owns !== undefined) return trainMultiLabel(set, labels, members, options, owns);
  const rows = members.length === set.labels.length ? set.rows : pickRows(set.rows, members);
  const own = Int32Array.from(members, (row) => set.labels[row] ?? 0);
  const { matrix, stride, bias } = trainWeights(rows, own, labels.length, { ...options, balance: BALANCE });
  return quantise((feature, label) => matrix[feature * stride + label] ?? 0, labels, bias, rows.width);
}

function trainMultiLabel(
  set: TrainingSet,
  labels: readonly string[],
  members: Uint32Array,
  options: SvmOptions,
  owns: Owns,
): LinearModel {
  const columns = labels.map((_, label) => trainOne(set, (row) => owns(row, label), members, options));
  const { width } = set.rows;
  const bias = Float32Array.from(columns, (column) => column[width] ?? 0);
  return quantise((feature, label) => columns[label]?.[feature] ?? 0, labels, bias, width);
}

/** Weights of one 127th of the largest decide nothing and take a quarter of the stored model. */
const NOISE = 1;

/** The rows of `members`, in their order. */
function pickRows(rows: SparseRows, members: Uint32Array): SparseRows {
  const starts = new Uint32Array(members.length + 1);
  members.forEach((row, index) => {
    starts[index + 1] = (starts[index] ?? 0) + (rows.starts[row + 1] ?? 0) - (rows.starts[row] ?? 0);
  });
  const columns = new Uint32Array(starts[members.length] ?? 0);
  const values = new Float32Array(columns.length);
  members.forEach((row, index) => {
    const from = rows.starts[row] ?? 0;
    const to = rows.starts[row + 1] ?? 0;
    columns.set(rows.columns.subarray(from, to), starts[index] ?? 0);
    values.set(rows.values.subarray(from, to), starts[index] ?? 0);
  });
  return { starts, columns, values, width: rows.width };
}

function trainOne(
  set: TrainingSet,
  owns: (row: number) => boolean,
  members: Uint32Array,
  options: SvmOptions,
): Float32Array {
  const targets = new Int8Array(set.labels.length);
  const weights = new Float32Array(set.labels.length);
  let positives = 0;
  for (const row of members) {
    targets[row] = owns(row) ? 1 : -1;
    if (targets[row] === 1) positives += 1;
  }
  const lift = positives === 0 ? 1 : ((members.length - positives) / positives) ** BALANCE;
  for (const row of members) weights[row] = (set.weights[row] ?? 1) * (targets[row] === 1 ? lift : 1);
  return trainBinary(set.rows, members, targets, weights, options);
}

function quantise(
  weight: (feature: number, label: number) => number,
  labels: readonly string[],
  bias: Float32Array,
  width: number,
): LinearModel {
  const weights = new Int8Array(width * labels.length);
  const scales = new Float32Array(labels.length);
  labels.forEach((_, label) => {
    let largest = 0;
    for (let i = 0; i < width; i += 1) largest = Math.max(largest, Math.abs(weight(i, label)));
    const scale = largest / 127 || 1;
    scales[label] = scale;
    for (let i = 0; i < width; i += 1) {
      const units = Math.round(weight(i, label) / scale);
      weights[i * labels.length + label] = Math.abs(units) <= NOISE ? 0 : units;
    }
  });
  return { labels, weights, scales, bias };
}

/** Margins per label; positive = on the class's side. */
export function scores(model: LinearModel, vector: SparseVector): Float64Array {
  const size = model.labels.length;
  const sums = new Float64Array(size);
  const { weights } = model;
  for (let k = 0; k < vector.columns.length; k += 1) {
    const value = vector.values[k] ?? 0;
    const base = (vector.columns[k] ?? 0) * size;
    for (let label = 0; label < size; label += 1) {
      sums[label] = (sums[label] ?? 0) + value * (weights[base + label] ?? 0);
    }
  }
  for (let label = 0; label < size; label += 1) {
    sums[label] = (sums[label] ?? 0) * (model.scales[label] ?? 1) + (model.bias[label] ?? 0);
  }
  return sums;
}
