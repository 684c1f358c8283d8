import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitText } from './split-text.js';

describe('splitText', () => {
  it('cuts at a sentence end', () => {
    expect(splitText('请远离电线。我现在派抢修', 10)).toEqual(['请远离电线。', '我现在派抢修']);
  });

  it('loses nothing, exceeds nothing and never cuts an emoji', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 2, max: 40 }),
        (text, limit) => {
          const parts = splitText(text, limit);
          expect(parts.join('')).toBe(text);
          for (const part of parts) {
            expect(part.length).toBeLessThanOrEqual(limit);
            expect(part.isWellFormed()).toBe(true);
          }
        },
      ),
    );
  });
});
