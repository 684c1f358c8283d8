import { describe, expect, it } from '@jest/globals';
import { durationText, waitLevel } from './duration.js';

describe('durationText', () => {
  it.each([
    [-5_000, '00:00'],
    [138_000, '02:18'],
    [3_599_000, '59:59'],
    [3_600_000, '1 小时 00 分'],
    [47 * 3_600_000, '47 小时 00 分'],
    [100 * 3_600_000, '4 天'],
  ])('says %d ms as %s', (ms, text) => expect(durationText(ms)).toBe(text));
});

it('warns from one minute and alarms from two', () => {
  expect([59_999, 60_000, 119_999, 120_000].map(waitLevel)).toEqual(['calm', 'late', 'late', 'overdue']);
});
