import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { z } from 'zod';

/** The shipped data: `intents/` beside `src/` and beside `dist/`. */
export const INTENTS_DIR = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'intents');

/** A data file that cannot be used. `file` is its name, `key` the path within it (`rules[2].patterns[0]`). */
export class DataFileError extends Error {
  constructor(
    readonly file: string,
    readonly key: string,
    reason: string,
  ) {
    super(`${file}: ${key}: ${reason}`);
    this.name = 'DataFileError';
  }
}

/** @returns paths of the .yaml files in a folder by name; those that begin with `_` are shared parts, left out */
export function listYaml(dir: string): string[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith('.yaml') && !name.startsWith('_'))
    .sort()
    .map((name) => join(dir, name));
}

/** @throws DataFileError naming the file and the first key at fault */
export function readYaml<T>(path: string, schema: z.ZodType<T>): T {
  return parseYaml(basename(path), readFileSync(path, 'utf8'), schema);
}

/** As `readYaml`, for text that is not in a file yet (an import, a supervisor's upload). */
export function parseYaml<T>(file: string, text: string, schema: z.ZodType<T>): T {
  let raw: unknown;
  try {
    raw = parse(text, { maxAliasCount: 50 });
  } catch (cause) {
    throw new DataFileError(file, '(file)', cause instanceof Error ? cause.message : String(cause));
  }
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new DataFileError(file, keyOf(issue?.path ?? []), issue?.message ?? 'invalid');
}

const keyOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (key, part) =>
      typeof part === 'number' ? `${key}[${part}]` : key ? `${key}.${String(part)}` : String(part),
    '',
  ) || '(file)';
