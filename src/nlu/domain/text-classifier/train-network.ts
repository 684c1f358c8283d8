import { type SparseRows, seeded } from '../svm.js';
import { Network } from './network.js';
import { QuantisedRows } from './quantised.js';
import { shuffle } from './shuffle.js';
import { type Entries, padded, Workspace } from './workspace.js';

export interface NetworkOptions {
  /** Hidden units. */
  readonly hidden: number;
  readonly epochs: number;
  /** First learning rate; falls linearly to nearly nothing. */
  readonly rate: number;
  /** Share of a text's features left out at each reading. */
  readonly featureDropout: number;
  readonly hiddenDropout: number;
  /** Share of the target spread over all classes. */
  readonly smoothing: number;
  readonly seed: number;
}

/**
 * Stochastic gradient descent, one text a step, with AdaGrad: a sum of squares per number in the output
 * layer, per feature in the input layer. Dropping features at each reading is what makes the network err
 * elsewhere than the SVM does.
 */
export function trainNetwork(
  rows: SparseRows,
  labels: Int32Array,
  classes: number,
  options: NetworkOptions,
): Network {
  const trainer = new NetworkTrainer(rows, labels, classes, options);
  trainer.run();
  return trainer.result();
}

const FIRST_SQUARE = 1e-6;
/** Spread of the first weights: small, so that features seen rarely stay quiet. */
const INPUT_SPREAD = 0.02;

class NetworkTrainer {
  private readonly random: () => number;
  private readonly space: Workspace;
  private readonly stride: number;
  private readonly units: number;
  private readonly input: Float32Array;
  private readonly inputBias: Float32Array;
  private readonly inputSquares: Float64Array;
  private readonly biasSquares: Float64Array;
  private readonly output: Float32Array;
  private readonly outputSquares: Float32Array;
  private readonly outputBias: Float32Array;
  private readonly outputBiasSquares: Float64Array;
  /** The features read this time, and the hidden units that are on. */
  private readonly features: { columns: Uint32Array; values: Float32Array };
  private readonly active: { columns: Uint32Array; values: Float32Array };
  private readonly hidden: Float32Array;
  private readonly error: Float32Array;
  private readonly dots: Float32Array;

  constructor(
    private readonly rows: SparseRows,
    private readonly labels: Int32Array,
    private readonly classes: number,
    private readonly options: NetworkOptions,
  ) {
    this.random = seeded(options.seed);
    this.stride = padded(classes);
    this.units = padded(options.hidden);
    const longest = longestRow(rows);
    this.space = new Workspace(
      rows.width * this.units +
        2 * this.units * this.stride +
        2 * padded(longest) +
        4 * this.units +
        this.stride,
    );
    this.input = this.space.floats(rows.width * this.units);
    this.output = this.space.floats(this.units * this.stride);
    this.outputSquares = this.space.floats(this.units * this.stride).fill(FIRST_SQUARE);
    this.features = { columns: this.space.integers(longest), values: this.space.floats(longest) };
    this.active = { columns: this.space.integers(this.units), values: this.space.floats(this.units) };
    this.hidden = this.space.floats(this.units);
    this.dots = this.space.floats(this.units);
    this.error = this.space.floats(this.stride);
    this.inputBias = new Float32Array(this.units);
    this.outputBias = new Float32Array(this.stride);
    this.inputSquares = new Float64Array(rows.width);
    this.biasSquares = new Float64Array(this.units).fill(FIRST_SQUARE);
    this.outputBiasSquares = new Float64Array(this.stride).fill(FIRST_SQUARE);
    this.start();
  }

