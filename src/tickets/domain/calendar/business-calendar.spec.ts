import { describe, expect, it } from '@jest/globals';
import { businessCalendar, type CalendarData } from './business-calendar.js';
import { dayOf, formatDay, parseDay, startOfDay, weekdayOf } from './local-day.js';

const day = (text: string): number => parseDay(text) ?? Number.NaN;
const HALF_DAYS = [
  { from: 510, to: 720 },
  { from: 810, to: 1080 },
];
const year = (over: Partial<CalendarData['years'][number]> = {}): CalendarData['years'][number] => ({
  year: 2026,
  published: true,
  source: 'spec',
  holidays: [],
  makeUp: [],
  ...over,
});
const data = (over: Partial<CalendarData> = {}): CalendarData => ({
  slots: HALF_DAYS,
  weekend: [6, 7],
  years: [year()],
  special: [],
  ...over,
});

describe('local days', () => {
  it('begin at midnight in Shanghai', () => {
    expect(formatDay(dayOf(new Date('2026-11-21T15:59:59Z')))).toBe('2026-11-21');
    expect(formatDay(dayOf(new Date('2026-11-21T16:00:00Z')))).toBe('2026-11-22');
    expect(new Date(startOfDay(day('2026-11-22'))).toISOString()).toBe('2026-11-21T16:00:00.000Z');
  });

  it.each([
    ['2026-11-22', 7],
    ['2026-11-23', 1],
    ['1970-01-01', 4],
    ['1969-12-28', 7],
  ])('%s is weekday %d', (text, weekday) => {
    expect(weekdayOf(day(text))).toBe(weekday);
  });

  it.each(['2026-02-29', '2026-13-01', '2026-2-1', '', 'Feb 1'])('refuses %j', (text) => {
    expect(parseDay(text)).toBeNull();
  });
});

describe('businessCalendar', () => {
  const calendar = businessCalendar(
    data({
      years: [
        year({
          holidays: [{ name: '国庆节', from: day('2026-10-01'), to: day('2026-10-07') }],
          makeUp: [day('2026-10-10')],
        }),
      ],
      special: [
        { day: day('2026-10-02'), slots: [{ from: 540, to: 600 }] },
        { day: day('2026-10-10'), slots: [] },
      ],
    }),
  );

  it('lets special days go before make-up days, those before holidays and weekends', () => {
    const slots = (text: string): number => calendar.slotsOf(day(text)).length;
    expect([
      slots('2026-09-30'),
      slots('2026-10-01'),
      slots('2026-10-02'),
      slots('2026-10-10'),
      slots('2026-10-11'),
    ]).toEqual([2, 0, 1, 0, 0]);
  });

  it('knows which years are published', () => {
    expect([calendar.isPublished(2026), calendar.isPublished(2027)]).toEqual([true, false]);
  });

  it.each<[string, Partial<CalendarData>, string]>([
    ['no slots', { slots: [] }, 'slots: a working day needs at least one slot'],
    [
      'overlapping slots',
      { slots: [HALF_DAYS[0], { from: 700, to: 800 }].flatMap((s) => s ?? []) },
      'slots[1]',
    ],
    ['a slot that ends before it begins', { slots: [{ from: 600, to: 540 }] }, 'slots[0]'],
    ['a week without work', { weekend: [1, 2, 3, 4, 5, 6, 7] }, 'weekend: at least one day'],
    ['a year twice', { years: [year(), year()] }, 'years: 2026 is listed twice'],
    [
      'a holiday of another year',
      { years: [year({ holidays: [{ name: '元旦', from: day('2027-01-01'), to: day('2027-01-01') }] })] },
      '2026 元旦: lies in another year',
    ],
    [
      'a holiday that ends before it begins',
      { years: [year({ holidays: [{ name: '元旦', from: day('2026-01-03'), to: day('2026-01-01') }] })] },
      '2026 元旦: ends before it begins',
    ],
    [
      'a make-up day that is worked anyway',
      { years: [year({ makeUp: [day('2026-10-12')] })] },
      '2026 makeUp 2026-10-12: is an ordinary working day',
    ],
  ])('refuses %s', (_, over, message) => {
    expect(() => businessCalendar(data(over))).toThrow(message);
  });
});
