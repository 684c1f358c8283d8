import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spansOf, stillThere } from './spans.js';

const hit = (start: number, end: number, severity: 'warn' | 'block') => ({ start, end, severity });

describe('spansOf', () => {
  it('marks a hit and leaves the rest plain', () => {
    expect(spansOf('您好，规定就是这样。', [hit(3, 9, 'block')])).toEqual([
      { start: 0, text: '您好，', severity: null },
      { start: 3, text: '规定就是这样', severity: 'block' },
      { start: 9, text: '。', severity: null },
    ]);
  });

  it('shows the worse one where two overlap', () => {
    const severities = spansOf('abcdef', [hit(0, 4, 'warn'), hit(2, 6, 'block')]).map(
      (span) => span.severity,
    );
    expect(severities).toEqual(['warn', 'block', 'block']);
  });

  it('never loses a character, whatever the offsets', () => {
    const hits = fc.array(
      fc.record({
        start: fc.integer({ min: -3, max: 20 }),
        end: fc.integer({ min: -3, max: 20 }),
        severity: fc.constantFrom('warn' as const, 'block' as const),
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 15 }), hits, (text, found) => {
        expect(
          spansOf(text, found)
            .map((span) => span.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

it('keeps of older hits only those that stand at their place', () => {
  const old = {
    class: 'X',
    severity: 'block',
    start: 0,
    end: 2,
    text: '规定',
    why: '',
    rewrite: '',
  } as const;
  expect(stillThere('规定就', [old])).toEqual([old]);
  expect(stillThere('好规定', [old])).toEqual([]);
});
