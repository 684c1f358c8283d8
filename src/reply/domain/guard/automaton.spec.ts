import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createAutomaton } from './automaton.js';

const scan = (keywords: readonly string[], text: string): string[] => {
  const found: string[] = [];
  createAutomaton(keywords).scan(text, (keyword, start, end) => found.push(`${keyword}@${start}-${end}`));
  return found.sort();
};

const naive = (keywords: readonly string[], text: string): string[] =>
  keywords
    .flatMap((keyword, index) =>
      Array.from({ length: text.length }, (_, at) => at)
        .filter((at) => keyword !== '' && text.startsWith(keyword, at))
        .map((at) => `${index}@${at}-${at + keyword.length}`),
    )
    .sort();

describe('createAutomaton', () => {
  it('finds overlapping and nested keywords', () => {
    expect(scan(['规定', '定就是', '就是', '是'], '规定就是')).toEqual(['0@0-2', '1@1-4', '2@2-4', '3@3-4']);
  });

  it('finds exactly what looking at every place finds', () => {
    const word = fc.string({ unit: fc.constantFrom('规', '定', '就', 'a'), maxLength: 4 });
    const text = fc.string({ unit: fc.constantFrom('规', '定', '就', 'a'), maxLength: 40 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), text, (keywords, body) => {
        expect(scan(keywords, body)).toEqual(naive(keywords, body));
      }),
    );
  });

  it('reports by rising end', () => {
    const ends: number[] = [];
    createAutomaton(['ab', 'b', 'bc', 'abc']).scan('abcabc', (_, __, end) => ends.push(end));
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
  });
});
