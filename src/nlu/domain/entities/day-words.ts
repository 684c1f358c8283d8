import { holiday } from './holidays.js';
import { readNumber } from './numbers.js';
import {
  DAY,
  days,
  midnight,
  mondayOf,
  monthOf,
  months,
  oneDay,
  oneMonth,
  oneYear,
  type Stretch,
  type Wall,
  wallDate,
  yearOf,
} from './wall-clock.js';

/** A day, week, month or year read from the beginning of a phrase. */
export interface NamedDay {
  readonly stretch: Stretch;
  /** Characters of the phrase that were read. */
  readonly length: number;
  /** 昨晚 names a part of the day with the day. */
  readonly part: string | null;
}

const N = '\\d{1,2}|[零一二两三四五六七八九十廿]{1,3}';
const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/;
const SLASH = /^(\d{1,2})[/.](\d{1,2})[号日]?/;
const YEAR = new RegExp(
  `^(?:(\\d{4}|\\d{2}|[二两]零[零一二三四五六七八九十]{2})年|(大前|[去前今明后])年|(${N})年(?:以)?前)的?`,
);
const MONTH = new RegExp(`^(?:(上上?|下下?|这|本)个?月|(${N})月)份?(中旬|上旬|下旬|[初底末中])?的?`);
const DATE = new RegExp(`^(${N})[日号]`);
const SEASON =
  /^年?(年?[底末初]|年中|上半年|下半年|夏[天季]|冬[天季]|春[天季]|秋[天季]|暑假|([一二三四])季度)/;
const RELATIVE =
  /^(大前天|大后天|[昨今明前后]天|[昨今明]日|[昨今明前后]儿个?|次日|翌日|[昨今明前]晚|[昨今]夜|[今明]早|今晨|今午|当晚)/;
const DAYS_AGO = new RegExp(`^(${N}|半)(天|周|个?星期|个?礼拜|个月)(?:以)?前`);
const WEEKDAY = /^(上上?|下下?|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天末1-6])?/;
const QUARTER = /^(上|这|本|下)个?季度?/;
const HOLIDAY =
  /^(?:国庆|春节|中秋|五一|十一|元旦|端午|清明|除夕|大年|年三十|正月|腊月|元宵|双十|七夕|重阳).*/;
const SHIFTS: Readonly<Record<string, number>> = {
  大前: -3,
  前: -2,
  昨: -1,
  去: -1,
  今: 0,
  当: 0,
  明: 1,
  次: 1,
  翌: 1,
  后: 2,
  大后: 3,
};
const STEPS: Readonly<Record<string, number>> = { 上上: -2, 上: -1, 这: 0, 本: 0, 下: 1, 下下: 2 };
/** Without a year the past is meant, unless the day is this near ahead. */
const AHEAD = 45 * DAY;

/** @returns null where the phrase does not begin with a day */
export function readDay(text: string, now: Wall): NamedDay | null {
  return readCalendar(text, now) ?? readRelative(text, now) ?? readWeek(text, now);
}

function readCalendar(text: string, now: Wall): NamedDay | null {
  const iso = ISO.exec(text);
  if (iso) return named(oneDay(wallDate(Number(iso[1]), Number(iso[2]), Number(iso[3]))), iso[0]);
  const slash = SLASH.exec(text);
  if (slash) return named(oneDay(nearYear(Number(slash[1]), Number(slash[2]), now)), slash[0]);
  const said = YEAR.exec(text);
  const year = said === null ? null : yearSaid(said, now);
  const begun = said?.[0].length ?? 0;
  const rest = text.slice(begun);
  const feast = HOLIDAY.exec(rest);
  if (feast) {
    const stretch = holiday(feast[0], now, year);
    const tail = /(?:那天晚上|当晚)/.exec(feast[0]) ? '晚' : null;
    return stretch === null ? null : { stretch, length: text.length, part: tail };
  }
  return inYear(text, rest, year, now);
}

function inYear(text: string, rest: string, year: number | null, now: Wall): NamedDay | null {
  const begun = text.length - rest.length;
  const season = SEASON.exec(rest);
  if (season && (year !== null || /季度|半年|[夏冬春秋]/.test(season[0])))
    return cut(seasonOf(season[1] ?? '', season[2], year ?? yearOf(now)), text, begun + season[0].length);
  const month = MONTH.exec(rest);
  const date = DATE.exec(rest.slice(month?.[0].length ?? 0));
  if (month === null && date === null) {
    const end = /^月[底末]/.exec(rest);
    if (end) return cut(partOfMonth(yearOf(now), monthOf(now), '底'), text, begun + 2);
    return year === null ? null : cut(oneYear(year), text, begun);
  }
  const length = begun + (month?.[0].length ?? 0) + (date?.[0].length ?? 0);
  return cut(monthAndDate(month, date, year, now), text, length);
}

