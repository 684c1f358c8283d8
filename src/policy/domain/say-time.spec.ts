import { describe, expect, it } from '@jest/globals';
import { sayTime } from './say-time.js';

const now = new Date('2026-11-22T14:30:00Z');

describe('sayTime (China time)', () => {
  it.each([
    ['2026-11-22T15:59:00Z', '今天23:59'],
    ['2026-11-22T16:00:00Z', '明天00:00'],
    ['2026-11-23T16:05:00Z', '11月24日00:05'],
    ['2026-12-31T15:00:00Z', '12月31日23:00'],
  ])('%s is %s', (moment, said) => {
    expect(sayTime(new Date(moment), now)).toBe(said);
  });
});
