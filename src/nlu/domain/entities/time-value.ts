import { readDay } from './day-words.js';
import { readNumber } from './numbers.js';
import { DAY, midnight, type Stretch, type Wall, wallOf, writeStretch, writeWall } from './wall-clock.js';

const PARTS: readonly (readonly [RegExp, number, number])[] = [
  [/^凌晨/, 0, 6],
  [/^(?:清晨|大?清早|大?早上|早晨|一大早|早)/, 6, 9],
  [/^(?:上午)/, 6, 12],
  [/^(?:中午|正午|午)/, 11, 13],
  [/^(?:下午|午后|午饭后)/, 12, 18],
  [/^傍晚/, 17, 19],
  [/^(?:晚上|晚间|晚)/, 18, 24],
  [/^(?:夜里|夜间|半夜|后半夜|前半夜|深夜|夜)/, 22, 29],
  [/^白天/, 6, 18],
];
const PART =
  /^(?:的|,)?(凌晨|清晨|大?清早|大?早上|早晨|一大早|上午|中午|正午|下午|午后|午饭后|傍晚|晚上|晚间|夜里|夜间|半夜|后半夜|前半夜|深夜|白天|早|午|晚|夜)/;
const CLOCK =
  /^(?:的|,)?[快近]?(?:(\d{1,2}):(\d{2})(?::\d{2})?|(\d{1,2}|[零一二两三四五六七八九十]{1,3})(?:点钟?|时)(?:(半)|([一三])刻|整|过|(\d{1,2}|[零一二三四五六七八九十]{1,3})分?)?)/;
const AFTER = /(?:以后|之后|过后|后)$/;
const BEFORE = /(?:以前|之前|前)$/;
const AGO = /^(?:(\d{1,2}|[零一二两三四五六七八九十]{1,3}|半)(?:个?(?:多?小时|钟头)|(分钟)))(?:以)?前$/;
/** 七八月份, 三四点: one or the other. */
const ADJACENT = /(?:一二|[一两二]三|三四|四五|五六|六七|七八|八九)[月点]/;
const HOUR = 3_600_000;
const MINUTE = 60_000;

interface Moment {
  readonly stretch: Stretch;
  /** The day it is counted from, for a second moment that names none: 3点到6点. */
  readonly day: Wall;
  readonly part: string | null;
}

/**
 * A Chinese time phrase as ISO 8601 in Asia/Shanghai, counted from the instant the message was sent: a year, month,
 * date or moment, or an interval with a slash; an open end is `..` (ISO 8601-2), as in 晚上八点以后.
 * Halves of the day without a clock are intervals (下午 12–18, 晚上 18–24, 夜里 22–5). Without a year the past is
 * meant, unless the day is soon to come.
 * @returns null for what repeats (每晚六点) or is vague (前几天)
 */
export function resolveTime(phrase: string, now: Date): string | null {
  if (/^每|^几|^农历|^阴历|前[几两]天|前些天|前阵子|前段时间|前些日子/.test(phrase)) return null;
  if (ADJACENT.test(phrase)) return null;
  const text = phrase.replace(/之间$|左右|多钟?(?=以|之|$)|来钟|许$/g, '');
  const ago = readAgo(text, now);
  if (ago !== null) return ago;
  const [left = '', right] = splitRange(text);
  const first = readMoment(left.replace(AFTER, '').replace(BEFORE, keepAgo(left)), wallOf(now), null);
  if (first === null) return null;
  if (right !== undefined) {
    const second = readMoment(right, wallOf(now), first);
    return second === null ? null : writeRange(first.stretch, second.stretch);
  }
  return writeEnd(text, first.stretch);
}

/** 三年前 and 三天前 are points of their own; 五点前 is an open end. */
function keepAgo(text: string): string {
  return /(?:年|天|周|月|星期|礼拜)(?:以)?前$/.test(text) && !/[今明去]年前$/.test(text) ? '前' : '';
}

function readAgo(text: string, now: Date): string | null {
  const match = AGO.exec(text);
  if (match === null) return null;
  const count = match[1] === '半' ? 0.5 : (readNumber(match[1] ?? '') ?? 0);
  return writeWall(wallOf(now) - count * (match[2] === undefined ? HOUR : MINUTE), 'minute');
}

function splitRange(text: string): string[] {
  if (/^\d{4}-\d/.test(text)) return text.split(/一直到|到|至|~/, 2);
  return text.split(/一直到|(?<!周|点)到|(?<=点)到|至|~|-/, 2);
}

function writeRange(first: Stretch, second: Stretch): string {
  // 9点到3点 is the same day, 22:00-6:00 the next morning: the first half-day step that comes after the beginning.
  const behind = second.unit === 'minute' ? first.start - second.end : 0;
  const end = behind > 0 ? second.end + Math.ceil(behind / (DAY / 2)) * (DAY / 2) : second.end;
  return `${writeWall(first.start, first.unit)}/${writeWall(end, second.unit)}`;
}

function writeEnd(text: string, stretch: Stretch): string {
  if (AFTER.test(text)) return `${writeWall(stretch.start, stretch.unit)}/..`;
  if (keepAgo(text) === '' && (BEFORE.test(text) || /内$/.test(text)))
    return `../${writeWall(stretch.end, stretch.unit)}`;
  return writeStretch(stretch);
}

function readMoment(text: string, now: Wall, earlier: Moment | null): Moment | null {
  const named = readDay(text, now);
  const stretch = named?.stretch ?? null;
  const base = stretch?.start ?? earlier?.day ?? midnight(now);
  const rest = text.slice(named?.length ?? 0).replace(/^\(?(?:周|星期|礼拜)[一二三四五六日天]\)?/, '');
  const part = PART.exec(rest);
  const word = part?.[1] ?? named?.part ?? null;
  const clock = CLOCK.exec(rest.slice(part?.[0].length ?? 0));
  if (clock === null) {
    if (word !== null) return { stretch: partOfDay(base, word), day: base, part: word };
    return stretch === null ? null : { stretch, day: base, part: null };
  }
  const said = word ?? (named === null ? (earlier?.part ?? null) : null);
  const at = base + minutesOf(clock, said) * MINUTE;
  return { stretch: { start: at, end: at, unit: 'minute' }, day: base, part: said };
}

function partOfDay(day: Wall, word: string): Stretch {
  const [, from, to] = PARTS.find(([pattern]) => pattern.test(word)) ?? [null, 0, 24];
  return { start: day + from * HOUR, end: day + to * HOUR, unit: 'minute' };
}

/** Minutes after midnight of the named day; may pass 24 h: 昨晚两点 is this morning. */
function minutesOf(clock: RegExpExecArray, part: string | null): number {
  const hour = readNumber(clock[1] ?? clock[3] ?? '') ?? 0;
  const quarter = clock[5] === undefined ? 0 : clock[5] === '一' ? 15 : 45;
  const minute = clock[4] === undefined ? (readNumber(clock[2] ?? clock[6] ?? '0') ?? 0) + quarter : 30;
  return hourOf(hour, part) * 60 + minute;
}

function hourOf(hour: number, part: string | null): number {
  if (part === null || hour > 12) return hour;
  if (part === '凌晨') return hour === 12 ? 0 : hour;
  if (/^[中正]?午$/.test(part)) return hour < 6 ? hour + 12 : hour;
  if (/下午|午后|傍晚/.test(part)) return hour === 12 ? 12 : hour + 12;
  if (/[晚夜]/.test(part)) return hour === 12 || hour < 5 ? (hour % 12) + 24 : hour + 12;
  return hour;
}
