import { DAY, days, oneDay, type Stretch, type Wall, wallDate, yearOf } from './wall-clock.js';

/** Month and day in the solar calendar. */
const SOLAR: readonly (readonly [RegExp, number, number])[] = [
  [/^国庆|^十一/, 10, 1],
  [/^元旦/, 1, 1],
  [/^五一/, 5, 1],
  [/^双十一/, 11, 11],
  [/^双十二/, 12, 12],
];
/** Month and day in the lunar calendar; 除夕 is the day before 春节. */
const LUNAR: readonly (readonly [RegExp, number, number])[] = [
  [/^春节/, 1, 1],
  [/^元宵/, 1, 15],
  [/^端午/, 5, 5],
  [/^七夕/, 7, 7],
  [/^中秋/, 8, 15],
  [/^重阳/, 9, 9],
];
const LUNAR_FORMAT = new Intl.DateTimeFormat('en-u-ca-chinese', {
  timeZone: 'UTC',
  month: 'numeric',
  day: 'numeric',
});
const DIGITS = '零一二三四五六七八九十';
/** A holiday lies in the past unless it is this near ahead. */
const AHEAD_DAYS = 60;

/**
 * The day a holiday is meant: of the given year, else the last one or the one soon to come.
 * 国庆 and 春节 with 期间 or 长假 are seven days.
 * @returns null where the name is not known
 */
export function holiday(name: string, now: Wall, year: number | null): Stretch | null {
  const find = (of: number): Wall | null => solar(name, of) ?? lunar(name, of);
  const start = year === null ? nearest(find, now) : find(year);
  if (start === null) return null;
  const long = /期间|长假|假期|放假|黄金周/.test(name) && /^(?:国庆|十一|春节)/.test(name);
  return long ? days(start, start + 6 * DAY) : oneDay(start);
}

function nearest(find: (year: number) => Wall | null, now: Wall): Wall | null {
  const year = yearOf(now);
  const found = [year + 1, year, year - 1].map(find).filter((day): day is Wall => day !== null);
  return found.find((day) => day <= now + AHEAD_DAYS * DAY) ?? null;
}

function solar(name: string, year: number): Wall | null {
  // 清明 by the usual formula for 2000 to 2099.
  if (name.startsWith('清明')) {
    const short = year % 100;
    return wallDate(year, 4, Math.floor(short * 0.2422 + 4.81) - Math.floor(short / 4));
  }
  const row = SOLAR.find(([pattern]) => pattern.test(name));
  return row === undefined ? null : wallDate(year, row[1], row[2]);
}

function lunar(name: string, year: number): Wall | null {
  if (/^(?:除夕|大年三十|年三十)/.test(name)) {
    const newYear = lunarDay(year, 1, 1);
    return newYear === null ? null : newYear - DAY;
  }
  const row = LUNAR.find(([pattern]) => pattern.test(name));
  if (row !== undefined) return lunarDay(year, row[1], row[2]);
  const match = /^(?:大年|(正月|腊月))(初|廿|二十|十)([一二三四五六七八九十])?/.exec(name);
  if (match === null) return null;
  const tens = { 初: 0, 十: 10, 廿: 20, 二十: 20 }[match[2] ?? '初'] ?? 0;
  const day = tens + (match[3] === undefined ? 0 : DIGITS.indexOf(match[3]));
  return match[1] === '腊月' ? lunarDay(year, 12, day, -1) : lunarDay(year, 1, day);
}

/** The solar day of a lunar one; the lunar year begins between 20 January and 20 February. */
function lunarDay(year: number, month: number, day: number, shift = 0): Wall | null {
  const from = wallDate(year, month + (shift === 0 ? 0 : -12), 15);
  for (let step = 0; step < 80; step += 1) {
    const at = from + step * DAY;
    const parts = LUNAR_FORMAT.formatToParts(at);
    const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
    if (of('month') === String(month) && of('day') === String(day)) return at;
  }
  return null;
}
