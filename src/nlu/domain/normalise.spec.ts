import { describe, expect, it } from '@jest/globals';
import { buildFoldTable, foldText, MAX_UNITS } from './normalise.js';

const TRADITIONAL = new Map([
  ['電', '电'],
  ['來', '来'],
  ['錶', '表'],
  ['戶', '户'],
  ['號', '号'],
]);
const table = buildFoldTable((text) => [...text].map((sign) => TRADITIONAL.get(sign) ?? sign).join(''));
const fold = (text: string): string => foldText(text, table);

describe('foldText', () => {
  it.each([
    ['來電了', '来电了'],
    ['戶號３２０１２３４５６７', '户号3201234567'],
    ['TS2611000012', 'ts2611000012'],
    ['（ＴＤ）', '(td)'],
    ['什麼時候　來', '什么時候 来'],
    ['電錶著火', '电表着火'],
    ['«１２３»', '«123»'],
  ])('reads %s as %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it.each(['😡電錶', 'ﷺ 電', '①②③', '½元', '\u200b138\u200b0000', '👨‍👩‍👧 家'])(
    'keeps the length of %j',
    (text) => {
      expect(fold(text)).toHaveLength(text.length);
    },
  );

  it('ignores what comes after the limit', () => {
    expect(fold('电'.repeat(MAX_UNITS + 50))).toHaveLength(MAX_UNITS);
  });

  it('makes a space of invisible marks, so that they cannot hide a number', () => {
    expect(fold('138\u200b0000')).toBe('138 0000');
  });
});
