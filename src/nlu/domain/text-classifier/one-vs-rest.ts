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
  /** How much each text counts, 1 = ordinary; all alike where it is left out. */
  readonly weights?: Float32Array;
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
  const yes = new Uint8Array(labels.length * classes);
  labels.forEach((label, row) => {
    yes[row * classes + label] = 1;
  });
  const { matrix, stride, bias } = trainWeights(rows, yes, classes, options);
  return new OneVsRest(QuantisedRows.from(matrix, rows.width, stride, classes), bias);
}

/** Weights of all classes: a row of `stride` numbers a feature, of which the first are the classes'. */
export interface ClassWeights {
  readonly matrix: Float32Array;
  readonly stride: number;
  /** One a class. */
  readonly bias: Float32Array;
}

/**
 * As `trainOneVsRest`, before anything is rounded.
 * @param yes 1 where a text is of a class: texts × classes, a row per text; any number of classes a text
 */
export function trainWeights(
  rows: SparseRows,
  yes: Uint8Array,
  classes: number,
  options: OneVsRestOptions,
): ClassWeights {
  const machine = new DualMachine(rows, yes, classes, options);
  const random = seeded(options.seed);
  const order = Uint32Array.from({ length: rows.starts.length - 1 }, (_, row) => row);
  for (let pass = 0; pass < options.passes; pass += 1) {
    shuffle(order, random);
    for (const row of order) machine.visit(row);
  }
  return machine.result();
}

function squaredLength({ starts, values }: SparseRows, row: number): number {
  let sum = 0;
  for (let k = starts[row] ?? 0; k < (starts[row + 1] ?? 0); k += 1) sum += (values[k] ?? 0) ** 2;
  return sum;
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
  /** Squared length of each text, with the bias as a feature of 1. */
  private readonly norms: Float32Array;
  private readonly weights: Float32Array | undefined;

  constructor(
    private readonly rows: SparseRows,
    private readonly yes: Uint8Array,
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
    const texts = rows.starts.length - 1;
    this.alpha = new Float32Array(texts * classes);
    this.diagonal = 0.5 / options.cost;
    this.weights = options.weights;
    this.norms = Float32Array.from({ length: texts }, (_, row) => 1 + squaredLength(rows, row));
    const sizes = new Float64Array(classes);
    for (let i = 0; i < yes.length; i += 1) sizes[i % classes] = (sizes[i % classes] ?? 0) + (yes[i] ?? 0);
    this.ownDiagonal = sizes.map((size) =>
      size === 0 ? this.diagonal : this.diagonal / ((texts - size) / size || 1) ** options.balance,
    );
  }

  /** One coordinate step in every class for one text. */
  visit(row: number): void {
    const from = this.rows.starts[row] ?? 0;
    const to = this.rows.starts[row + 1] ?? 0;
    const entries = { columns: this.columns, values: this.values, from, to };
    this.sums.set(this.bias);
    this.space.gather(this.sums, entries, this.matrix);
    if (this.step(row, this.norms[row] ?? 1)) this.space.scatter(this.sums, entries, this.matrix);
  }

  /** Turns the margins in `sums` into the steps. @returns whether any is worth taking */
  private step(row: number, norm: number): boolean {
    const { sums, alpha, classes, bias, yes } = this;
    const weight = this.weights?.[row] ?? 1;
    const base = row * classes;
    let moved = false;
    for (let k = 0; k < classes; k += 1) {
      const own = yes[base + k] === 1;
      const target = own ? 1 : -1;
      const diagonal = (own ? (this.ownDiagonal[k] ?? 0) : this.diagonal) / weight;
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
