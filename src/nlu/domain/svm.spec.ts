import { describe, expect, it } from '@jest/globals';
import { type SparseRows, SVM_DEFAULTS, seeded, trainBinary } from './svm.js';

const dense = (points: readonly (readonly [number, number])[]): SparseRows => ({
  starts: Uint32Array.from({ length: points.length + 1 }, (_, index) => index * 2),
  columns: Uint32Array.from(points.flatMap(() => [0, 1])),
  values: Float32Array.from(points.flat()),
  width: 2,
});
const side = (w: Float32Array, [x, y]: readonly [number, number]): number =>
  (w[0] ?? 0) * x + (w[1] ?? 0) * y + (w[2] ?? 0);

describe('trainBinary', () => {
  const random = seeded(3);
  const points = Array.from({ length: 200 }, (): [number, number] => [random() * 2 - 1, random() * 2 - 1]);
  const separable = points.filter(([x, y]) => Math.abs(x - y + 0.2) > 0.15);
  const targets = Int8Array.from(separable, ([x, y]) => (x - y + 0.2 > 0 ? 1 : -1));
  const train = (seed: number): Float32Array =>
    trainBinary(
      dense(separable),
      Uint32Array.from(separable.keys()),
      targets,
      new Float32Array(separable.length).fill(1),
      { ...SVM_DEFAULTS, cost: 100, passes: 200, tolerance: 0.01, seed },
    );

  it('separates what can be separated', () => {
    const w = train(7);
    const wrong = separable.filter((point, index) => Math.sign(side(w, point)) !== targets[index]);
    expect(wrong).toEqual([]);
  });

  it('gives the same weights for the same seed', () => {
    expect(train(7)).toEqual(train(7));
  });

  it('leans to the class whose examples weigh more', () => {
    const rows = dense([
      [1, 0],
      [1, 0],
    ]);
    const train2 = (weights: number[]): Float32Array =>
      trainBinary(rows, Uint32Array.from([0, 1]), Int8Array.from([1, -1]), Float32Array.from(weights), {
        ...SVM_DEFAULTS,
        passes: 200,
        tolerance: 0.001,
      });
    expect(side(train2([10, 1]), [1, 0])).toBeGreaterThan(0);
    expect(side(train2([1, 10]), [1, 0])).toBeLessThan(0);
  });
});
