import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '#app/base/config/config.js';
import { readTicketSystems } from './read-systems.js';

const RT = {
  JIESU_RT_URL: 'https://rt.example/REST/2.0',
  JIESU_RT_TOKEN: 'secret-1',
  JIESU_RT_QUEUE: 'Complaints',
};
const REDMINE = {
  JIESU_REDMINE_URL: 'https://redmine.example',
  JIESU_REDMINE_KEY: 'secret-2',
  JIESU_REDMINE_PROJECT: 'complaints',
};
const read = (env: Record<string, string>) => readTicketSystems(readConfig(env));
const file = (text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), 'jiesu-mapping-')), 'mapping.yaml');
  writeFileSync(path, text);
  return path;
};

describe('readTicketSystems', () => {
  it('knows no system where none is configured', () => {
    expect(read({})).toMatchObject({ requestTracker: null, redmine: null, pollSeconds: 60 });
  });

  it('takes RT with its shipped lifecycle, and what the mapping file changes', () => {
    expect(read(RT).requestTracker?.mapping).toMatchObject({ key: 'GatewayId', fields: {} });
    const mapping = file(
      'requestTracker:\n  fields: { channel: Channel }\n  status: { visiting: stalled }\n',
    );
    expect(read({ ...RT, JIESU_TICKET_MAPPING: mapping }).requestTracker?.mapping).toMatchObject({
      fields: { channel: 'Channel' },
      status: { registered: 'new', visiting: 'stalled' },
    });
  });

  it.each([
    ['half of RT', { JIESU_RT_URL: RT.JIESU_RT_URL }, 'JIESU_RT_TOKEN is needed'],
    ['Redmine without the field of our key', REDMINE, 'redmine.key'],
    ['a file that is not there', { JIESU_TICKET_MAPPING: 'nowhere.yaml' }, 'ENOENT'],
    ['a key it does not know', { JIESU_TICKET_MAPPING: file('redmin: {}') }, 'redmin'],
    [
      'a status of ours that is none',
      { JIESU_TICKET_MAPPING: file('redmine: { key: 1, status: { lost: x } }') },
      'lost',
    ],
    [
      'a field name where an id must be',
      { JIESU_TICKET_MAPPING: file('redmine: { key: GatewayId }') },
      'redmine.key',
    ],
  ])('refuses %s', (_title, env, named) => {
    expect(() => read(env)).toThrow(named);
  });

  it('never repeats a secret', () => {
    expect(() => read({ JIESU_RT_TOKEN: 'hunter2' })).toThrow(expect.not.stringContaining('hunter2'));
  });
});
