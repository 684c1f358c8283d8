import { describe, expect, it } from '@jest/globals';
import { type Judged, measure, tradeOff, wilson } from './measures.js';

const judged = (truth: string, guess: string, confidence: number): Judged => ({ truth, guess, confidence });

describe('measure', () => {
  const figures = measure([
    judged('URGE', 'URGE', 0.9),
    judged('URGE', 'PROGRESS', 0.6),
    judged('PROGRESS', 'PROGRESS', 0.8),
    judged('PROGRESS', 'PROGRESS', 0.7),
  ]);

  it('counts per class', () => {
    expect(figures.accuracy).toBe(0.75);
    expect(figures.classes).toEqual([
      { label: 'PROGRESS', count: 2, precision: 2 / 3, recall: 1, f1: 0.8 },
      { label: 'URGE', count: 2, precision: 1, recall: 0.5, f1: 2 / 3 },
    ]);
  });

  it('compares confidence with what came true', () => {
    expect(figures.ece).toBeCloseTo((0.1 + 0.6 + 0.2 + 0.3) / 4, 10);
    expect(figures.bins.map((bin) => bin.right)).toEqual([0, 1, 1, 1]);
  });

  it('gives an interval that holds the share and never leaves 0..1', () => {
    expect(wilson(1, 10)[1]).toBe(1);
    expect(wilson(1, 10)[0]).toBeCloseTo(0.722, 3);
    expect(wilson(0.5, 100)[0]).toBeCloseTo(0.404, 3);
  });
});

describe('tradeOff', () => {
  it('shows what a higher threshold costs and brings', () => {
    const points = tradeOff(
      [
        judged('URGE', 'URGE', 0.9),
        judged('URGE', 'PROGRESS', 0.3),
        judged('UNRELATED', 'URGE', 0.4),
        judged('UNRELATED', 'UNRELATED', 0.9),
      ],
      new Set(['UNRELATED']),
    );
    expect(points[0]).toEqual({ from: 0, answered: 1, right: 0.5, recognised: 0.5 });
    expect(points[10]).toEqual({ from: 0.5, answered: 0.5, right: 1, recognised: 1 });
  });
});
