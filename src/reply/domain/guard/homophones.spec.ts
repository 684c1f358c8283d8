import { describe, expect, it } from '@jest/globals';
import { createGuard } from './check.js';
import type { GuardRule } from './rules.js';

const rule: GuardRule = {
  id: 'X.rule',
  class: 'X',
  severity: 'block',
  phrases: ['规定就是这样'],
  patterns: [],
  unless: [],
  scope: 'clause',
  why: '说明',
  rewrite: ['我来核实。'],
};
const guard = createGuard([rule], {
  variants: '規规樣样這这',
  spellings: { gui: '规', ding: '定', guiding: '规定', kan: '看' },
  initials: { gd: '规定' },
  homophones: { words: ['规定'], except: ['贵定'], sounds: '规归龟贵 定订腚' },
});

describe('disguised phrases', () => {
  it.each([
    ['规 定 就 是 这 样', '规 定 就 是 这 样'],
    ['規定就是這樣', '規定就是這樣'],
    ['规*定就是这样', '规*定就是这样'],
    ['您好,guī ding 就是这样', 'guī ding 就是这样'],
    ['gd就是这样', 'gd就是这样'],
    ['我说GD就是这样吧', 'GD就是这样'],
    ['龟定就是这样', '龟定就是这样'],
    ['规腚就是这样的', '规腚就是这样'],
  ])('%s: the span is %s', (text, span) => {
    const [hit] = guard.check(text).hits;
    expect(hit?.text).toBe(span);
    expect(text.slice(hit?.start, hit?.end)).toBe(span);
  });

  it.each(['贵定就是这样', 'gdp就是这样', '看gd'])('%s stays as it is', (text) => {
    expect(guard.check(text).verdict).toBe('ok');
  });
});
