import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { AppError } from '../errors/app-error.js';
import { type InputPlace, parseInput } from './parse-body.js';

const schema = z.strictObject({
  name: z.string().min(2),
  items: z.array(z.strictObject({ count: z.number() })).optional(),
});

function refusal(input: unknown, where: InputPlace = 'body'): AppError {
  try {
    parseInput(schema, input, where);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('parseInput', () => {
  it('returns what the schema makes of a good input', () => {
    expect(parseInput(z.strictObject({ page: z.coerce.number() }), { page: '3' }, 'query')).toEqual({
      page: 3,
    });
  });

  it('names the first field at fault and lists all', () => {
    const error = refusal({ name: 'x', items: [{ count: 'many' }] });
    expect(error).toMatchObject({ code: 'request.invalid', status: 400, field: 'name' });
    expect(error.details).toMatchObject({ issues: [{ field: 'name' }, { field: 'items.0.count' }] });
  });

  it('names each unknown key, nested ones with their path', () => {
    const error = refusal({ name: '张伟', role: 'admin', items: [{ count: 1, price: 2 }] });
    const issues = z.array(z.object({ field: z.string() })).parse(error.details?.issues);
    expect(issues.map((issue) => issue.field).sort()).toEqual(['items.0.price', 'role']);
  });

  it.each([undefined, null, 'text', [], 7])('names the place when the whole input is %p', (input) => {
    expect(refusal(input).field).toBe('body');
    expect(refusal(input, 'query').field).toBe('query');
  });

  it('keeps the list of faults short', () => {
    const error = refusal(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, 1])));
    expect(error.details?.issues).toHaveLength(20);
  });

  it.each(['停\u0000电', '停\ud83d电'])(
    'refuses text the database cannot hold, and says where: %j',
    (text) => {
      expect(refusal({ name: text }).field).toBe('name');
      const loose = z.strictObject({ extra: z.unknown() });
      expect(() => parseInput(loose, { extra: { list: [1, { x: text }] } }, 'body')).toThrow(
        /^extra\.list\.1\.x:/,
      );
      const cleaning = z.strictObject({ name: z.string().transform((dirty) => dirty.slice(0, 1)) });
      expect(parseInput(cleaning, { name: text }, 'body')).toEqual({ name: '停' });
    },
  );

  it('survives nesting deeper than the stack', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    expect(parseInput(z.strictObject({ extra: z.unknown() }), { extra: deep }, 'body')).toEqual({
      extra: expect.anything(),
    });
  });
});
