import { describe, expect, it } from '@jest/globals';
import { RE2JS } from 're2js';
import { requiredLiterals } from './literals.js';
import { parsePattern } from './pattern-syntax.js';

describe('parsePattern', () => {
  it.each([
    ['(?<!不)能', 'unless'],
    ['能(?!不)', 'unless'],
    ['(?=能)', 'unless'],
    ['(规)\\1', 'back-reference'],
    ['(规定', 'missing )'],
    ['规定)', 'unexpected'],
    ['[规定', 'missing ]'],
    ['*规', 'nothing to repeat'],
    ['规{2,1}', 'bad repeat'],
    ['规{1,2000}', 'bad repeat'],
    ['规\\', 'trailing'],
    ['\\pL', 'not supported'],
    ['规|?', 'nothing to repeat'],
  ])('refuses %s', (pattern, reason) => {
    expect(() => parsePattern(pattern)).toThrow(reason);
  });

  it.each(['(?:规|章)程?', '[^,。]{0,4}', 'a{2,}', '\\b1[3-9]\\d{9}\\b', '^好$', '规定?|政策+'])(
    'accepts %s',
    (pattern) => {
      expect(() => parsePattern(pattern)).not.toThrow();
      expect(() => RE2JS.compile(pattern)).not.toThrow();
    },
  );
});

describe('requiredLiterals', () => {
  it.each([
    ['规定', [['规定']]],
    ['(?:规定|政策)就是', [['规定就是', '政策就是']]],
    [
      '(?:规定|政策)[^,]{0,3}(?:不行|不能)',
      [
        ['规定', '政策'],
        ['不行', '不能'],
      ],
    ],
    ['不行了?', [['不行了', '不行']]],
    ['[^,]{0,4}', []],
    ['(?:规定)?', []],
    ['规定|[0-9]', []],
    ['你[^,]{0,4}不懂', [['不懂']]],
    ['你.{0,4}懂', [['你']]],
  ])('of %s are %j', (pattern, expected) => {
    expect(requiredLiterals(parsePattern(pattern)).map((list) => [...list].sort())).toEqual(
      expected.map((list) => [...list].sort()),
    );
  });

  it.each([
    ['(?:规定|政策|制度)(?:上|里)?(?:就|都)(?:是)?(?:这样|这么)', '制度里都这么'],
    ['(?:a|bc|d?)e{1,3}[fg]h*', 'eeg'],
    ['(?:一二|三)(?:四|五六)?[^,]{1,2}七+', '三x七七'],
    ['(?:^|[,。])(?:这|那)?不行(?:$|。)', '。不行'],
  ])('hold for what %s matches', (pattern, text) => {
    expect(RE2JS.compile(pattern).test(text)).toBe(true);
    for (const list of requiredLiterals(parsePattern(pattern))) {
      expect(list.some((literal) => text.includes(literal))).toBe(true);
    }
  });
});
