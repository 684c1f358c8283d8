/** Rows of a sparse matrix in CSR form; every row has unit length (so Q_ii = 1 + 1/2C). */
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
  readonly tolerance: number;
  readonly seed: number;
}

export const SVM_DEFAULTS: SvmOptions = { cost: 1, passes: 12, tolerance: 0.1, seed: 7 };

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

/**
 * One class against the rest: L2-loss linear SVM by dual coordinate descent with shrinking
 * (Hsieh et al. 2008, algorithm 3). The last weight is the bias (a constant feature of 1).
 * @param targets +1 or -1 per row
 * @param weights cost factor per row (class balance, sub-sampling)
 */
export function trainBinary(
  rows: SparseRows,
  members: Uint32Array,
  targets: Int8Array,
  weights: Float32Array,
  options: SvmOptions,
): Float32Array {
  const problem = new DualProblem(rows, members, targets, weights, options);
  problem.solve();
  return problem.w;
}

class DualProblem {
  readonly w: Float32Array;
  private readonly alpha: Float32Array;
  private readonly diagonal: Float32Array;
  private readonly norm: Float32Array;
  private readonly active: Uint32Array;
  private size: number;
  private upper = Number.POSITIVE_INFINITY;
  private readonly random: () => number;

  constructor(
    private readonly rows: SparseRows,
    members: Uint32Array,
    private readonly targets: Int8Array,
    weights: Float32Array,
    private readonly options: SvmOptions,
  ) {
    const count = rows.starts.length - 1;
    this.w = new Float32Array(rows.width + 1);
    this.alpha = new Float32Array(count);
    this.diagonal = new Float32Array(count);
    this.norm = new Float32Array(count);
    this.active = members.slice();
    this.size = members.length;
    this.random = seeded(options.seed);
    for (const row of members) {
      this.diagonal[row] = 0.5 / (options.cost * (weights[row] ?? 1));
      this.norm[row] = 1 + squared(rows, row) + (this.diagonal[row] ?? 0);
    }
  }

  solve(): void {
    const total = this.size;
    for (let pass = 0; pass < this.options.passes; pass += 1) {
      const spread = this.sweep();
      if (spread > this.options.tolerance) continue;
      if (this.size === total) return;
      this.size = total;
      this.upper = Number.POSITIVE_INFINITY;
    }
  }

  private sweep(): number {
    let highest = Number.NEGATIVE_INFINITY;
    let lowest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.size; i += 1) this.swap(i, i + Math.floor(this.random() * (this.size - i)));
    for (let i = 0; i < this.size; i += 1) {
      const row = this.active[i] ?? 0;
      const gradient = this.gradient(row);
      const alpha = this.alpha[row] ?? 0;
      let projected = gradient;
      if (alpha === 0) {
        if (gradient > this.upper) {
          this.size -= 1;
          this.swap(i, this.size);
          i -= 1;
          continue;
        }
        if (gradient > 0) projected = 0;
      }
      if (projected > highest) highest = projected;
      if (projected < lowest) lowest = projected;
      if (Math.abs(projected) > 1e-12) this.step(row, alpha, gradient);
    }
    this.upper = highest <= 0 ? Number.POSITIVE_INFINITY : highest;
    return highest - lowest;
  }

  private gradient(row: number): number {
    const { starts, columns, values, width } = this.rows;
    const w = this.w;
    let sum = w[width] ?? 0;
    const end = starts[row + 1] ?? 0;
    for (let k = starts[row] ?? 0; k < end; k += 1) {
      sum += (w[columns[k] ?? 0] ?? 0) * (values[k] ?? 0);
    }
    const target = this.targets[row] ?? 0;
    return target * sum - 1 + (this.alpha[row] ?? 0) * (this.diagonal[row] ?? 0);
  }

  private step(row: number, alpha: number, gradient: number): void {
    const next = Math.max(alpha - gradient / (this.norm[row] ?? 0), 0);
    this.alpha[row] = next;
    const delta = (next - alpha) * (this.targets[row] ?? 0);
    const { starts, columns, values, width } = this.rows;
    const end = starts[row + 1] ?? 0;
    const w = this.w;
    for (let k = starts[row] ?? 0; k < end; k += 1) {
      const column = columns[k] ?? 0;
      w[column] = (w[column] ?? 0) + delta * (values[k] ?? 0);
    }
    w[width] = (w[width] ?? 0) + delta;
  }

  private swap(a: number, b: number): void {
    const kept = this.active[a] ?? 0;
    this.active[a] = this.active[b] ?? 0;
    this.active[b] = kept;
  }
}

function squared(rows: SparseRows, row: number): number {
  let sum = 0;
  for (let k = rows.starts[row] ?? 0; k < (rows.starts[row + 1] ?? 0); k += 1) {
    sum += (rows.values[k] ?? 0) ** 2;
  }
  return sum;
}
