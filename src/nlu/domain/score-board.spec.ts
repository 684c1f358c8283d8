import { describe, expect, it } from '@jest/globals';
import { type LinearModel, scores } from './linear.js';
import { ScoreBoard } from './score-board.js';

const model = (labels: number, weights: number[]): LinearModel => ({
  labels: Array.from({ length: labels }, (_, label) => `label ${label}`),
  weights: Int8Array.from(weights),
  scales: Float32Array.from({ length: labels }, (_, label) => 0.5 + label),
  bias: Float32Array.from({ length: labels }, (_, label) => label - 1),
});

describe('ScoreBoard', () => {
  const first = model(2, [1, 2, 3, 4, 5, 6]);
  const second = model(3, [7, -8, 9, 10, 11, -12, 13, 14, 15]);
  const vector = { columns: Uint32Array.of(0, 2), values: Float32Array.of(0.5, 0.25) };

  it('gives what each model gives by itself, message after message', () => {
    const board = new ScoreBoard([first, second]);
    const expected = [scores(first, vector), scores(second, vector)];
    expect(board.margins(vector)).toEqual(expected);
    board.margins({ columns: Uint32Array.of(1), values: Float32Array.of(1) });
    expect(board.margins(vector)).toEqual(expected);
  });
});
