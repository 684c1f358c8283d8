import { ConfigError } from './base/config/config.js';
import { EmbeddedPostgresError } from './base/db/embedded/index.js';
import { AppError } from './base/errors/app-error.js';
import { DataFileError } from './reply/index.js';
import { CalendarFileError } from './tickets/index.js';

/** sysexits.h: 78 = configuration, 65 = what was given cannot be used, 69 = a service is unavailable, 70 = a fault of ours. */
const EXIT = { config: 78, input: 65, unavailable: 69, fault: 70 } as const;

/** Ends the process with what an operator needs: one plain message for a known fault, the stack for ours. */
export function exitWith(error: unknown): never {
  if (error instanceof ConfigError) quit(error.message, EXIT.config);
  if (error instanceof EmbeddedPostgresError) quit(`${error.code}: ${error.message}`, EXIT.unavailable);
  if (error instanceof DataFileError) quit(`intents: ${error.message}`, EXIT.config);
  if (error instanceof CalendarFileError) quit(`calendar: ${error.message}`, EXIT.config);
  if (error instanceof AppError)
    quit(`${error.code}: ${error.message}`, error.status < 500 ? EXIT.input : EXIT.unavailable);
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    quit('PORT is taken: another program listens there; set PORT to a free one', EXIT.config);
  }
  if (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'EADDRNOTAVAIL' || error.code === 'EACCES')
  ) {
    quit(
      `HOST and PORT cannot be listened on (${error.code}): HOST must be an address of this machine, PORT one you may use`,
      EXIT.config,
    );
  }
  quit(error instanceof Error ? (error.stack ?? error.message) : String(error), EXIT.fault);
}

let said = false;

/** Says it once: a fault may arrive both as a rejection of `main` and of what it awaited. */
function quit(message: string, code: number): never {
  if (!said) process.stderr.write(`jiesu: ${message}\n`);
  said = true;
  process.exit(code);
}
