import type { Features } from '../hashing.js';
import type { SparseRows } from '../svm.js';
import { type SparseVector, Vocabulary } from '../vocabulary.js';

/** Share of each family in a vector (see READ); 0 leaves a family out. */
export type FamilyShares = readonly number[];

/**
 * How much rarity counts. Below 1 because short texts say most with ordinary words (chosen on training folds,
 * ADR 0019).
 */
const IDF_POWER = 0.5;

/** A family with little in it (the one number in a Chinese sentence) does not get its whole share. */
const DAMPING = 3;

/** Texts as unit vectors: sublinear TF × IDF inside each family, the families in fixed shares. */
export class TermSpace {
  private readonly vocabulary: Vocabulary;
  private readonly counts: Float32Array;

  constructor(
    readonly keys: Uint32Array,
    readonly idf: Float32Array,
    readonly families: Uint8Array,
    readonly shares: FamilyShares,
  ) {
    this.vocabulary = new Vocabulary(keys, idf);
    this.counts = new Float32Array(keys.length);
  }

  /** Keeps features seen in at least `minimum` texts; idf is a power of log((1+n)/(1+df))+1. */
  static from(texts: readonly Features[], shares: FamilyShares, minimum: number): TermSpace {
    const seen = new Map<number, { last: number; count: number; family: number }>();
    texts.forEach(({ keys, families }, text) => {
      keys.forEach((key, index) => {
        const family = families[index] ?? 0;
        if ((shares[family] ?? 0) === 0) return;
        const entry = seen.get(key);
        if (entry === undefined) seen.set(key, { last: text, count: 1, family });
        else if (entry.last !== text) {
          entry.last = text;
          entry.count += 1;
        }
      });
    });
    const kept = [...seen].filter(([, { count }]) => count >= minimum);
    return new TermSpace(
      Uint32Array.from(kept, ([key]) => key),
      Float32Array.from(
        kept,
        ([, { count }]) => (Math.log((1 + texts.length) / (1 + count)) + 1) ** IDF_POWER,
      ),
      Uint8Array.from(kept, ([, { family }]) => family),
      shares,
    );
  }

  /** Keys, rarity and family of each feature. */
  get byteLength(): number {
    return this.keys.byteLength + this.idf.byteLength + this.families.byteLength;
  }

  get width(): number {
    return this.keys.length;
  }

  /** Unit length, or empty where nothing is known. */
  vector({ keys }: Pick<Features, 'keys'>): SparseVector {
    const columns: number[] = [];
    for (const key of keys) {
      const column = this.vocabulary.column(key);
      if (column < 0) continue;
      if (this.counts[column] === 0) columns.push(column);
      this.counts[column] = (this.counts[column] ?? 0) + 1;
    }
    const values = new Float32Array(columns.length);
    const squares = new Float64Array(this.shares.length);
    columns.forEach((column, index) => {
      const count = this.counts[column] ?? 1;
      this.counts[column] = 0;
      const value = (1 + Math.log(count)) * (this.idf[column] ?? 0);
      const family = this.families[column] ?? 0;
      values[index] = value;
      squares[family] = (squares[family] ?? 0) + value * value;
    });
    this.share(columns, values, squares);
    return { columns: Uint32Array.from(columns), values };
  }

  rows(texts: readonly Features[]): SparseRows {
    const vectors = texts.map((text) => this.vector(text));
    const total = vectors.reduce((sum, { columns }) => sum + columns.length, 0);
    const starts = new Uint32Array(vectors.length + 1);
    const columns = new Uint32Array(total);
    const values = new Float32Array(total);
    let at = 0;
    vectors.forEach((vector, row) => {
      columns.set(vector.columns, at);
      values.set(vector.values, at);
      at += vector.columns.length;
      starts[row + 1] = at;
    });
    return { starts, columns, values, width: this.width };
  }

  private share(columns: readonly number[], values: Float32Array, squares: Float64Array): void {
    const scales = Array.from(
      squares,
      (square, family) => (this.shares[family] ?? 0) / Math.sqrt(square + DAMPING),
    );
    let total = 0;
    squares.forEach((square, family) => {
      total += square * (scales[family] ?? 0) ** 2;
    });
    const length = Math.sqrt(total) || 1;
    columns.forEach((column, index) => {
      values[index] = (values[index] ?? 0) * ((scales[this.families[column] ?? 0] ?? 0) / length);
    });
  }
}