  run(): void {
    const { epochs, rate } = this.options;
    const order = Uint32Array.from(this.labels, (_, row) => row);
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      shuffle(order, this.random);
      const now = rate * (1.02 - epoch / epochs);
      for (const row of order) this.learn(row, now);
    }
  }

  result(): Network {
    const { rows, units, stride, classes } = this;
    return new Network(
      QuantisedRows.from(this.input, rows.width, units, units),
      this.inputBias,
      QuantisedRows.from(this.output, units, stride, classes),
      this.outputBias.slice(0, classes),
    );
  }

  private start(): void {
    const spread = (scale: number): number => (this.random() + this.random() - 1) * Math.sqrt(6) * scale;
    for (let i = 0; i < this.input.length; i += 1) this.input[i] = spread(INPUT_SPREAD);
    const scale = Math.sqrt(0.5 / this.units);
    for (let i = 0; i < this.output.length; i += 1) this.output[i] = spread(scale);
  }

  private learn(row: number, rate: number): void {
    const read = this.readRow(row);
    this.hidden.set(this.inputBias);
    this.space.gather(this.hidden, read, this.input);
    const on = this.activate();
    this.error.set(this.outputBias);
    this.space.gather(this.error, on, this.output);
    this.errorOf(this.labels[row] ?? 0);
    this.space.descend(this.error, on, this.output, this.outputSquares, this.dots, rate);
    this.stepOutputBias(rate);
    this.stepInput(read, on, rate);
  }

  private readRow(row: number): Entries {
    const { featureDropout } = this.options;
    const { columns, values } = this.features;
    const scale = 1 / (1 - featureDropout);
    let count = 0;
    const to = this.rows.starts[row + 1] ?? 0;
    for (let k = this.rows.starts[row] ?? 0; k < to; k += 1) {
      if (this.random() < featureDropout) continue;
      columns[count] = this.rows.columns[k] ?? 0;
      values[count] = (this.rows.values[k] ?? 0) * scale;
      count += 1;
    }
    return { columns, values, from: 0, to: count };
  }

  /** The hidden units that are on and not dropped, with their values. */
  private activate(): Entries {
    const { hiddenDropout } = this.options;
    const { columns, values } = this.active;
    const scale = 1 / (1 - hiddenDropout);
    let count = 0;
    for (let unit = 0; unit < this.units; unit += 1) {
      const value = this.hidden[unit] ?? 0;
      if (value <= 0 || this.random() < hiddenDropout) continue;
      columns[count] = unit;
      values[count] = value * scale;
      count += 1;
    }
    return { columns, values, from: 0, to: count };
  }

  /** Turns the sums in `error` into probabilities less the target; the padding stays 0. */
  private errorOf(label: number): void {
    const { error, classes } = this;
    let top = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < classes; k += 1) top = Math.max(top, error[k] ?? 0);
    let total = 0;
    for (let k = 0; k < classes; k += 1) {
      const value = Math.exp((error[k] ?? 0) - top);
      error[k] = value;
      total += value;
    }
    const spread = this.options.smoothing / classes;
    for (let k = 0; k < classes; k += 1) error[k] = (error[k] ?? 0) / total - spread;
    error[label] = (error[label] ?? 0) - (1 - this.options.smoothing);
    error.fill(0, classes);
  }

  private stepOutputBias(rate: number): void {
    for (let k = 0; k < this.classes; k += 1) {
      const gradient = this.error[k] ?? 0;
      const square = (this.outputBiasSquares[k] ?? 0) + gradient * gradient;
      this.outputBiasSquares[k] = square;
      this.outputBias[k] = (this.outputBias[k] ?? 0) - (rate * gradient) / Math.sqrt(square);
    }
  }

  private stepInput(read: Entries, on: Entries, rate: number): void {
    const scale = 1 / (1 - this.options.hiddenDropout);
    const { hidden, inputBias, biasSquares } = this;
    hidden.fill(0);
    let sum = 0;
    for (let k = 0; k < on.to; k += 1) {
      const unit = on.columns[k] ?? 0;
      const gradient = (this.dots[k] ?? 0) * scale;
      hidden[unit] = gradient;
      sum += gradient * gradient;
      const square = (biasSquares[unit] ?? 0) + gradient * gradient;
      biasSquares[unit] = square;
      inputBias[unit] = (inputBias[unit] ?? 0) - (rate * gradient) / Math.sqrt(square);
    }
    const mean = sum / this.units;
    for (let k = 0; k < read.to; k += 1) {
      const column = read.columns[k] ?? 0;
      const value = read.values[k] ?? 0;
      const square = (this.inputSquares[column] ?? 0) + mean * value * value;
      this.inputSquares[column] = square;
      read.values[k] = (-rate * value) / Math.sqrt(square + 1e-12);
    }
    this.space.scatter(hidden, read, this.input);
  }
}

function longestRow(rows: SparseRows): number {
  let longest = 0;
  for (let row = 0; row + 1 < rows.starts.length; row += 1) {
    longest = Math.max(longest, (rows.starts[row + 1] ?? 0) - (rows.starts[row] ?? 0));
  }
  return longest;
}
