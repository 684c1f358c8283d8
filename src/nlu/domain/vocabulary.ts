import { FAMILY } from './features.js';
import type { SparseRows } from './svm.js';

/** Features as far as they are counted here; whoever learns other texts brings plain lists. */
export interface FeatureKeys {
  readonly keys: ArrayLike<number>;
  readonly families: ArrayLike<number>;
}

/** Weight of each feature family, chosen out of fold on the shipped corpus (differences below 0.5 points are noise). */
export const FAMILY_WEIGHTS: readonly number[] = Object.entries({
  [FAMILY.character]: 1.3,
  [FAMILY.pair]: 1,
  [FAMILY.sound]: 0.8,
  [FAMILY.signal]: 2,
  [FAMILY.length]: 2,
  [FAMILY.meaning]: 1.5,
  [FAMILY.meaningPair]: 0.6,
}).map(([, weight]) => weight);

/** One message as a unit vector over the vocabulary. */
export interface SparseVector {
  readonly columns: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** Feature keys, their column, and their inverse document frequency. */
export class Vocabulary {
  /** Open addressing over a power of two: column + 1 per slot, 0 where empty. */
  private readonly slots: Int32Array;
  private readonly mask: number;
  /** Counts of the message at hand, all zero between calls. */
  private readonly counts: Int32Array;

  constructor(
    readonly keys: Uint32Array,
    readonly idf: Float32Array,
  ) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, keys.length * 2)));
    this.mask = size - 1;
    this.slots = new Int32Array(size);
    this.counts = new Int32Array(keys.length);
    keys.forEach((key, column) => {
      let slot = key & this.mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & this.mask;
      this.slots[slot] = column + 1;
    });
  }

  /** Keeps features seen in at least `minimum` documents; idf is smoothed as log((1+n)/(1+df))+1. */
  static from(documents: readonly FeatureKeys[], minimum = 2): Vocabulary {
    const frequency = new Map<number, { count: number; family: number }>();
    for (const { keys, families } of documents) {
      const seen = new Set<number>();
      for (let index = 0; index < keys.length; index += 1) {
        const key = keys[index] ?? 0;
        if (seen.has(key)) continue;
        seen.add(key);
        const entry = frequency.get(key);
        if (entry === undefined) frequency.set(key, { count: 1, family: families[index] ?? 0 });
        else entry.count += 1;
      }
    }
    const kept = [...frequency].filter(([, { count }]) => count >= minimum);
    const weigh = (count: number, family: number): number =>
      (Math.log((1 + documents.length) / (1 + count)) + 1) * (FAMILY_WEIGHTS[family] ?? 1);
    return new Vocabulary(
      Uint32Array.from(kept, ([key]) => key),
      Float32Array.from(kept, ([, { count, family }]) => weigh(count, family)),
    );
  }

  get size(): number {
    return this.keys.length;
  }

  /** Sublinear TF × IDF, L2-normalised. */
  vector({ keys }: Pick<FeatureKeys, 'keys'>): SparseVector {
    const { counts, idf } = this;
    const found = new Uint32Array(keys.length);
    let size = 0;
    for (let i = 0; i < keys.length; i += 1) {
      const column = this.column(keys[i] ?? 0);
      if (column < 0) continue;
      const count = counts[column] ?? 0;
      if (count === 0) found[size++] = column;
      counts[column] = count + 1;
    }
    const values = new Float32Array(size);
    let norm = 0;
    for (let k = 0; k < size; k += 1) {
      const column = found[k] ?? 0;
      const count = counts[column] ?? 1;
      counts[column] = 0;
      const value = (count === 1 ? 1 : 1 + Math.log(count)) * (idf[column] ?? 0);
      values[k] = value;
      norm += value * value;
    }
    const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0;
    for (let k = 0; k < size; k += 1) values[k] = (values[k] ?? 0) * scale;
    return { columns: found.subarray(0, size), values };
  }

  rows(documents: readonly FeatureKeys[]): SparseRows {
    const vectors = documents.map((features) => this.vector(features));
    const total = vectors.reduce((sum, vector) => sum + vector.columns.length, 0);
    const rows = {
      starts: new Uint32Array(vectors.length + 1),
      columns: new Uint32Array(total),
      values: new Float32Array(total),
      width: this.size,
    };
    let at = 0;
    vectors.forEach((vector, row) => {
      rows.columns.set(vector.columns, at);
      rows.values.set(vector.values, at);
      at += vector.columns.length;
      rows.starts[row + 1] = at;
    });
    return rows;
  }

  /** The column of a feature key, -1 where it is unknown. */
  column(key: number): number {
    for (let slot = key & this.mask; ; slot = (slot + 1) & this.mask) {
      const column = (this.slots[slot] ?? 0) - 1;
      if (column < 0 || this.keys[column] === key) return column;
    }
  }
}
