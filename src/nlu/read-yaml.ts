import { parse } from 'yaml';
import type { z } from 'zod';

/** @throws Error naming the file and the key, all faults of one file at once */
export function readYaml<T>(file: string, text: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(parseYaml(file, text));
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    (issue) => `${file}: ${issue.path.join('.') || '(file)'}: ${issue.message}`,
  );
  throw new Error(faults.join('\n'));
}

function parseYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
