import { describe, expect, it } from '@jest/globals';
import { clearedSessionCookie, readCookie, sessionCookie } from './cookies.js';

describe('readCookie', () => {
  it.each<[string | undefined, string | null]>([
    ['a=1', '1'],
    ['x=0; a=1; b=2', '1'],
    ['x=0;a=1', '1'],
    ['a="quoted"', 'quoted'],
    ['a=b=c', 'b=c'],
    ['a=first; a=second', 'first'],
    ['a=', ''],
    ['aa=1', null],
    ['A=1', null],
    ['a', null],
    ['; ;=;', null],
    ['', null],
    [undefined, null],
  ])('of %p is %p', (header, expected) => {
    expect(readCookie(header, 'a')).toBe(expected);
  });
});

describe('session cookie', () => {
  it('is out of reach of scripts and other sites, and Secure only over https', () => {
    expect(sessionCookie('tok', true)).toBe('jiesu_session=tok; Path=/; HttpOnly; SameSite=Strict; Secure');
    expect(sessionCookie('tok', false)).not.toContain('Secure');
  });

  it('is cleared under the same attributes', () => {
    expect(clearedSessionCookie(false)).toBe('jiesu_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0');
  });
});
