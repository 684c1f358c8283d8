import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './config.js';

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

describe('readConfig', () => {
  it('needs nothing for the embedded default and listens on loopback', () => {
    expect(readConfig({})).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      JIESU_ROLES: 'all',
      JIESU_DATA: './data',
    });
  });

  it('treats an empty value as unset', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: '' }).PORT).toBe(3000);
  });

  it('lists all faults at once, each naming its variable', () => {
    const faults = faultsOf({ PORT: 'abc', DATABASE_URL: 'mysql://x', JIESU_ROLES: 'both', JIESU_DTAA: 'x' });
    for (const name of ['PORT', 'DATABASE_URL', 'JIESU_ROLES', 'JIESU_DTAA']) {
      expect(faults.some((fault) => fault.startsWith(name))).toBe(true);
    }
  });

  it('refuses an unsigned webhook', () => {
    expect(faultsOf({ JIESU_WEBHOOK_URL: 'https://tickets.example/in' })[0]).toContain(
      'JIESU_WEBHOOK_SECRET',
    );
  });

  it('never repeats a value in a fault: it may be a secret', () => {
    const faults = faultsOf({ JIESU_WEBHOOK_SECRET: 'hunter2', JIESU_WEBHOOK_URL: 'https://a.example' });
    expect(faults.join()).not.toContain('hunter2');
  });
});
