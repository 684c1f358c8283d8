import type { SparseVector } from '../vocabulary.js';

const LARGEST = 127;

/** A matrix in 8 bits a number with one scale a row: a quarter of the size, accuracy within 0.1 points (ADR 0019). */
export class QuantisedRows {
  constructor(
    /** Numbers a row. */
    readonly length: number,
    readonly values: Int8Array,
    readonly scales: Float32Array,
  ) {}

  /**
   * @param matrix rows of `stride` numbers
   * @param length how many of them are meant
   */
  static from(matrix: Float32Array, rows: number, stride: number, length: number): QuantisedRows {
    const values = new Int8Array(rows * length);
    const scales = new Float32Array(rows);
    for (let row = 0; row < rows; row += 1) {
      const own = matrix.subarray(row * stride, row * stride + length);
      let largest = 0;
      for (let i = 0; i < length; i += 1) largest = Math.max(largest, Math.abs(own[i] ?? 0));
      const scale = largest / LARGEST || 1;
      scales[row] = scale;
      for (let i = 0; i < length; i += 1) values[row * length + i] = Math.round((own[i] ?? 0) / scale);
    }
    return new QuantisedRows(length, values, scales);
  }

  get byteLength(): number {
    return this.values.byteLength + this.scales.byteLength;
  }

  /** `sums += Σ value × row[column]`. */
  addTo(sums: Float64Array, { columns, values: factors }: SparseVector): void {
    const { length, values, scales } = this;
    for (let k = 0; k < columns.length; k += 1) {
      const row = columns[k] ?? 0;
      const factor = (factors[k] ?? 0) * (scales[row] ?? 0);
      const base = row * length;
      for (let i = 0; i < length; i += 1) sums[i] = (sums[i] ?? 0) + factor * (values[base + i] ?? 0);
    }
  }
}
