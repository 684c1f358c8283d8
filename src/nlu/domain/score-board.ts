import type { LinearModel } from './linear.js';
import type { SparseVector } from './vocabulary.js';

/**
 * The margins of several linear models over one vocabulary in a single pass: the weights of a feature stand
 * side by side for all of them, so each is looked up in memory once a message and not once a model.
 */
export class ScoreBoard {
  private readonly weights: Int8Array;
  private readonly total: number;
  /** Filled anew for each message. */
  private readonly sums: Float64Array;

  constructor(private readonly models: readonly LinearModel[]) {
    this.total = models.reduce((sum, { labels }) => sum + labels.length, 0);
    this.sums = new Float64Array(this.total);
    const width = models[0] === undefined ? 0 : models[0].weights.length / (models[0].labels.length || 1);
    this.weights = new Int8Array(width * this.total);
    let offset = 0;
    for (const { weights, labels } of models) {
      for (let feature = 0; feature < width; feature += 1) {
        const from = feature * labels.length;
        this.weights.set(weights.subarray(from, from + labels.length), feature * this.total + offset);
      }
      offset += labels.length;
    }
  }

  /** Margins of each model, in the order given; positive = on the class's side. */
  margins({ columns, values }: SparseVector): Float64Array[] {
    const { sums, weights, total } = this;
    sums.fill(0);
    for (let k = 0; k < columns.length; k += 1) {
      const value = values[k] ?? 0;
      const base = (columns[k] ?? 0) * total;
      for (let label = 0; label < total; label += 1) {
        sums[label] = (sums[label] ?? 0) + value * (weights[base + label] ?? 0);
      }
    }
    let offset = 0;
    return this.models.map(({ labels, scales, bias }) => {
      const own = sums.slice(offset, offset + labels.length);
      offset += labels.length;
      for (let i = 0; i < own.length; i += 1) own[i] = (own[i] ?? 0) * (scales[i] ?? 1) + (bias[i] ?? 0);
      return own;
    });
  }
}
