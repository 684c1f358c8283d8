import { describe, expect, it } from '@jest/globals';
import { aroundTheClock, parseLimit } from './clocks-limit.js';

describe('parseLimit', () => {
  it.each([
    ['30m', { in: 'elapsed', ms: 1_800_000 }],
    ['2h', { in: 'elapsed', ms: 7_200_000 }],
    ['5d', { in: 'elapsed', ms: 432_000_000 }],
    ['90wm', { in: 'working', ms: 5_400_000 }],
    ['2wh', { in: 'working', ms: 7_200_000 }],
    ['5wd', { in: 'workingDays', days: 5 }],
  ])('reads %s', (text, limit) => {
    expect(parseLimit(text)).toEqual(limit);
  });

  it.each(['', '0h', '-1h', '2', 'h', '2 h', '2H', '2hw', '1.5h', '2w', '999999m'])('refuses %j', (text) => {
    expect(parseLimit(text)).toBeNull();
  });
});

it('runs what is critical around the clock', () => {
  expect(aroundTheClock({ in: 'working', ms: 60_000 })).toEqual({ in: 'elapsed', ms: 60_000 });
  expect(aroundTheClock({ in: 'workingDays', days: 2 })).toEqual({ in: 'elapsed', ms: 172_800_000 });
});
