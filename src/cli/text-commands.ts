import { z } from 'zod';
import { loadUnderstander } from '#app/nlu/index.js';
import { loadGuard } from '#app/reply/index.js';
import { mapLines } from './json-lines.js';

const message = z.object({ id: z.string(), text: z.string(), channel: z.string().optional() });
/** `time`: when the customer wrote it, ISO 8601 with zone; 昨晚 and the like are counted from it. */
const dated = message.extend({ time: z.iso.datetime({ offset: true }).optional() });

/** The first fault of a record in one sentence that names the field. */
function read<T>(record: unknown, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(record);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'not valid'}`);
}

const write = (line: string): void => void process.stdout.write(`${line}\n`);

/** `jiesu classify`: messages in, understandings out. Returns the exit status. */
export async function classify(): Promise<number> {
  const understander = await loadUnderstander();
  const { failures } = await mapLines(process.stdin, write, async (record) => {
    const { id, text, time } = read(record, dated);
    return { id, ...(await understander.understand(text, time === undefined ? new Date() : new Date(time))) };
  });
  return failures > 0 ? 1 : 0;
}

/** `jiesu guard`: replies in, verdicts out. Returns the exit status. */
export async function guard(): Promise<number> {
  const checker = await loadGuard();
  const { failures } = await mapLines(process.stdin, write, (record) => {
    const { id, text } = read(record, message);
    const { verdict, hits, rewritten } = checker.check(text);
    return {
      id,
      verdict,
      hits: hits.map((hit) => ({
        class: hit.class,
        severity: hit.severity,
        layer: hit.layer,
        start: hit.start,
        end: hit.end,
        text: hit.text,
        rewrite: hit.rewrite,
        ...(hit.confidence === undefined ? {} : { confidence: hit.confidence, examples: hit.examples }),
      })),
      rewritten,
    };
  });
  return failures > 0 ? 1 : 0;
}
