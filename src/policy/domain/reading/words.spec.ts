import { describe, expect, it } from '@jest/globals';
import { clausesOf, mentions, plain, squeezed } from './words.js';

describe('words', () => {
  it.each([
    ['ＴＤ', 'td'],
    ['沒錯,電錶壞了', '没错,电錶壞了'],
    ['１２３', '123'],
  ])('%s is read as %s', (text, read) => {
    expect(plain(text)).toBe(read);
  });

  it('squeezes spaces and punctuation out', () => {
    expect(squeezed(' 停电 了!!\u3002 ')).toBe('停电了');
  });

  it('finds simplified words in traditional text', () => {
    expect(mentions('給個說法', ['说法'])).toBe(true);
    expect(mentions('給個說法', ['道歉'])).toBe(false);
  });

  it('divides at punctuation of either width, not at spaces or in decimals', () => {
    expect(clausesOf('停电了\uff0c大桥镇 东门\u30023.5元, 对')).toEqual([
      '停电了',
      '大桥镇 东门',
      '3.5元',
      '对',
    ]);
    expect(clausesOf('\uff01\uff01')).toEqual([]);
  });
});
