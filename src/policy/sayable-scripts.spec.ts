import { describe, expect, it } from '@jest/globals';
import { loadGuard, loadScripts } from '#app/reply/index.js';
import { SAYABLE_PAIRS } from './domain/acts/sayable.js';

describe('what the dialogue can say', () => {
  it('has a script each', () => {
    const book = loadScripts(loadGuard());
    const missing = SAYABLE_PAIRS.filter(({ stage, key }) => book.at(stage, key).length === 0);
    expect(missing).toEqual([]);
  });
});
