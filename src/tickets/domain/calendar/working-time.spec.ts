import { describe, expect, it } from '@jest/globals';
import { readCalendar } from '../../clock-rules.js';
import { businessCalendar } from './business-calendar.js';
import { WEEKDAYS } from './weekdays.js';
import { addWorkingTime, endOfWorkingDay, isWorking, workingTimeBetween } from './working-time.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (text: string): Date => new Date(`${text}+08:00`);
const calendar = readCalendar(new URL('../../../../intents/calendar/china.yaml', import.meta.url).pathname);

describe('around the holidays of 2026', () => {
  it.each([
    ['an ordinary morning', '2026-11-23T09:00', 2, '2026-11-23T11:00'],
    ['over the midday break', '2026-11-23T11:00', 2, '2026-11-23T14:30'],
    ['a morning that is used up exactly', '2026-11-23T10:00', 2, '2026-11-23T12:00'],
    ['over the night', '2026-11-23T17:00', 2, '2026-11-24T09:30'],
    ['over a weekend', '2026-11-20T17:00', 2, '2026-11-23T09:30'],
    ['from a Sunday', '2026-11-22T15:00', 2, '2026-11-23T10:30'],
    ['before 春节 on a worked Saturday', '2026-02-14T17:00', 2, '2026-02-24T09:30'],
    ['during 春节', '2026-02-17T10:00', 8, '2026-02-24T18:00'],
    ['to the worked Saturday after 春节', '2026-02-27T17:30', 1, '2026-02-28T09:00'],
    ['before 国庆', '2026-09-30T17:30', 1, '2026-10-08T09:00'],
    ['to the worked Saturday after 国庆', '2026-10-09T17:30', 1, '2026-10-10T09:00'],
    ['on the worked Sunday before 国庆', '2026-09-20T08:30', 8, '2026-09-20T18:00'],
    ['over the turn of the year', '2026-12-31T17:30', 1, '2027-01-04T09:00'],
    ['before 春节 2027, statutory days only', '2027-02-04T17:30', 1, '2027-02-09T09:00'],
    ['before 国庆 2027, statutory days only', '2027-09-30T17:30', 1, '2027-10-04T09:00'],
  ])('%s', (_, from, hours, to) => {
    expect(addWorkingTime(calendar, at(from), hours * HOUR)).toEqual(at(to));
    expect(workingTimeBetween(calendar, at(from), at(to))).toBe(hours * HOUR);
  });

  it.each([
    ['the day of receipt does not count', '2026-11-23T09:00', 5, '2026-11-30T18:00'],
    ['neither in the night', '2026-11-23T23:59', 1, '2026-11-24T18:00'],
    ['over 春节', '2026-02-13T10:00', 2, '2026-02-24T18:00'],
    ['over 国庆', '2026-09-29T10:00', 5, '2026-10-12T18:00'],
    ['from within 国庆', '2026-10-03T10:00', 3, '2026-10-10T18:00'],
  ])('working days: %s', (_, from, days, to) => {
    expect(endOfWorkingDay(calendar, at(from), days)).toEqual(at(to));
  });

  it('begins and ends with its slots', () => {
    const working = (text: string): boolean => isWorking(calendar, at(text));
    expect(
      ['08:29:59', '08:30:00', '11:59:59', '12:00:00', '13:30:00', '18:00:00'].map((time) =>
        working(`2026-11-23T${time}`),
      ),
    ).toEqual([false, true, true, false, true, false]);
    expect([working('2026-02-28T09:00'), working('2026-02-23T09:00'), working('2026-11-22T09:00')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

/** Written down a second time, by hand, and counted minute by minute: nothing of the code under test. */
describe('every day of 2026 and 2027', () => {
  const OFF = [
    ...['2026-01-01', '2026-01-02', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'],
    ...['2026-02-23', '2026-04-06', '2026-05-01', '2026-05-04', '2026-05-05', '2026-06-19', '2026-09-25'],
    ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'],
    ...['2027-01-01', '2027-02-05', '2027-02-08', '2027-04-05', '2027-06-09', '2027-09-15', '2027-10-01'],
  ];
  const WORKED = ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'];
  const FIRST = at('2026-01-01T00:00').getTime();
  const MINUTES = (730 + 60) * 24 * 60;
  /** Minutes of work before each minute. */
  const before = new Uint32Array(MINUTES + 1);
  for (let minute = 0; minute < MINUTES; minute++) {
    const local = new Date(FIRST + minute * MINUTE + 8 * HOUR);
    const day = local.toISOString().slice(0, 10);
    const inDay = local.getUTCHours() * 60 + local.getUTCMinutes();
    const open = WORKED.includes(day) || !(OFF.includes(day) || [0, 6].includes(local.getUTCDay()));
    const works = open && ((inDay >= 510 && inDay < 720) || (inDay >= 810 && inDay < 1080));
    before[minute + 1] = (before[minute] ?? 0) + Number(works);
  }
  const minutesOf = (date: Date): number => (date.getTime() - FIRST) / MINUTE;
  /** Four moments of each day, none of them round. */
  const moments = Array.from(
    { length: 730 * 4 },
    (_, index) => new Date(FIRST + index * 6 * HOUR + 37 * MINUTE),
  );

  it('agrees with counting minutes', () => {
    const wrong = moments.filter((from) =>
      [1, 30, 120, 480, 2_400].some((minutes) => {
        const end = addWorkingTime(calendar, from, minutes * MINUTE);
        const counted = (before[minutesOf(end)] ?? 0) - (before[minutesOf(from)] ?? 0);
        // The last minute itself is work: no earlier moment would do.
        return counted !== minutes || before[minutesOf(end) - 1] !== (before[minutesOf(end)] ?? 0) - 1;
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('measures what it adds, in both directions', () => {
    const wrong = moments.filter((from, index) => {
      const to = new Date(from.getTime() + (index % 17) * DAY + (index % 1_000) * MINUTE);
      const counted = ((before[minutesOf(to)] ?? 0) - (before[minutesOf(from)] ?? 0)) * MINUTE;
      return (
        workingTimeBetween(calendar, from, to) !== counted ||
        workingTimeBetween(calendar, to, from) + counted !== 0
      );
    });
    expect(wrong).toEqual([]);
  });

  it('says of every moment whether people work', () => {
    const wrong = moments.filter(
      (moment) =>
        isWorking(calendar, moment) !==
        (before[minutesOf(moment) + 1] ?? 0) > (before[minutesOf(moment)] ?? 0),
    );
    expect(wrong).toEqual([]);
  });
});

describe('what cannot be', () => {
  it('is refused', () => {
    expect(() => addWorkingTime(WEEKDAYS, at('2026-11-23T09:00'), -1)).toThrow(RangeError);
    expect(() => addWorkingTime(WEEKDAYS, at('2026-11-23T09:00'), Number.NaN)).toThrow(RangeError);
    expect(() => endOfWorkingDay(WEEKDAYS, at('2026-11-23T09:00'), 0)).toThrow(RangeError);
    expect(() => addWorkingTime(WEEKDAYS, at('2026-11-23T09:00'), 30_000 * HOUR)).toThrow('ten years');
  });

  it('adding nothing changes nothing, even at night', () => {
    expect(addWorkingTime(WEEKDAYS, at('2026-11-23T03:00'), 0)).toEqual(at('2026-11-23T03:00'));
  });

  it('a calendar may have many slots a day, up to midnight', () => {
    const three = businessCalendar({
      slots: [
        { from: 0, to: 60 },
        { from: 600, to: 660 },
        { from: 1_380, to: 1_440 },
      ],
      weekend: [],
      years: [],
      special: [],
    });
    expect(addWorkingTime(three, at('2026-11-23T00:30'), 3 * HOUR)).toEqual(at('2026-11-24T00:30'));
  });
});
