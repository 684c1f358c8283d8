import { type Config, configSchema } from './config.schema.js';

export type { Config } from './config.schema.js';

/** DI token of the validated settings. */
export const CONFIG = Symbol('Config');

/** All faults of the environment at once, one line each, no values (they may be secrets). */
export class ConfigError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`the settings cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads settings from an environment. An empty value counts as unset. Unknown `JIESU_*` names are
 * refused: a misspelt setting must not be silently without effect.
 * @throws ConfigError listing every fault
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const known = Object.keys(configSchema.shape);
  const given = Object.fromEntries(known.map((name) => [name, env[name] || undefined]));
  const faults = Object.keys(env)
    .filter((name) => name.startsWith('JIESU_') && !known.includes(name))
    .map(
      (name) =>
        `${name} is not a setting of Jiesu (known: ${known.filter((k) => k.startsWith('JIESU_')).join(', ')})`,
    );
  const parsed = configSchema.safeParse(given);
  if (!parsed.success) {
    faults.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  if (given.JIESU_WEBHOOK_URL && !given.JIESU_WEBHOOK_SECRET) {
    faults.push(
      'JIESU_WEBHOOK_SECRET is needed when JIESU_WEBHOOK_URL is set: webhooks never leave unsigned',
    );
  }
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return parsed.data;
}
