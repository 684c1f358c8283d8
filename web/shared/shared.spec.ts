import { describe, expect, it } from '@jest/globals';
import { backoffMs } from './backoff.js';
import { dayAndTime, dayKey } from './beijing-time.js';
import { lastSeq, mergeBySeq } from './by-seq.js';
import { cleanText } from './clean-text.js';
import { isSendEnter } from './enter-key.js';
import { randomId } from './random-id.js';

describe('isSendEnter', () => {
  const enter = { key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13 };
  it('is a plain Enter', () => expect(isSendEnter(enter)).toBe(true));
  it.each([
    ['Shift+Enter', { ...enter, shiftKey: true }],
    ['the Enter of an IME', { ...enter, isComposing: true }],
    ['the Enter that ends a composition in Safari', { ...enter, keyCode: 229 }],
    ['another key', { ...enter, key: 'a' }],
  ])('is not %s', (_name, event) => expect(isSendEnter(event)).toBe(false));
});

describe('backoffMs', () => {
  it('doubles to 30 s and spreads over the upper half', () => {
    expect([0, 1, 2, 3, 4, 5, 20].map((attempt) => backoffMs(attempt, 1))).toEqual([
      1000, 2000, 4000, 8000, 16000, 30000, 30000,
    ]);
    expect(backoffMs(2, 0)).toBe(2000);
  });
});

describe('mergeBySeq', () => {
  const one = { seq: 1, text: 'a' };
  const two = { seq: 2, text: 'b' };
  const three = { seq: 3, text: 'c' };
  it('orders, drops doubles and lets the fresh copy win', () => {
    const changed = { seq: 2, text: 'B' };
    expect(mergeBySeq([one, two], [three, changed])).toEqual([one, changed, three]);
  });
  it('gives the same list however often a frame comes', () => {
    const once = mergeBySeq([one], [three, two]);
    expect(mergeBySeq(once, [two, three])).toEqual(once);
  });
  it('keeps the very list where nothing is new', () => {
    const known = [one];
    expect(mergeBySeq(known, [])).toBe(known);
  });
  it('knows the last seq', () => expect([lastSeq([]), lastSeq([one, three])]).toEqual([0, 3]));
});

describe('cleanText', () => {
  it('drops what the server refuses and keeps lines', () => {
    expect(cleanText(' 停电\r\n三天\u0000了\u0007\t ')).toBe('停电\n三天了');
  });
});

describe('randomId', () => {
  it('is 22 characters the server takes, never the same', () => {
    const ids = Array.from({ length: 1000 }, randomId);
    expect(ids.every((id) => /^[A-Za-z0-9_-]{22}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(1000);
  });
});

describe('Beijing time', () => {
  it('is the same wherever the reader is', () => {
    expect(dayKey(new Date('2026-11-21T16:05:00Z'))).toBe('2026-11-22');
    expect(dayAndTime('2026-11-21T16:05:00Z')).toBe('11-22 00:05');
  });
});
