import { NUMERALS, readNumber } from './numbers.js';

/** How long something has lasted, by its offsets in the folded text. */
export interface Duration {
  readonly start: number;
  readonly end: number;
  /** ISO 8601, e.g. P3D, PT1H30M; halves are written in the next smaller unit. */
  readonly value: string;
}

type Unit = 'Y' | 'M' | 'W' | 'D' | 'TH' | 'TM';
const UNITS: readonly (readonly [RegExp, Unit])[] = [
  [/小时|钟头/, 'TH'],
  [/分钟/, 'TM'],
  [/年/, 'Y'],
  [/月/, 'M'],
  [/周|星期|礼拜/, 'W'],
  [/天|日|宿|夜/, 'D'],
];
/** Half of a unit, in a smaller one. */
const HALVES: Readonly<Record<Unit, string>> = {
  Y: '6M',
  M: '15D',
  W: '3DT12H',
  D: 'T12H',
  TH: 'T30M',
  TM: 'T30S',
};
/** 三天, 两个半小时, 半个月, 一年多, 俩小时; 3月 and 15日 are dates, 三天前 a moment. */
const DURATION = new RegExp(
  `(?<![\\d.第${NUMERALS}])(?:(\\d{1,4}|[${NUMERALS}俩仨]{1,4})(?:多|来)?(?:个(半)?多?)?|(半)个?)((?<=[个半])月|工作日|个?小时|个?钟头|分钟|年|周|星期|礼拜|天)(半)?(?!前|以前|之前|后|内|花|线|然|级|度|底|初|[一二三四五六日末](?!直|夜))`,
  'g',
);

/** How long things last (停了三天, 两个半小时): no entities, but what a case needs to know. Order of the text. */
export function findDurations(folded: string): Duration[] {
  const found: Duration[] = [];
  for (const match of folded.matchAll(DURATION)) {
    const [text, number, inner, alone, word = '', tail] = match;
    const unit = UNITS.find(([pattern]) => pattern.test(word))?.[1] ?? 'D';
    const count =
      alone === undefined ? readNumber((number ?? '').replace('俩', '两').replace('仨', '三')) : 0;
    // 2026年 and 明年 are calendar years.
    if (count === null || (unit === 'Y' && count > 150)) continue;
    const half = (inner ?? alone ?? tail) !== undefined;
    found.push({ start: match.index, end: match.index + text.length, value: write(count, unit, half) });
  }
  return found;
}

function write(count: number, unit: Unit, half: boolean): string {
  const whole = count === 0 && half ? '' : unit.replace(/[A-Z]$/, (letter) => `${count}${letter}`);
  if (!half) return `P${whole}`;
  const rest = HALVES[unit];
  return `P${whole}${whole.startsWith('T') ? rest.replace('T', '') : rest}`;
}
