import { describe, expect, it } from '@jest/globals';
import { usernameKey } from './user.js';

describe('usernameKey', () => {
  it.each([
    ['Zhang.Wei', 'zhang.wei'],
    [' zhang.wei ', 'zhang.wei'],
    ['ｚｈａｎｇ．ｗｅｉ', 'zhang.wei'],
    ['张伟', '张伟'],
  ])('%p and %p are one name', (left, right) => {
    expect(usernameKey(left)).toBe(usernameKey(right));
  });

  it('keeps different names apart', () => {
    expect(usernameKey('zhangwei')).not.toBe(usernameKey('zhang.wei'));
  });

  it('never holds what a database cannot', () => {
    expect(usernameKey('zhang\u0000\ud800')).toBe('zhang\ufffd\ufffd');
  });
});
