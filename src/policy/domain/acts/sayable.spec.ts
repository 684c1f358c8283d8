import { describe, expect, it } from '@jest/globals';
import { CATEGORIES } from '#app/base/model/labels.js';
import { isQuestion, SAYABLE_PAIRS, say } from './sayable.js';

describe('what can be said', () => {
  it('is listed once', () => {
    const pairs = SAYABLE_PAIRS.map(({ stage, key }) => `${stage}/${key}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });

  it('has empathy for every category', () => {
    for (const category of CATEGORIES)
      expect(SAYABLE_PAIRS).toContainEqual({ stage: 'EMPATHY', key: category });
  });

  it('carries its facts', () => {
    expect(say('ACCEPT', 'TS', { ticket: 'opened' })).toEqual({
      stage: 'ACCEPT',
      key: 'TS',
      ticket: 'opened',
    });
  });

  it.each([
    ['ASK_SLOT', 'contact', true],
    ['CONFIRM', 'case', true],
    ['FALLBACK', '1', true],
    ['FALLBACK', '2', false],
    ['VENT', 'offer_human', false],
    ['ACCEPT', 'TS', false],
    ['NON_TEXT', 'attached', false],
  ] as const)('%s/%s asks: %s', (stage, key, asks) => {
    expect(isQuestion({ stage, key })).toBe(asks);
  });
});
