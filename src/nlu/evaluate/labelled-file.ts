import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** The label of texts that belong to no intent (out of scope). */
export const NONE = 'None';

export interface LabelledText {
  readonly text: string;
  readonly intent: string;
}

/** A file that cannot be used; the message names the file, the line and the field. */
export class LabelledFileError extends Error {}

/** Other fields may stand beside these two: exports carry ids, channels and the like. */
const record = z.object({
  text: z.string('must be a string').refine((text) => text.trim() !== '', 'must not be empty'),
  intent: z.string('must be a string').refine((intent) => intent.trim() !== '', 'must not be empty'),
});

/**
 * Reads JSON Lines of `{"text","intent"}`; empty lines are skipped.
 * @throws LabelledFileError at the first line that is not such an object, or when there is none
 */
export async function readLabelled(file: string): Promise<LabelledText[]> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new LabelledFileError(`${file}: cannot be read (${error.code ?? error.message})`);
  });
  const lines = content.replace(/^\ufeff/, '').split(/\r?\n/);
  const labelled = lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [readLine(line, `${file} line ${index + 1}`)],
  );
  if (labelled.length === 0) throw new LabelledFileError(`${file}: has no lines`);
  return labelled;
}

function readLine(line: string, where: string): LabelledText {
  const parsed = record.safeParse(parseJson(line, where));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.');
  throw new LabelledFileError(
    field ? `${where}: ${field}: ${issue?.message}` : `${where}: must be an object with text and intent`,
  );
}

function parseJson(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new LabelledFileError(`${where}: not JSON (${error instanceof Error ? error.message : error})`);
  }
}
