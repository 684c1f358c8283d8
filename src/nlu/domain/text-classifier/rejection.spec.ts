import { describe, expect, it } from '@jest/globals';
import { bestThreshold, type Judged, thresholdKeeping } from './rejection.js';

const inside = (confidence: number, right: boolean): Judged => ({ confidence, right, outside: false });
const outside = (confidence: number, right = false): Judged => ({ confidence, right, outside: true });

describe('bestThreshold', () => {
  it('lies between what is out of scope and what is not', () => {
    const threshold = bestThreshold([outside(0.1), inside(0.6, true), outside(0.3), inside(0.9, true)]);
    expect(threshold).toBeGreaterThan(0.3);
    expect(threshold).toBeLessThan(0.6);
  });

  it('rejects nothing where that would lose more right answers than it gains', () => {
    expect(bestThreshold([inside(0.1, true), inside(0.2, true), outside(0.3), inside(0.4, true)])).toBe(0);
  });

  it('gives up wrong answers for free', () => {
    const threshold = bestThreshold([inside(0.2, false), outside(0.3), inside(0.5, true)]);
    expect(threshold).toBeCloseTo(0.4);
  });

  it('gains nothing by rejecting what was already given the label for none', () => {
    expect(bestThreshold([outside(0.2, true), inside(0.5, true)])).toBe(0);
  });
});

describe('thresholdKeeping', () => {
  const hundred = Array.from({ length: 100 }, (_, i) => inside((i + 1) / 100, true));

  it('gives up the asked share of the right answers and not more', () => {
    const threshold = thresholdKeeping(hundred, 0.05);
    expect(hundred.filter(({ confidence }) => confidence < threshold)).toHaveLength(5);
  });

  it('does not count wrong answers', () => {
    const threshold = thresholdKeeping([inside(0.001, false), inside(0.002, false), ...hundred], 0.05);
    expect(hundred.filter(({ confidence }) => confidence < threshold)).toHaveLength(5);
  });

  it('rejects nothing where even one right answer is too many', () => {
    expect(thresholdKeeping(hundred, 0.005)).toBe(0);
    expect(thresholdKeeping([], 0.5)).toBe(0);
  });
});
