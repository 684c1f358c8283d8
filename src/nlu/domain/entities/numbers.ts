const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  一: 1,
  壹: 1,
  二: 2,
  两: 2,
  俩: 2,
  贰: 2,
  三: 3,
  仨: 3,
  叁: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };
const TENS: Readonly<Record<string, string>> = { 廿: '二十', 卅: '三十' };

/** Characters a Chinese numeral is written with, for use inside a character class. */
export const NUMERALS = '零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟';

/**
 * Reads a Chinese or mixed numeral: 两千六 → 2600, 一万八 → 18000, 3千 → 3000, 2万3 → 23000, 一百零五 → 105,
 * 二零二六 → 2026. Approximate words (多, 来, 几) must be gone.
 * @returns null where it is no number
 */
export function readNumber(text: string): number | null {
  if (/^\d[\d,]*(?:\.\d+)?$/.test(text)) return Number(text.replaceAll(',', ''));
  if (/^[零一二三四五六七八九]{2,}$/.test(text))
    return Number([...text].map((sign) => DIGITS[sign] ?? 0).join(''));
  const plain = text.replace(/[廿卅]/g, (sign) => TENS[sign] ?? '').replace(/万零/, '万');
  const wan = plain.indexOf('万');
  if (wan < 0) return readSection(plain);
  const head = wan === 0 ? 1 : readSection(plain.slice(0, wan));
  if (head === null) return null;
  const tail = plain.slice(wan + 1);
  if (tail === '') return head * 10_000;
  const bare = /^\d$/.test(tail) ? Number(tail) : DIGITS[tail];
  const rest = bare === undefined || text.includes('万零') ? readSection(tail) : bare * 1000;
  return rest === null ? null : head * 10_000 + rest;
}

function readSection(text: string): number | null {
  const arabic = /^(\d[\d,]*(?:\.\d+)?)([百千十])?(\d?)$/.exec(text);
  if (arabic) {
    const size = UNITS[arabic[2] ?? ''] ?? 1;
    return Number((arabic[1] ?? '').replaceAll(',', '')) * size + (Number(arabic[3] ?? 0) * size) / 10;
  }
  let total = 0;
  let digit: number | null = null;
  let unit = 0;
  for (const sign of text) {
    const size = UNITS[sign];
    const value = DIGITS[sign];
    if (size !== undefined) {
      total += (digit ?? 1) * size;
      digit = null;
      unit = size;
    } else if (value !== undefined) {
      if (value === 0) unit = 0;
      digit = value;
    } else return null;
  }
  if (digit === null) return text === '' ? null : total;
  // 两千六 is 2600 and 一百二 is 120: a bare digit counts in the next smaller unit.
  return total + (unit >= 100 ? digit * (unit / 10) : digit);
}
