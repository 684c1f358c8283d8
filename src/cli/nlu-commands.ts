import { parseArgs } from 'node:util';
import { evaluate, LabelledFileError } from '#app/nlu/index.js';

const USAGE = `usage: jiesu nlu evaluate --train FILE --test FILE [--dev FILE] [--baseline]
  files of {"text","intent"} as JSON Lines, any language; the intent None = out of scope
  --dev FILE    choose the threshold for None on these texts (else out of fold on the training texts)
  --baseline    stock nlp.js on the same files in the same run; takes minutes on large sets
`;

class ArgumentError extends Error {}

/** `jiesu nlu evaluate`: one JSON object on stdout, progress and faults on stderr. Returns the exit status. */
export async function nlu(args: readonly string[]): Promise<number> {
  try {
    const { files, baseline } = readArguments(args);
    // nlp.js and its language packages report on the console; stdout is for the one object.
    console.log = console.error;
    const log = (line: string): void => void process.stderr.write(`${line}\n`);
    process.stdout.write(`${JSON.stringify(await evaluate(files, { baseline, log }))}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof ArgumentError || error instanceof LabelledFileError)) throw error;
    process.stderr.write(`jiesu: ${error.message}\n${error instanceof ArgumentError ? USAGE : ''}`);
    return 1;
  }
}

function readArguments(args: readonly string[]): {
  files: { train: string; test: string; dev?: string };
  baseline: boolean;
} {
  if (args[0] !== 'evaluate') throw new ArgumentError(`nlu: no such command: ${args[0] ?? '(none)'}`);
  const { train, test, dev, baseline } = parse(args.slice(1));
  if (!train) throw new ArgumentError('--train: a file is missing');
  if (!test) throw new ArgumentError('--test: a file is missing');
  return { files: { train, test, dev }, baseline };
}

function parse(args: string[]): { train?: string; test?: string; dev?: string; baseline: boolean } {
  try {
    return parseArgs({
      args,
      options: {
        train: { type: 'string' },
        test: { type: 'string' },
        dev: { type: 'string' },
        baseline: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
}
