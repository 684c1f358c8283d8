import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { buildReport, renderReport } from '#app/nlu/index.js';

const USAGE = `usage: jiesu nlu report [--html FILE] [--held-out FILE]
  trains on the shipped corpus and says what it is worth: one JSON object on stdout
  --html FILE       the same as a page with charts
  --held-out FILE   other labelled messages than the shipped ones (shape: intents/held-out/messages.jsonl)
`;

/** `jiesu nlu report`. Returns the exit status; 1 where a file cannot be read or written. */
export async function nluReport(args: readonly string[]): Promise<number> {
  try {
    const { html, 'held-out': heldOut } = parseArgs({
      args: [...args],
      options: { html: { type: 'string' }, 'held-out': { type: 'string' } },
    }).values;
    const report = await buildReport((line) => void process.stderr.write(`${line}\n`), heldOut);
    if (html !== undefined) await writeFile(html, renderReport(report));
    process.stdout.write(`${JSON.stringify(report)}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`jiesu: ${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return 1;
  }
}
