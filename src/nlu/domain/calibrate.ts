/** Probabilities from margins: softmax at inverse temperature `sharpness`. */
export function softmax(margins: ArrayLike<number>, sharpness: number): Float64Array {
  const size = margins.length;
  const out = new Float64Array(size);
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < size; i += 1) top = Math.max(top, margins[i] ?? 0);
  let total = 0;
  for (let i = 0; i < size; i += 1) {
    const value = Math.exp(((margins[i] ?? 0) - top) * sharpness);
    out[i] = value;
    total += value;
  }
  for (let i = 0; i < size; i += 1) out[i] = (out[i] ?? 0) / total;
  return out;
}

/** Sums the probabilities of the classes that belong together. */
export function grouped(probabilities: Float64Array, groupOf: Int32Array, groups: number): Float64Array {
  const out = new Float64Array(groups);
  for (let i = 0; i < probabilities.length; i += 1) {
    const group = groupOf[i] ?? 0;
    out[group] = (out[group] ?? 0) + (probabilities[i] ?? 0);
  }
  return out;
}

/** One held-out prediction: its margins and the group that was right. */
export interface HeldOut {
  readonly margins: Float64Array;
  readonly truth: number;
}

const SAMPLE = 4_000;

/** Temperature scaling on held-out margins (Guo et al. 2017): the sharpness with the least log loss. */
export function fitSharpness(heldOut: readonly HeldOut[], groupOf: Int32Array, groups: number): number {
  // One number is fitted: some thousands say as much as all.
  const step = Math.max(1, Math.floor(heldOut.length / SAMPLE));
  const sample = heldOut.filter((_, index) => index % step === 0);
  const loss = (sharpness: number): number => {
    let sum = 0;
    for (const { margins, truth } of sample) {
      const p = grouped(softmax(margins, sharpness), groupOf, groups)[truth] ?? 0;
      sum -= Math.log(Math.max(p, 1e-9));
    }
    return sum;
  };
  return goldenSection(loss, 0.5, 20);
}

function goldenSection(loss: (x: number) => number, from: number, to: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let low = from;
  let high = to;
  for (let i = 0; i < 18; i += 1) {
    const a = high - ratio * (high - low);
    const b = low + ratio * (high - low);
    if (loss(a) < loss(b)) high = b;
    else low = a;
  }
  return (low + high) / 2;
}

const LOWEST = 0.35;
const HIGHEST = 0.85;

/**
 * The least confidence from which predictions of a group were right often enough out of fold.
 * @param wanted precision among the accepted, 0..1
 */
export function acceptFrom(
  predictions: readonly { confidence: number; right: boolean }[],
  wanted: number,
): number {
  const sorted = [...predictions].sort((a, b) => b.confidence - a.confidence);
  let right = 0;
  let threshold = HIGHEST;
  sorted.forEach((prediction, index) => {
    if (prediction.right) right += 1;
    if (right / (index + 1) >= wanted) threshold = prediction.confidence;
  });
  return Math.min(HIGHEST, Math.max(LOWEST, threshold));
}
