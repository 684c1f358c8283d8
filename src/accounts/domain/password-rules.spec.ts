import { describe, expect, it } from '@jest/globals';
import { normalisePassword, passwordProblem } from './password-rules.js';

describe('passwordProblem', () => {
  it.each([
    'correct horse battery',
    '供电所的猫今天又睡着了',
    'Str0ng-Passw0rd!',
    'k7#mQz2!vT',
    'lamp-river-42',
    'zhangwei likes long walks',
  ])('accepts %p', (password) => {
    expect(passwordProblem(password, 'zhangwei')).toBeNull();
  });

  it.each(['', 'k7#mQz2!v', '短密码', '😀😀😀😀😀'])('%p is too short', (password) => {
    expect(passwordProblem(password, 'zhangwei')).toBe('too_short');
  });

  it('counts what a reader counts, not code units', () => {
    expect(passwordProblem('😀🚗🌂🍎🎈🐟🧊🪁🧶', 'zhangwei')).toBe('too_short');
  });

  it('refuses lengths that only serve to exhaust the hasher', () => {
    expect(passwordProblem('x9!k'.repeat(51), 'zhangwei')).toBe('too_long');
  });

  it.each([
    '1234567890',
    '13812345678',
    '2026-11-20',
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    'abcdefghijkl',
    'qwertyuiop',
    'poiuytrewq1',
    '1qaz2wsx3edc',
    'password123',
    'P@ssw0rd2026',
    'Admin@2026!',
    'a123456789',
    'woaini1314520',
    'jiesu-admin-2026',
    'administrator',
    'zhangwei12',
    'ZhangWei2026',
    'ｚｈａｎｇｗｅｉ１２',
    'wangwangwang',
  ])('%p is too easy', (password) => {
    expect(passwordProblem(password, 'zhangwei')).toBe('too_easy');
  });

  it('stays quick on the longest input', () => {
    const started = performance.now();
    passwordProblem('1q2w3e4r5t6y7u8i9o0p'.repeat(9).concat('xy!'), 'zhangwei');
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('normalisePassword', () => {
  it('lets an IME in full-width mode type the same password', () => {
    expect(normalisePassword('ｌａｍｐ－ｒｉｖｅｒ－４２')).toBe('lamp-river-42');
  });
});
