import type { SparseRows, SvmOptions } from './svm.js';
import { trainBinary } from './svm.js';
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
  /** Extra weight per row, 1 = ordinary. */
  readonly weights: Float32Array;
}

/** How strongly rare classes are lifted: 1 = fully balanced, 0 = not at all. */
const BALANCE = 0.5;

/** Trains one SVM per label on the given rows. */
export function trainLinear(
  set: TrainingSet,
  labels: readonly string[],
  members: Uint32Array,
  options: SvmOptions,
): LinearModel {
  const counts = new Float64Array(labels.length);
  for (const row of members) counts[set.labels[row] ?? 0] = (counts[set.labels[row] ?? 0] ?? 0) + 1;
  const columns = labels.map((_, label) => trainOne(set, label, counts[label] ?? 0, members, options));
  return quantise(columns, labels, set.rows.width);
}

function trainOne(
  set: TrainingSet,
  label: number,
  positives: number,
  members: Uint32Array,
  options: SvmOptions,
): Float32Array {
  const count = set.labels.length;
  const targets = new Int8Array(count);
  const weights = new Float32Array(count);
  const lift = positives === 0 ? 1 : ((members.length - positives) / positives) ** BALANCE;
  for (const row of members) {
    const own = set.labels[row] === label;
    targets[row] = own ? 1 : -1;
    weights[row] = (set.weights[row] ?? 1) * (own ? lift : 1);
  }
  return trainBinary(set.rows, members, targets, weights, options);
}

function quantise(columns: readonly Float32Array[], labels: readonly string[], width: number): LinearModel {
  const weights = new Int8Array(width * labels.length);
  const scales = new Float32Array(labels.length);
  const bias = new Float32Array(labels.length);
  columns.forEach((column, label) => {
    let largest = 0;
    for (let i = 0; i < width; i += 1) largest = Math.max(largest, Math.abs(column[i] ?? 0));
    const scale = largest / 127 || 1;
    scales[label] = scale;
    bias[label] = column[width] ?? 0;
    for (let i = 0; i < width; i += 1)
      weights[i * labels.length + label] = Math.round((column[i] ?? 0) / scale);
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
