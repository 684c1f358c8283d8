import { describe, expect, it } from '@jest/globals';
import { alarmFrom, fitLogistic, logistic } from './calibrate-judge.js';

describe('fitLogistic', () => {
  it('gives back the shares the scores came with', () => {
    const scored = [-1, 0, 1].flatMap((score) =>
      Array.from({ length: 100 }, (_, i) => ({ score, violating: i < 50 + 40 * score })),
    );
    const curve = fitLogistic(scored);
    expect(logistic(curve, 0)).toBeCloseTo(0.5, 2);
    expect(logistic(curve, 1)).toBeCloseTo(0.9, 2);
    expect(logistic(curve, -1)).toBeCloseTo(0.1, 2);
  });
});

describe('alarmFrom', () => {
  it('lets the given share through', () => {
    const confidences = Array.from({ length: 100 }, (_, i) => i / 100);
    const from = alarmFrom(confidences, 0.05);
    expect(confidences.filter((confidence) => confidence >= from)).toHaveLength(5);
  });
});
