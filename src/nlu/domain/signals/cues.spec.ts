import { describe, expect, it } from '@jest/globals';
import { CueFinder } from './cues.js';
import { parsePattern } from './pattern.js';
import { ConceptFinder, Rewriter } from './words.js';

const found = (any: string[], text: string, unless?: string[]): string[] =>
  new CueFinder([{ name: 'x', any, ...(unless ? { unless } : {}) }])
    .find(text)
    .map((hit) => text.slice(hit.start, hit.end));

describe('patterns', () => {
  it.each([
    ['冒火花', '电线冒火花了', ['冒火花']],
    ['冒(火花|烟)', '先冒烟', ['冒烟']],
    ['(往外)?冒烟', '冒烟', ['冒烟']],
    ['打了(好几|三)(次|遍)电话', '打了三遍电话', ['打了三遍电话']],
    ['电线~地上', '电线断了掉在地上', ['电线断了掉在地上']],
    ['电线~地上', '电线断了,人坐在地上', []],
    ['电线~地上', '电线一二三四五六七八九地上', []],
    ['(水|雨)(都|全)?(淹|泡)(了|着)', '水淹了', ['水淹了']],
  ])('%s in %s', (pattern, text, hits) => {
    expect(found([pattern], text)).toEqual(hits);
  });

  it('multiplies out only a little, and matches the rest in turn', () => {
    const group = `(${'甲乙丙丁戊己庚辛壬癸子丑寅卯'.split('').join('|')})`;
    expect(found([group.repeat(6)], '甲乙丙丁戊己')).toEqual(['甲乙丙丁戊己']);
    expect(found([`${group.repeat(3)}(尾)?${group.repeat(3)}`], '甲乙丙丁戊己')).toEqual(['甲乙丙丁戊己']);
    expect(found([group.repeat(6)], '甲乙丙x丁戊己')).toEqual([]);
  });

  it('is silenced in the same clause only', () => {
    expect(found(['冒烟'], '没有冒烟', ['没有'])).toEqual([]);
    expect(found(['冒烟'], '没有停电,冒烟了', ['没有'])).toEqual(['冒烟']);
  });

  it.each(['(冒|烟', '冒)烟', '冒|烟', '((冒)烟)', '(烟)?', ''])('refuses %j and names it', (pattern) => {
    expect(() => parsePattern(pattern)).toThrow(`"${pattern}"`);
  });

  it('stays linear on a hostile text', () => {
    const finder = new CueFinder([{ name: 'x', any: ['啊~啊~啊~啊~嗯', '(啊|啊啊|啊啊啊)~(啊|啊啊)~嗯'] }]);
    const started = process.hrtime.bigint();
    finder.find('啊'.repeat(4000));
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(500);
  });
});

describe('word tables', () => {
  it('rewrites the longest word that begins first', () => {
    const rewriter = new Rewriter(
      new Map([
        ['啥', '什么'],
        ['啥时候', '什么时候'],
      ]),
    );
    expect(rewriter.rewrite('啥时候修,修啥')).toBe('什么时候修,修什么');
  });
  it('finds meaning classes, and names both of an ambiguous word', () => {
    const finder = new ConceptFinder({ meter: ['电表', '表'], bill: ['电费', '表'] });
    expect(finder.find('电表和表').map((match) => match.name)).toEqual(['meter', 'bill+meter']);
  });
});
