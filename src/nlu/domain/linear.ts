import type { SparseRows, SvmOptions } from './svm.js';
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
  /** How much each row counts, 1 = ordinary. */
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
  owns: Owns = (row, label) => set.labels[row] === label,
): LinearModel {
  const rows = members.length === set.labels.length ? set.rows : pickRows(set.rows, members);
  const picked = members.length === set.labels.length ? Uint32Array.from(set.labels.keys()) : members;
  const yes = new Uint8Array(picked.length * labels.length);
  picked.forEach((row, index) => {
    for (let label = 0; label < labels.length; label += 1) {
      if (owns(row, label)) yes[index * labels.length + label] = 1;
    }
  });
  const { matrix, stride, bias } = trainWeights(rows, yes, labels.length, {
    ...options,
    balance: BALANCE,
    weights: Float32Array.from(picked, (row) => set.weights[row] ?? 1),
  });
  return quantise((feature, label) => matrix[feature * stride + label] ?? 0, labels, bias, rows.width);
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

/** One row of a training set as the model sees a message. */
export function rowVector(set: TrainingSet, row: number): SparseVector {
  const from = set.rows.starts[row] ?? 0;
  const to = set.rows.starts[row + 1] ?? 0;
  return {
    columns: set.rows.columns.subarray(from, to),
    values: set.rows.values.subarray(from, to),
  };
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
