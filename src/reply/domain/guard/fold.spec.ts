import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold } from './fold.js';
import { createFoldTable } from './fold-table.js';

const table = createFoldTable({
  variants: '規规樣样電电這这沒没嗎吗',
  spellings: { baidu: '百度', bu: '不', ke: '可', neng: '能', bukeneng: '不可能', yi: '一', xia: '下' },
});
const folded = (text: string): string => fold(text, table).text;

describe('fold', () => {
  it.each([
    ['规 定 就 是 这 样', '规定就是这样', 'spaces'],
    ['规\u200b定\u00a0就', '规定就', 'zero-width and no-break spaces'],
    ['規定就是這樣', '规定就是这样', 'traditional characters'],
    ['规-定*就_是·这~样', '规定就是这样', 'separators between Han'],
    ['规🙄定👨‍👩‍👧就1️⃣', '规定就1', 'emoji, joined ones and keycaps'],
    ['１２３９８，ＡＢ！？', '12398,ab!?', 'full width'],
    ['规,定,就,是,这样', '规定就是这样', 'a word pulled apart by commas'],
    ['您好', '你好', 'the polite you'],
    ['唔关我事', '不关我事', 'dialect characters'],
    ['说“规定”就是“这样”的', '说规定就是这样的', 'quotation marks'],
    ['规̶定̶', '规定', 'combining strokes'],
  ])('reads %s as %s (%s)', (text, expected) => {
    expect(folded(text)).toBe(expected);
  });

  it.each([
    ['好的，我来查。您稍等！', '好的,我来查。你稍等!', 'clause punctuation'],
    ['第一行\n第二行', '第一行\n第二行', 'line breaks'],
    ['15:30 到 3-1-501', '15:30到3-1-501', 'separators between digits'],
    ['好，对，行', '好,对,行', 'a short run of single characters'],
    ['好的……我看看', '好的。。我看看', 'an ellipsis ends a sentence'],
    ['{deadline}前', '{deadline}前', 'placeholders'],
  ])('keeps what matters in %s', (text, expected) => {
    expect(folded(text)).toBe(expected);
  });

  it.each([
    ['那 bu ke neng 啊', '那不可能啊'],
    ['BaiDu一下', '百度一下'],
    ['bù kě néng', '不可能'],
  ])('reads pinyin: %s', (text, expected) => {
    expect(folded(text)).toBe(expected);
  });

  it.each(['用App查', 'wifi坏了', 'baidux'])('leaves other Latin words alone: %s', (text) => {
    expect(folded(text)).toBe(text.toLowerCase());
  });

  it('says where each unit came from', () => {
    const { text, starts, ends } = fold('😀规 定，bu ke neng', table);
    expect(text).toBe('规定,不可能');
    expect([...text].map((_, i) => '😀规 定，bu ke neng'.slice(starts[i], ends[i]))).toEqual([
      '规',
      '定',
      '，',
      'bu ke neng',
      'bu ke neng',
      'bu ke neng',
    ]);
  });

  it('keeps offsets in order and inside the text, whatever the string', () => {
    const anyText = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(
        fc.oneof(anyText, fc.string({ unit: fc.constantFrom(...'规定 ，a😀\ud83d\ude00\n-你b您') })),
        (text) => {
          const { text: out, starts, ends } = fold(text, table);
          expect(starts).toHaveLength(out.length);
          expect(ends).toHaveLength(out.length);
          for (let i = 0; i < out.length; i += 1) {
            const [start, end] = [starts[i] ?? -1, ends[i] ?? -1];
            expect(start).toBeGreaterThanOrEqual(i === 0 ? 0 : (starts[i - 1] ?? 0));
            expect(end).toBeGreaterThan(start);
            expect(end).toBeGreaterThanOrEqual(i === 0 ? 0 : (ends[i - 1] ?? 0));
            expect(end).toBeLessThanOrEqual(text.length);
          }
        },
      ),
    );
  });

  it('drops lone surrogates instead of failing on them', () => {
    expect(folded('规\ud83d定')).toBe('规定');
  });
});
