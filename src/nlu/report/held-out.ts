import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CATEGORIES, EMOTIONS, ENTITY_TYPES, FLAGS, INTENTS } from '#app/base/model/labels.js';
import { DEFAULT_CORPUS_DIR } from '../corpus.js';

const HeldOutMessage = z.object({
  id: z.string(),
  channel: z.string().default('web'),
  text: z.string().min(1),
  intent: z.enum(INTENTS),
  category: z.enum(CATEGORIES).nullable(),
  category2: z.enum(CATEGORIES).nullable().default(null),
  flags: z.array(z.enum(FLAGS)),
  emotion: z.enum(EMOTIONS),
  entities: z.partialRecord(z.enum(ENTITY_TYPES), z.union([z.string(), z.array(z.string())])),
});
export type HeldOutMessage = z.infer<typeof HeldOutMessage>;

/** The shipped messages that no model is trained on, written without a look at the corpus. */
export const HELD_OUT_FILE = join(DEFAULT_CORPUS_DIR, 'held-out', 'messages.jsonl');

/** @throws Error naming the file, the line and the field that cannot be read */
export async function readHeldOut(file: string = HELD_OUT_FILE): Promise<HeldOutMessage[]> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  return lines.flatMap((line, index) =>
    line.trim() === '' ? [] : [parseLine(line, `${file}:${index + 1}`)],
  );
}

function parseLine(line: string, place: string): HeldOutMessage {
  const parsed = HeldOutMessage.safeParse(parseJson(line, place));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`${place}: ${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'not valid'}`);
}

function parseJson(line: string, place: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(`${place}: line: no JSON`);
  }
}
