import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { configSchema } from '#app/base/config/config.schema.js';
import { CalendarFileError, readCalendar, readClockRules } from './clock-rules.js';
import { parseDay, weekdayOf } from './domain/calendar/local-day.js';
import { DEFAULT_LIMITS, DEFAULT_WARNINGS, deadlinesFor } from './domain/clocks.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('the numbers of the rule book', () => {
  it('are what the settings have by default: one truth in two places', () => {
    const settings = configSchema.parse({});
    const rules = readClockRules(settings);
    expect(rules.limits).toEqual(DEFAULT_LIMITS);
    expect(rules.warnAt).toEqual(DEFAULT_WARNINGS);
    expect(readClockRules().limits).toEqual(DEFAULT_LIMITS);
  });

  it('are those of seed 003 and 004f', () => {
    const { limits } = readClockRules();
    const elapsed = (ms: number) => ({ in: 'elapsed', ms });
    expect(limits.ack).toEqual(elapsed(30 * MINUTE));
    expect(limits.contact).toEqual({
      general: elapsed(2 * HOUR),
      urgent: elapsed(30 * MINUTE),
      critical: elapsed(5 * MINUTE),
    });
    expect(limits.response).toEqual({
      general: elapsed(24 * HOUR),
      urgent: elapsed(2 * HOUR),
      critical: elapsed(5 * MINUTE),
    });
    expect(limits.resolve).toEqual({ usual: elapsed(5 * DAY), approved: elapsed(10 * DAY) });
  });

  it('can each be set', () => {
    const settings = configSchema.parse({
      JIESU_CLOCK_ACK: '10m',
      JIESU_CLOCK_CONTACT: '2wh,20m,3m',
      JIESU_CLOCK_RESPONSE: '1wd,90m,4m',
      JIESU_CLOCK_RESOLVE: '4wd,9d',
      JIESU_CLOCK_WARN: '50,100',
    });
    const rules = readClockRules(settings);
    expect(rules.limits.ack).toEqual({ in: 'elapsed', ms: 10 * MINUTE });
    expect(rules.limits.contact.general).toEqual({ in: 'working', ms: 2 * HOUR });
    expect(rules.limits.contact.critical).toEqual({ in: 'elapsed', ms: 3 * MINUTE });
    expect(rules.limits.response.general).toEqual({ in: 'workingDays', days: 1 });
    expect(rules.limits.resolve.usual).toEqual({ in: 'workingDays', days: 4 });
    expect(rules.limits.resolve.approved).toEqual({ in: 'elapsed', ms: 9 * DAY });
    expect(rules.warnAt).toEqual([50, 100]);
  });

  it.each([
    ['JIESU_CLOCK_ACK', '0m'],
    ['JIESU_CLOCK_ACK', '91d'],
    ['JIESU_CLOCK_CONTACT', '2h'],
    ['JIESU_CLOCK_CONTACT', '2h,30m,5wm'],
    ['JIESU_CLOCK_RESPONSE', '24h,2h,now'],
    ['JIESU_CLOCK_RESOLVE', '5d'],
    ['JIESU_CLOCK_WARN', '70,90'],
    ['JIESU_CLOCK_WARN', '90,70,100'],
  ])('refuses %s=%s', (name, value) => {
    const result = configSchema.safeParse({ [name]: value });
    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual([name]);
  });
});

describe('the calendar that comes along', () => {
  const { calendar } = readClockRules();
  const works = (text: string): boolean => calendar.slotsOf(parseDay(text) ?? Number.NaN).length > 0;
  const days = (year: number): string[] =>
    Array.from({ length: 365 }, (_, index) =>
      new Date(Date.UTC(year, 0, 1 + index)).toISOString().slice(0, 10),
    );

  it('has the published year 2026 and says that 2027 is not', () => {
    expect([calendar.isPublished(2026), calendar.isPublished(2027)]).toEqual([true, false]);
  });

  it('differs from plain weeks in 2026 exactly where the State Council says so', () => {
    const plain = (text: string): boolean => weekdayOf(parseDay(text) ?? 0) < 6;
    const other = days(2026).filter((day) => works(day) !== plain(day));
    expect(other).toEqual([
      ...['2026-01-01', '2026-01-02', '2026-01-04'],
      ...['2026-02-14', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20', '2026-02-23'],
      '2026-02-28',
      '2026-04-06',
      ...['2026-05-01', '2026-05-04', '2026-05-05', '2026-05-09'],
      '2026-06-19',
      ...['2026-09-20', '2026-09-25'],
      ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07', '2026-10-10'],
    ]);
    expect(days(2026).filter(works)).toHaveLength(261 - 19 + 6);
  });

  it('has the thirteen statutory days of 2027 and no guess about the rest', () => {
    const plain = (text: string): boolean => weekdayOf(parseDay(text) ?? 0) < 6;
    expect(days(2027).filter((day) => works(day) !== plain(day))).toEqual([
      '2027-01-01',
      '2027-02-05',
      '2027-02-08',
      '2027-04-05',
      '2027-06-09',
      '2027-09-15',
      '2027-10-01',
    ]);
  });
});

describe('an operator’s calendar', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'calendar-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (text: string): string => {
    const path = join(folder, 'ours.yaml');
    writeFileSync(path, text);
    return path;
  };
  const GOOD = 'slots: ["09:00-11:00", "12:00-15:00", "16:00-24:00"]\nweekend: [7]\nyears: []\nspecial: []\n';

  it('is the one that counts', () => {
    const rules = readClockRules({ JIESU_CALENDAR: file(GOOD), JIESU_CLOCK_CONTACT: '4wh,30m,5m' });
    const friday = new Date('2026-11-20T10:00+08:00');
    expect(deadlinesFor(rules, 'general', friday).contactDeadline).toEqual(
      new Date('2026-11-20T15:00+08:00'),
    );
  });

  it.each([
    [GOOD.replace('09:00-11:00', '9-11'), 'ours.yaml: slots.0: is not a slot like 08:30-12:00'],
    [GOOD.replace('[7]', '[8]'), 'ours.yaml: weekend.0'],
    [GOOD.replace('11:00', '13:00'), 'ours.yaml: slots[1]: slots must end after they begin'],
    [`${GOOD}holidays: []\n`, 'ours.yaml: (file): Unrecognized key'],
    [
      GOOD.replace('special: []', 'special: [{ day: 2026-02-30, slots: [] }]'),
      'ours.yaml: special.0.day: is not a day like 2026-10-01',
    ],
    ['slots: [', 'ours.yaml: '],
  ])('is refused by file and key (%#)', (text, message) => {
    const read = (): unknown => readCalendar(file(text));
    expect(read).toThrow(CalendarFileError);
    expect(read).toThrow(message);
  });

  it('that is missing is named', () => {
    expect(() => readCalendar(join(folder, 'none.yaml'))).toThrow(/^none\.yaml: .*ENOENT/);
  });
});
