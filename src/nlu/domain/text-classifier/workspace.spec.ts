import { describe, expect, it } from '@jest/globals';
import { QuantisedRows } from './quantised.js';
import { padded, Workspace } from './workspace.js';

/** A matrix of 3 rows of 8, two entries (rows 2 and 0 with factors 0.5 and -2), a vector of 1 to 8. */
function setUp() {
  const space = new Workspace(200);
  const matrix = space.floats(24);
  const vector = space.floats(8);
  const columns = space.integers(2);
  const values = space.floats(2);
  matrix.set(Array.from({ length: 24 }, (_, i) => i / 10));
  vector.set([1, 2, 3, 4, 5, 6, 7, 8]);
  columns.set([2, 0]);
  values.set([0.5, -2]);
  return { space, matrix, vector, entries: { columns, values, from: 0, to: 2 } };
}

const close = (actual: Float32Array, expected: readonly number[]): void => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]).toBeCloseTo(value, 4);
  });
};

describe('Workspace', () => {
  it('gathers rows times factors', () => {
    const { space, matrix, vector, entries } = setUp();
    space.gather(vector, entries, matrix);
    close(
      vector,
      Array.from({ length: 8 }, (_, i) => i + 1 + 0.5 * ((16 + i) / 10) - 2 * (i / 10)),
    );
  });

  it('scatters a vector into rows and leaves the others alone', () => {
    const { space, matrix, vector, entries } = setUp();
    space.scatter(vector, { ...entries, from: 1 }, matrix);
    close(
      matrix,
      Array.from({ length: 24 }, (_, i) => i / 10 - (i < 8 ? 2 * (i + 1) : 0)),
    );
  });

  it('does nothing for a text without features', () => {
    const { space, matrix, vector, entries } = setUp();
    space.gather(vector, { ...entries, to: 0 }, matrix);
    close(vector, [1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('takes AdaGrad steps and gives the products of before', () => {
    const { space, matrix, vector, entries } = setUp();
    const squares = space.floats(24).fill(1);
    const dots = space.floats(2);
    const before = Array.from(matrix);
    space.descend(vector, entries, matrix, squares, dots, 0.1);
    const dot = (row: number): number =>
      before.slice(row * 8, row * 8 + 8).reduce((sum, value, i) => sum + value * (i + 1), 0);
    close(dots, [dot(2), dot(0)]);
    const factors = [-2, 0, 0.5];
    close(
      matrix,
      before.map((value, i) => {
        const gradient = (factors[Math.floor(i / 8)] ?? 0) * ((i % 8) + 1);
        return value - (0.1 * gradient) / Math.sqrt(1 + gradient * gradient);
      }),
    );
  });

  it('pads to what a step takes', () => {
    expect([1, 4, 5, 0].map(padded)).toEqual([4, 4, 8, 0]);
  });
});

describe('QuantisedRows', () => {
  it('keeps a product to within half a step of each row', () => {
    const matrix = Float32Array.from([0.5, -1, 0.25, 9, 100, 50, -25, 9]);
    const rows = QuantisedRows.from(matrix, 2, 4, 3);
    const sums = new Float64Array(3);
    rows.addTo(sums, { columns: [0, 1], values: [1, 0.01] });
    [1.5, -0.5, 0].forEach((expected, i) => {
      expect(Math.abs((sums[i] ?? 0) - expected)).toBeLessThan(0.5 / 127 + (0.01 * 50) / 127);
    });
  });
});
