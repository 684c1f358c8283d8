import 'reflect-metadata';
import { exitWith } from './exit-with.js';

const USAGE = `usage: npm run -s jiesu -- COMMAND
  classify      messages as JSON Lines on stdin -> what they mean
  guard         replies as JSON Lines on stdin -> verdicts and rewrites
  replay FILE --url URL [--channel web] [--parallel N] [--wait MS]
                play messages or dialogues against a running gateway
  nlu evaluate --train FILE --test FILE [--dev FILE] [--baseline]
                train and test the classifier on files of {"text","intent"}
  nlu report [--html FILE] [--held-out FILE]
                what the shipped understanding is worth
  intents lint  near duplicates and contradictions of the corpus
  migrate       bring the database up to date
  create-user NAME ROLE [DISPLAY NAME]
                add a user; the password comes on stdin
  config        every setting there is
`;

/** Each command loads only what it needs. Returns the exit status. */
async function run(command: string | undefined, args: readonly string[]): Promise<number> {
  switch (command) {
    case 'classify':
      return (await import('./cli/text-commands.js')).classify();
    case 'guard':
      return (await import('./cli/text-commands.js')).guard();
    case 'replay':
      return (await import('./cli/replay.js')).replay(args);
    case 'nlu':
      if (args[0] === 'report') return (await import('./cli/nlu-report.js')).nluReport(args.slice(1));
      return (await import('./cli/nlu-commands.js')).nlu(args);
    case 'intents':
      return (await import('./cli/intents-commands.js')).intents(args);
    case 'migrate':
      return (await import('./cli/admin-commands.js')).migrate();
    case 'create-user':
      return (await import('./cli/admin-commands.js')).createUserCommand(args);
    case 'config':
      return (await import('./cli/admin-commands.js')).config();
    default:
      process.stderr.write(USAGE);
      return 2;
  }
}

run(process.argv[2], process.argv.slice(3)).then((status) => {
  process.exitCode = status;
}, exitWith);
