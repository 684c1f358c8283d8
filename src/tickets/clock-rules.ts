import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { calendarSchema } from './calendar.schema.js';
import { type BusinessCalendar, businessCalendar } from './domain/calendar/business-calendar.js';
import { type ClockLimits, type ClockRules, DEFAULT_LIMITS, DEFAULT_WARNINGS } from './domain/clocks.js';
import { type Limit, parseLimit } from './domain/clocks-limit.js';

/** The calendar that comes along: beside `src/` and beside `dist/`. */
const SHIPPED = join(
  dirname(fileURLToPath(import.meta.url)),
  '..',
  '..',
  'intents',
  'calendar',
  'china.yaml',
);

/** A calendar file that cannot be used. The message names the file and every fault. */
export class CalendarFileError extends Error {
  constructor(file: string, faults: string) {
    super(`${file}: ${faults}`);
    this.name = 'CalendarFileError';
  }
}

/** The settings of `config.schema.ts` that concern clocks; what is missing has its default. */
export interface ClockSettings {
  readonly JIESU_CALENDAR?: string | undefined;
  readonly JIESU_CLOCK_ACK?: string | undefined;
  readonly JIESU_CLOCK_CONTACT?: string | undefined;
  readonly JIESU_CLOCK_RESPONSE?: string | undefined;
  readonly JIESU_CLOCK_RESOLVE?: string | undefined;
  readonly JIESU_CLOCK_WARN?: string | undefined;
}

/**
 * How clocks run here: the shipped defaults, changed by the settings.
 * @throws CalendarFileError; RangeError for a limit that the schema of the settings would have refused
 */
export function readClockRules(settings: ClockSettings = {}): ClockRules {
  return {
    calendar: readCalendar(settings.JIESU_CALENDAR ?? SHIPPED),
    limits: limitsOf(settings),
    warnAt: settings.JIESU_CLOCK_WARN?.split(',').map(Number) ?? DEFAULT_WARNINGS,
  };
}

function limitsOf(settings: ClockSettings): ClockLimits {
  const { ack, contact, response, resolve } = DEFAULT_LIMITS;
  const [acked = ack] = limits(settings.JIESU_CLOCK_ACK);
  const [usual = resolve.usual, approved = resolve.approved] = limits(settings.JIESU_CLOCK_RESOLVE);
  return {
    ack: acked,
    contact: perUrgency(settings.JIESU_CLOCK_CONTACT, contact),
    response: perUrgency(settings.JIESU_CLOCK_RESPONSE, response),
    resolve: { usual, approved },
  };
}

function perUrgency(text: string | undefined, byDefault: ClockLimits['contact']): ClockLimits['contact'] {
  const [general = byDefault.general, urgent = byDefault.urgent, critical = byDefault.critical] =
    limits(text);
  return { general, urgent, critical };
}

const limits = (text: string | undefined): Limit[] =>
  (text?.split(',') ?? []).map((part) => {
    const limit = parseLimit(part);
    if (limit) return limit;
    throw new RangeError(`${part} is not a limit like 30m, 2h, 5d, 2wh or 5wd`);
  });

/** Reads a calendar file. @throws CalendarFileError */
export function readCalendar(path: string): BusinessCalendar {
  const file = basename(path);
  const result = calendarSchema.safeParse(parsed(path, file));
  if (!result.success) {
    const faults = result.error.issues.map(
      (issue) => `${issue.path.join('.') || '(file)'}: ${issue.message}`,
    );
    throw new CalendarFileError(file, faults.join('; '));
  }
  try {
    return businessCalendar(result.data);
  } catch (error) {
    throw new CalendarFileError(file, reason(error));
  }
}

function parsed(path: string, file: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'), { maxAliasCount: 50 });
  } catch (error) {
    throw new CalendarFileError(file, reason(error));
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
