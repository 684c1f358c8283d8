import { describe, expect, it } from '@jest/globals';
import { type SparseRows, SVM_DEFAULTS, seeded } from '../svm.js';
import { type ClassWeights, trainWeights } from './one-vs-rest.js';

const dense = (points: readonly (readonly [number, number])[]): SparseRows => ({
  starts: Uint32Array.from({ length: points.length + 1 }, (_, index) => index * 2),
  columns: Uint32Array.from(points.flatMap(() => [0, 1])),
  values: Float32Array.from(points.flat()),
  width: 2,
});
/** Margin of the first class. */
const side = ({ matrix, stride, bias }: ClassWeights, [x, y]: readonly [number, number]): number =>
  (matrix[0] ?? 0) * x + (matrix[stride] ?? 0) * y + (bias[0] ?? 0);

describe('trainWeights', () => {
  const random = seeded(3);
  const points = Array.from({ length: 200 }, (): [number, number] => [random() * 2 - 1, random() * 2 - 1]);
  const separable = points.filter(([x, y]) => Math.abs(x - y + 0.2) > 0.15);
  const yes = Uint8Array.from(separable, ([x, y]) => (x - y + 0.2 > 0 ? 1 : 0));
  const options = { ...SVM_DEFAULTS, balance: 0.5, cost: 100, passes: 200 };
  const train = (): ClassWeights => trainWeights(dense(separable), yes, 1, options);

  it('separates what can be separated', () => {
    const weights = train();
    const wrong = separable.filter((point, index) => side(weights, point) > 0 !== (yes[index] === 1));
    expect(wrong).toEqual([]);
  });

  it('gives the same weights for the same seed', () => {
    expect(train()).toEqual(train());
  });

  it('leans to the text that weighs more', () => {
    const rows = dense([
      [1, 0],
      [1, 0],
    ]);
    const weighted = (...weights: number[]): ClassWeights =>
      trainWeights(rows, Uint8Array.of(1, 0), 1, {
        ...SVM_DEFAULTS,
        balance: 0,
        passes: 200,
        weights: Float32Array.from(weights),
      });
    expect(side(weighted(10, 1), [1, 0])).toBeGreaterThan(0);
    expect(side(weighted(1, 10), [1, 0])).toBeLessThan(0);
  });

  it('learns classes that hold together', () => {
    const rows = dense([
      [1, 0],
      [0, 1],
      [0.7, 0.7],
    ]);
    const both = trainWeights(rows, Uint8Array.of(1, 0, 0, 1, 1, 1), 2, { ...options, balance: 0 });
    const margin = (label: number, [x, y]: readonly [number, number]): number =>
      (both.matrix[label] ?? 0) * x + (both.matrix[both.stride + label] ?? 0) * y + (both.bias[label] ?? 0);
    expect([margin(0, [0.7, 0.7]) > 0, margin(1, [0.7, 0.7]) > 0]).toEqual([true, true]);
    expect([margin(0, [0, 1]) > 0, margin(1, [1, 0]) > 0]).toEqual([false, false]);
  });
});
