import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { configSchema } from './config.schema.js';

const ROW = /^\| `([A-Z_]+)` \| (?:`([^`]*)`|–) \| (.*) \|$/gm;

/** Rows of the table below "## Settings": name, default (undefined where there is none), meaning. */
function documented(): { name: string; byDefault: string | undefined; meaning: string }[] {
  const text = readFileSync(new URL('../../../docs/OPERATIONS.md', import.meta.url), 'utf8');
  const section = text.split(/^## /m).find((part) => part.startsWith('Settings\n')) ?? '';
  return [...section.matchAll(ROW)].map(([, name = '', byDefault, meaning = '']) => ({
    name,
    byDefault,
    meaning,
  }));
}

describe('the table of settings in docs/OPERATIONS.md', () => {
  it('says of every setting what the schema says, in its order, and nothing else', () => {
    const wanted = Object.entries(configSchema.shape).map(([name, schema]) => {
      const value = schema.parse(undefined);
      return {
        name,
        byDefault: value === undefined ? undefined : String(value),
        meaning: schema.description,
      };
    });
    expect(documented()).toEqual(wanted);
  });
});
