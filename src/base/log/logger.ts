import { Injectable, type LoggerService } from '@nestjs/common';
import { destination, type Logger as Pino, pino } from 'pino';
import { maskPersonalData } from './mask.js';

export type Fields = Readonly<Record<string, unknown>>;

/**
 * JSON lines on stderr (stdout belongs to the CLI's answers). Strings are masked before they are
 * written: a phone number, 户号 or ID number never reaches a log. A line about a request gets its
 * `requestId` as a field: an AsyncLocalStorage would follow every promise of every request for it, a
 * third of the CPU of storing a message on Node 20 (docs/BENCHMARKS.md).
 */
@Injectable()
export class Logger implements LoggerService {
  private readonly pino: Pino;

  constructor(level = 'info') {
    this.pino = pino(
      { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
      destination({ dest: 2, sync: true }),
    );
  }

  debug(message: string, fields?: Fields | string): void {
    this.write('debug', message, fields);
  }
  log(message: string, fields?: Fields | string): void {
    this.write('info', message, fields);
  }
  info(message: string, fields?: Fields | string): void {
    this.write('info', message, fields);
  }
  warn(message: string, fields?: Fields | string): void {
    this.write('warn', message, fields);
  }
  error(message: string, fields?: Fields | string, ...rest: unknown[]): void {
    this.write('error', message, fields, rest);
  }

  /** Nest's own lines pass a context name where ours pass fields. */
  private write(
    level: 'debug' | 'info' | 'warn' | 'error',
    message: unknown,
    fields?: Fields | string,
    rest: unknown[] = [],
  ): void {
    const own = typeof fields === 'string' ? { context: fields, ...(rest.length ? { rest } : {}) } : fields;
    this.pino[level](maskFields(own), maskPersonalData(String(message)));
  }
}

function maskFields(fields: Fields | undefined): Fields {
  if (!fields) return {};
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      typeof value === 'string' ? maskPersonalData(value) : value,
    ]),
  );
}
