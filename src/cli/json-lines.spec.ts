import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { mapLines } from './json-lines.js';

async function run(text: string): Promise<{ lines: unknown[]; failures: number }> {
  const lines: unknown[] = [];
  const { failures } = await mapLines(
    Readable.from([text]),
    (line) => lines.push(JSON.parse(line)),
    (record) => {
      const { id, text: said } = record as { id: string; text?: unknown };
      if (typeof said !== 'string') throw new Error('text: must be a string');
      return { id, length: said.length };
    },
  );
  return { lines, failures };
}

describe('mapLines', () => {
  it('answers one for one, in order, and puts a bad line in its place', async () => {
    const { lines, failures } = await run(
      '{"id":"a","text":"停电"}\nnot json\n{"id":"c","text":5}\n{"id":"d","text":"x"}\n',
    );
    expect(failures).toBe(2);
    expect(lines).toEqual([
      { id: 'a', length: 2 },
      { line: 2, error: expect.stringContaining('JSON') },
      { id: 'c', line: 3, error: 'text: must be a string' },
      { id: 'd', length: 1 },
    ]);
  });
});
