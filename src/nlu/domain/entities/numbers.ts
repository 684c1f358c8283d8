const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  俩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** Characters a Chinese numeral is written with, for use inside a character class. */
export const NUMERALS = '零一二两三四五六七八九十百千万';

/**
 * Reads a Chinese or mixed numeral: 两千六 → 2600, 一万八 → 18000, 3千 → 3000, 一百零五 → 105.
 * @returns null where it is no number
 */
export function readNumber(text: string): number | null {
  if (/^\d[\d,]*(?:\.\d+)?$/.test(text)) return Number(text.replaceAll(',', ''));
  const wan = text.indexOf('万');
  if (wan >= 0) {
    const head = readSection(text.slice(0, wan));
    const tail = text.slice(wan + 1);
    if (head === null) return null;
    if (tail === '') return head * 10_000;
    const rest = tail.length === 1 && tail in DIGITS ? (DIGITS[tail] ?? 0) * 1000 : readSection(tail);
    return rest === null ? null : head * 10_000 + rest;
  }
  return readSection(text);
}

function readSection(text: string): number | null {
  const arabic = /^(\d+(?:\.\d+)?)([百千])?$/.exec(text);
  if (arabic) return Number(arabic[1]) * (UNITS[arabic[2] ?? ''] ?? 1);
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