function monthAndDate(
  month: RegExpExecArray | null,
  date: RegExpExecArray | null,
  year: number | null,
  now: Wall,
): Stretch {
  const day = date === null ? null : (readNumber(date[1] ?? '') ?? 1);
  if (month === null) return oneDay(nearMonth(day ?? 1, now));
  const step = STEPS[month[1] ?? ''];
  const number = step === undefined ? (readNumber(month[2] ?? '') ?? 1) : monthOf(now) + step;
  const of = year ?? (step === undefined ? yearOf(nearYear(number, day ?? 1, now)) : yearOf(now));
  if (day !== null) return oneDay(wallDate(of, number, day));
  return month[3] === undefined ? oneMonth(of, number) : partOfMonth(of, number, month[3]);
}

function yearSaid(match: RegExpExecArray, now: Wall): number {
  const [, number, relative, ago] = match;
  if (ago !== undefined) return yearOf(now) - (readNumber(ago) ?? 0);
  if (relative !== undefined) return yearOf(now) + (SHIFTS[relative] ?? 0);
  const year = readNumber((number ?? '').replace('两', '二')) ?? yearOf(now);
  return year < 100 ? year + 2000 : year;
}

function seasonOf(word: string, quarter: string | undefined, year: number): Stretch {
  if (quarter !== undefined) {
    const first = ('一二三四'.indexOf(quarter) + 1) * 3 - 2;
    return months(year, first, first + 2);
  }
  if (/[底末]/.test(word)) return oneMonth(year, 12);
  if (/初/.test(word)) return oneMonth(year, 1);
  const table: Readonly<Record<string, readonly [number, number]>> = {
    上: [1, 6],
    下: [7, 12],
    春: [3, 5],
    夏: [6, 8],
    秋: [9, 11],
    冬: [12, 14],
    暑: [7, 8],
    年: [6, 7],
  };
  const [first, last] = table[word.charAt(0)] ?? [1, 12];
  return months(year, first, last);
}

function partOfMonth(year: number, month: number, part: string): Stretch {
  const at = (day: number): Wall => wallDate(year, month, day);
  if (/初|上旬/.test(part)) return days(at(1), at(10));
  if (/中/.test(part)) return days(at(11), at(20));
  return days(at(21), wallDate(year, month + 1, 0));
}

function readRelative(text: string, now: Wall): NamedDay | null {
  const match = RELATIVE.exec(text);
  if (match) {
    const word = match[0];
    const key = /^大[前后]/.exec(word)?.[0] ?? word.charAt(0);
    const part = /[晚夜早晨午]/.exec(word)?.[0] ?? null;
    const stretch = oneDay(midnight(now) + (SHIFTS[key] ?? 0) * DAY);
    return { stretch, length: word.length, part: part === '晨' ? '早' : part };
  }
  const ago = DAYS_AGO.exec(text);
  if (ago === null) return null;
  const count = ago[1] === '半' ? 0.5 : (readNumber(ago[1] ?? '') ?? 0);
  if (ago[2]?.endsWith('月') === true)
    return named(
      count < 1 ? oneDay(midnight(now) - 15 * DAY) : oneMonth(yearOf(now), monthOf(now) - count),
      ago[0],
    );
  return named(oneDay(midnight(now) - Math.round(count * (ago[2] === '天' ? 1 : 7)) * DAY), ago[0]);
}

function readWeek(text: string, now: Wall): NamedDay | null {
  const quarter = QUARTER.exec(text);
  if (quarter) {
    const first = Math.floor((monthOf(now) - 1) / 3) * 3 + 1 + (STEPS[quarter[1] ?? ''] ?? 0) * 3;
    return named(months(yearOf(now), first, first + 2), quarter[0]);
  }
  const match = WEEKDAY.exec(text);
  if (match === null || (match[1] === undefined && match[2] === undefined)) return null;
  const monday = mondayOf(now) + (STEPS[match[1] ?? '本'] ?? 0) * 7 * DAY;
  const day = match[2];
  if (day === undefined) return named(days(monday, monday + 6 * DAY), match[0]);
  if (day === '末') return named(days(monday + 5 * DAY, monday + 6 * DAY), match[0]);
  const index = /\d/.test(day) ? Number(day) - 1 : Math.min(6, '一二三四五六日天'.indexOf(day));
  return named(oneDay(monday + index * DAY), match[0]);
}

/** The month and day in the year that is meant when none is said. */
function nearYear(month: number, day: number, now: Wall): Wall {
  const year = yearOf(now);
  const next = [year + 1, year, year - 1].map((of) => wallDate(of, month, day));
  return next.find((at) => at <= now + AHEAD) ?? wallDate(year, month, day);
}

/** The 15th: the nearest one, of this month, the last or the next. */
function nearMonth(day: number, now: Wall): Wall {
  const candidates = [0, -1, 1].map((step) => wallDate(yearOf(now), monthOf(now) + step, day));
  return candidates.reduce((best, at) => (Math.abs(at - now) < Math.abs(best - now) ? at : best));
}

function named(stretch: Stretch, read: string): NamedDay {
  return { stretch, length: read.length, part: null };
}

function cut(stretch: Stretch, text: string, length: number): NamedDay {
  return { stretch, length: Math.min(length, text.length), part: null };
}
