import { machineCode } from './machine-code.js';

const PAGE = 65_536;
const LANES = 4;
const FLOAT_BYTES = 4;

type Multiply = (
  vector: number,
  columns: number,
  values: number,
  count: number,
  matrix: number,
  stride: number,
) => void;
type Descend = (...args: [...Parameters<Multiply>, squares: number, dots: number, rate: number]) => void;

let compiled: WebAssembly.Module | undefined;

/** Rounds a row's length up to what the inner loops step by. */
export function padded(length: number): number {
  return Math.ceil(length / LANES) * LANES;
}

/**
 * Memory of a training with the loops over it. Arrays of one workspace only may be given to its loops, and
 * rows and vectors have a padded length. The memory goes with the workspace.
 */
export class Workspace {
  private readonly memory: WebAssembly.Memory;
  private readonly loops: { gather: Multiply; scatter: Multiply; descend: Descend };
  private used = 0;

  /** @param numbers how many 32-bit numbers all arrays hold together, padded */
  constructor(numbers: number) {
    this.memory = new WebAssembly.Memory({ initial: Math.ceil((numbers * FLOAT_BYTES) / PAGE) + 1 });
    compiled ??= new WebAssembly.Module(machineCode());
    const { exports } = new WebAssembly.Instance(compiled, { m: { m: this.memory } });
    this.loops = exports as typeof this.loops;
  }

  floats(length: number): Float32Array {
    return new Float32Array(this.memory.buffer, this.take(length), length);
  }

  integers(length: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, this.take(length), length);
  }

  /** `vector += Σ values[k] × matrix[columns[k]]` for k from `from` to before `to`. */
  gather(vector: Float32Array, entries: Entries, matrix: Float32Array): void {
    const { columns, values, from, to } = entries;
    this.loops.gather(
      vector.byteOffset,
      columns.byteOffset + from * FLOAT_BYTES,
      values.byteOffset + from * FLOAT_BYTES,
      to - from,
      matrix.byteOffset,
      vector.byteLength,
    );
  }

  /** `matrix[columns[k]] += values[k] × vector`. */
  scatter(vector: Float32Array, entries: Entries, matrix: Float32Array): void {
    const { columns, values, from, to } = entries;
    this.loops.scatter(
      vector.byteOffset,
      columns.byteOffset + from * FLOAT_BYTES,
      values.byteOffset + from * FLOAT_BYTES,
      to - from,
      matrix.byteOffset,
      vector.byteLength,
    );
  }

  /**
   * `dots[k] = matrix[columns[k]] · vector`, then an AdaGrad step of those rows against `values[k] × vector`.
   * @param squares sums of squared gradients, shaped like the matrix; greater than 0 to begin with
   */
  descend(
    vector: Float32Array,
    entries: Entries,
    matrix: Float32Array,
    squares: Float32Array,
    dots: Float32Array,
    rate: number,
  ): void {
    const { columns, values, from, to } = entries;
    this.loops.descend(
      vector.byteOffset,
      columns.byteOffset + from * FLOAT_BYTES,
      values.byteOffset + from * FLOAT_BYTES,
      to - from,
      matrix.byteOffset,
      vector.byteLength,
      squares.byteOffset,
      dots.byteOffset,
      rate,
    );
  }

  private take(length: number): number {
    const at = this.used;
    this.used += padded(length) * FLOAT_BYTES;
    return at;
  }
}

/** Some entries of a sparse matrix: row numbers of the other matrix and their factors. */
export interface Entries {
  readonly columns: Uint32Array;
  readonly values: Float32Array;
  readonly from: number;
  readonly to: number;
}
