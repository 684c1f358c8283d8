import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, it } from '@jest/globals';
import { FakeRedmine } from '../support/fake-redmine.js';
import { FakeRequestTracker } from '../support/fake-request-tracker.js';
import { bringUp, redmine, requestTracker, whyNot } from '../support/ticket-systems.js';
import { type SystemUnderTest, ticketSystemSuite } from './ticket-connector.js';

const RT_WRONG = [
  /requestTracker\.fields\.category/,
  /requestTracker\.status\.archived/,
  /requestTracker\.values\.channel\.sms/,
];
const REDMINE_WRONG = [/redmine\.fields\.category/, /redmine\.status\.archived/];

ticketSystemSuite('Request Tracker, fake', async (): Promise<SystemUnderTest> => {
  const fake = await new FakeRequestTracker().start();
  return {
    system: requestTracker(fake.url, 'good'),
    wronglyMapped: requestTracker(fake.url, 'good', true),
    wrongNames: RT_WRONG,
    otherHand: async (id, status, words) => fake.otherHand(id, status, words),
    resolvedStatus: 'resolved',
    badValue: 'dropped',
    stop: () => fake.stop(),
  };
});

ticketSystemSuite('Redmine, fake', async (): Promise<SystemUnderTest> => {
  const fake = await new FakeRedmine().start();
  return {
    system: redmine(fake.url, 'good'),
    wronglyMapped: redmine(fake.url, 'good', true),
    wrongNames: REDMINE_WRONG,
    otherHand: async (id, status, words) => fake.otherHand(id, status, words),
    resolvedStatus: '已解决',
    badValue: 'rejected',
    stop: () => fake.stop(),
  };
});

/** The real systems take a minute to start: they are run where their flag is set. */
function real(name: string, reason: string | null, start: () => Promise<SystemUnderTest>): void {
  if (reason === null) {
    ticketSystemSuite(name, start);
    return;
  }
  console.warn(`ticket-systems.spec: ${name} skipped, ${reason}`);
  describe.skip(`ticket system: ${name}`, () => it('is not started here', () => undefined));
}

async function ask(url: string, method: string, login: string, body: object): Promise<void> {
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(login).toString('base64')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
}

real('Request Tracker 5', whyNot('RT_TEST', 'request-tracker/up'), async () => {
  const { lines, stop } = await bringUp('request-tracker/up', 21_511);
  const [url = '', token = ''] = lines;
  return {
    system: requestTracker(url, token),
    wronglyMapped: requestTracker(url, token, true),
    wrongNames: RT_WRONG,
    // RT's own first account, as every fresh RT has it.
    otherHand: async (id, status, words) => {
      await ask(`${url}/ticket/${id}`, 'PUT', 'root:password', { Status: status });
      const comment = { Content: words, ContentType: 'text/plain' };
      await ask(`${url}/ticket/${id}/comment`, 'POST', 'root:password', comment);
    },
    resolvedStatus: 'resolved',
    badValue: 'dropped',
    stop: async () => stop(),
  };
});

real('Redmine 5', whyNot('REDMINE_TEST', 'redmine/up'), async () => {
  const { lines, state, stop } = await bringUp('redmine/up', 21_521);
  const url = lines[0] ?? '';
  const key = lines.find((line) => line.startsWith('KEY='))?.slice(4) ?? '';
  const ids = lines.find((line) => line.startsWith('ST=')) ?? '';
  // A fresh Redmine lets its first account in only after a new password.
  const unlock = `UPDATE users SET must_change_passwd = 0 WHERE login = 'admin'`;
  const ruby = `require 'sqlite3'; SQLite3::Database.new(ARGV[0]).execute(ARGV[1])`;
  await promisify(execFile)('ruby', ['-e', ruby, join(state, 'db/redmine.sqlite3'), unlock]);
  return {
    system: redmine(url, key),
    wronglyMapped: redmine(url, key, true),
    wrongNames: REDMINE_WRONG,
    otherHand: async (id, status, words) => {
      const status_id = new RegExp(`${status}:(\\d+)`).exec(ids)?.[1];
      await ask(`${url}/issues/${id}.json`, 'PUT', 'admin:admin', { issue: { notes: words, status_id } });
    },
    resolvedStatus: '已解决',
    badValue: 'rejected',
    stop: async () => stop(),
  };
});
