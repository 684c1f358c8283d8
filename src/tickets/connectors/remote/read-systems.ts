import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Config, ConfigError } from '#app/base/config/config.js';
import type { RedmineSettings } from '../redmine/redmine-settings.js';
import type { RequestTrackerSettings } from '../request-tracker/rt-settings.js';
import { mappingSchema, type TicketMapping } from './mapping.js';

/** The ticket systems that are configured; null = there is none of that kind. */
export interface TicketSystems {
  readonly requestTracker: RequestTrackerSettings | null;
  readonly redmine: RedmineSettings | null;
  readonly pollSeconds: number;
}

/** @throws ConfigError naming the setting, or the key of the mapping file, at fault */
export function readTicketSystems(config: Config): TicketSystems {
  const mapping = readMapping(config.JIESU_TICKET_MAPPING);
  const { JIESU_RT_URL, JIESU_RT_TOKEN, JIESU_RT_QUEUE } = config;
  const { JIESU_REDMINE_URL, JIESU_REDMINE_KEY, JIESU_REDMINE_PROJECT } = config;
  const rt = together({ JIESU_RT_URL, JIESU_RT_TOKEN, JIESU_RT_QUEUE });
  const redmine = together({ JIESU_REDMINE_URL, JIESU_REDMINE_KEY, JIESU_REDMINE_PROJECT });
  if (redmine && !mapping.redmine)
    throw new ConfigError(['JIESU_TICKET_MAPPING: redmine.key, the id of a custom field, is needed']);
  return {
    requestTracker: rt && {
      url: rt.JIESU_RT_URL,
      token: rt.JIESU_RT_TOKEN,
      queue: rt.JIESU_RT_QUEUE,
      mapping: mapping.requestTracker,
    },
    redmine:
      redmine && mapping.redmine
        ? {
            url: redmine.JIESU_REDMINE_URL,
            key: redmine.JIESU_REDMINE_KEY,
            project: redmine.JIESU_REDMINE_PROJECT,
            mapping: mapping.redmine,
          }
        : null,
    pollSeconds: config.JIESU_TICKET_POLL_SECONDS,
  };
}

/** All of them or none. */
function together<Name extends string>(
  given: Readonly<Record<Name, string | undefined>>,
): Readonly<Record<Name, string>> | null {
  const names = Object.keys(given) as Name[];
  const missing = names.filter((name) => given[name] === undefined);
  if (missing.length === names.length) return null;
  if (missing.length > 0)
    throw new ConfigError(missing.map((name) => `${name} is needed: ${names.join(', ')} belong together`));
  return given as Readonly<Record<Name, string>>;
}

function readMapping(file: string | undefined): TicketMapping {
  const parsed = mappingSchema.safeParse(file ? contentOf(file) : {});
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map(({ path, message }) => `JIESU_TICKET_MAPPING: ${path.join('.')}: ${message}`),
  );
}

function contentOf(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = typeof error === 'object' && error && 'code' in error ? String(error.code) : 'unreadable';
    throw new ConfigError([`JIESU_TICKET_MAPPING: the file cannot be used: ${reason}`]);
  }
}
