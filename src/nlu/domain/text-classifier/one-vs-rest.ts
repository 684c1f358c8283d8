import { type SparseRows, seeded } from '../svm.js';
import type { SparseVector } from '../vocabulary.js';
import { QuantisedRows } from './quantised.js';
import { shuffle } from './shuffle.js';
import { padded, Workspace } from './workspace.js';

export interface OneVsRestOptions {
  readonly cost: number;
  /** How strongly rare classes are lifted: 1 = fully balanced, 0 = not at all. */
  readonly balance: number;
  readonly passes: number;
  readonly seed: number;
}

/** Linear margins of all classes. */
export class OneVsRest {
  constructor(
    readonly weights: QuantisedRows,
    readonly bias: Float32Array,
  ) {}

  get byteLength(): number {
    return this.weights.byteLength + this.bias.byteLength;
  }

  /** Positive = on the class's side. */
  scores(vector: SparseVector): Float64Array {
    const sums = Float64Array.from(this.bias);
    this.weights.addTo(sums, vector);
    return sums;
  }
}

/**
 * L2-loss linear SVMs of all classes at once by dual coordinate descent (Hsieh et al. 2008, algorithm 1): a
 * pass reads each text once and steps in all classes, so memory is walked along and not across.
 * @param rows unit vectors
 * @param labels class per row
 */
export function trainOneVsRest(
  rows: SparseRows,
  labels: Int32Array,
  classes: number,
  options: OneVsRestOptions,
): OneVsRest {
  const { matrix, stride, bias } = trainWeights(rows, labels, classes, options);
  return new OneVsRest(QuantisedRows.from(matrix, rows.width, stride, classes), bias);
}

/** Weights of all classes: a row of `stride` numbers a feature, of which the first are the classes'. */
export interface ClassWeights {
  readonly matrix: Float32Array;
  readonly stride: number;
  /** One a class. */
  readonly bias: Float32Array;
}

/** As `trainOneVsRest`, before anything is rounded. */
export function trainWeights(
  rows: SparseRows,
  labels: Int32Array,
  classes: number,
  options: OneVsRestOptions,
): ClassWeights {
  const machine = new DualMachine(rows, labels, classes, options);
  const random = seeded(options.seed);
  const order = Uint32Array.from(labels, (_, row) => row);
  for (let pass = 0; pass < options.passes; pass += 1) {
    shuffle(order, random);
    for (const row of order) machine.visit(row);
  }
  return machine.result();
}

class DualMachine {
  private readonly stride: number;
  private readonly space: Workspace;
  private readonly matrix: Float32Array;
  private readonly bias: Float32Array;
  private readonly alpha: Float32Array;
  private readonly sums: Float32Array;
  private readonly columns: Uint32Array;
  private readonly values: Float32Array;
  /** 1 / 2C of a class's own texts. */
  private readonly ownDiagonal: Float64Array;
  private readonly diagonal: number;

  constructor(
    private readonly rows: SparseRows,
    private readonly labels: Int32Array,
    private readonly classes: number,
    options: OneVsRestOptions,
  ) {
    this.stride = padded(classes);
    const entries = padded(rows.columns.length);
    this.space = new Workspace(rows.width * this.stride + this.stride + 2 * entries);
    this.matrix = this.space.floats(rows.width * this.stride);
    this.sums = this.space.floats(this.stride);
    this.columns = this.space.integers(entries);
    this.values = this.space.floats(entries);
    this.columns.set(rows.columns);
    this.values.set(rows.values);
    this.bias = new Float32Array(this.stride);
    this.alpha = new Float32Array(labels.length * classes);
    this.diagonal = 0.5 / options.cost;
    const sizes = new Float64Array(classes);
    for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
    this.ownDiagonal = sizes.map((size) =>
      size === 0 ? this.diagonal : this.diagonal / ((labels.length - size) / size || 1) ** options.balance,
    );
  }

  /** One coordinate step in every class for one text. */
  visit(row: number): void {
    const from = this.rows.starts[row] ?? 0;
    const to = this.rows.starts[row + 1] ?? 0;
    const entries = { columns: this.columns, values: this.values, from, to };
    this.sums.set(this.bias);
    this.space.gather(this.sums, entries, this.matrix);
    // The bias is a feature of 1, the text a vector of length 1 (or 0).
    const norm = to > from ? 2 : 1;
    if (this.step(row, norm)) this.space.scatter(this.sums, entries, this.matrix);
  }

  /** Turns the margins in `sums` into the steps. @returns whether any is worth taking */
  private step(row: number, norm: number): boolean {
    const { sums, alpha, classes, bias } = this;
    const label = this.labels[row] ?? 0;
    const base = row * classes;
    let moved = false;
    for (let k = 0; k < classes; k += 1) {
      const target = k === label ? 1 : -1;
      const diagonal = k === label ? (this.ownDiagonal[k] ?? 0) : this.diagonal;
      const before = alpha[base + k] ?? 0;
      const gradient = target * (sums[k] ?? 0) - 1 + before * diagonal;
      const after = Math.max(0, before - gradient / (norm + diagonal));
      const step = (after - before) * target;
      alpha[base + k] = after;
      sums[k] = step;
      bias[k] = (bias[k] ?? 0) + step;
      if (step !== 0) moved = true;
    }
    return moved;
  }

  result(): ClassWeights {
    return { matrix: this.matrix, stride: this.stride, bias: this.bias.slice(0, this.classes) };
  }
}
