import { softmax } from '../calibrate.js';
import type { SparseVector } from '../vocabulary.js';
import type { QuantisedRows } from './quantised.js';

/** Two layers: features → hidden units (rectified) → classes (softmax). */
export class Network {
  constructor(
    readonly input: QuantisedRows,
    readonly inputBias: Float32Array,
    readonly output: QuantisedRows,
    readonly outputBias: Float32Array,
  ) {}

  get byteLength(): number {
    return (
      this.input.byteLength + this.inputBias.byteLength + this.output.byteLength + this.outputBias.byteLength
    );
  }

  /** Probability per class. */
  probabilities(vector: SparseVector): Float64Array {
    const hidden = Float64Array.from(this.inputBias);
    this.input.addTo(hidden, vector);
    const columns: number[] = [];
    const values: number[] = [];
    hidden.forEach((value, unit) => {
      if (value <= 0) return;
      columns.push(unit);
      values.push(value);
    });
    const sums = Float64Array.from(this.outputBias);
    this.output.addTo(sums, { columns, values });
    return softmax(sums, 1);
  }
}
