/** Rows of a sparse matrix in CSR form; a row per text. */
export interface SparseRows {
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
  /** Number of columns. */
  readonly width: number;
}

export interface SvmOptions {
  /** Cost of a misplaced example. */
  readonly cost: number;
  readonly passes: number;
  readonly seed: number;
}

export const SVM_DEFAULTS: SvmOptions = { cost: 1, passes: 10, seed: 7 };

/** Small deterministic generator (mulberry32): the same corpus always gives the same model. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
