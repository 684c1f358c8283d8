/** One entry per UTF-16 unit: the unit it is read as. Keeps every offset of the original valid. */
export type FoldTable = Uint16Array;

/** Longest message that is read, in UTF-16 units; the rest of a longer one is ignored. */
export const MAX_UNITS = 4000;

const SPACE = 0x20;
/** Zero-width and bidi marks: invisible, so they must not split a word or a number. */
const INVISIBLE = [0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2060, 0xfeff, 0xfe0f, 0xad];
/** Where OpenCC keeps a character that customers use as a variant of another. */
const VARIANTS: readonly (readonly [string, string])[] = [
  ['著', '着'],
  ['妳', '你'],
  ['祂', '他'],
  ['牠', '它'],
  ['帐', '账'],
  ['锺', '钟'],
  ['麽', '么'],
  ['麼', '么'],
  ['拚', '拼'],
  ['〇', '零'],
  ['〜', '~'],
  ['–', '-'],
  ['—', '-'],
  ['‐', '-'],
  ['−', '-'],
  ['“', '"'],
  ['”', '"'],
  ['「', '"'],
  ['」', '"'],
];

/**
 * Builds the table for NFKC (where one unit stays one unit), lower case and 繁→简.
 * @param toSimplified converts a text character by character; results longer than one unit are not used
 */
export function buildFoldTable(toSimplified: (text: string) => string): FoldTable {
  const table = new Uint16Array(0x10000);
  for (let unit = 0; unit < 0x10000; unit += 1) table[unit] = foldUnit(unit);
  const simplify = simplifier(toSimplified);
  for (let unit = 0; unit < 0x10000; unit += 1) {
    const folded = table[unit] ?? unit;
    if (isHan(folded)) table[unit] = simplify(folded);
  }
  for (const [from, to] of VARIANTS) {
    const target = to.charCodeAt(0);
    const source = from.charCodeAt(0);
    for (let unit = 0; unit < 0x10000; unit += 1) if (table[unit] === source) table[unit] = target;
  }
  for (const unit of INVISIBLE) table[unit] = SPACE;
  return table;
}

/** Reads a message through the table: same length as the input (up to MAX_UNITS), same offsets. */
export function foldText(text: string, table: FoldTable): string {
  const length = Math.min(text.length, MAX_UNITS);
  const units = new Uint16Array(length);
  for (let i = 0; i < length; i += 1) units[i] = table[text.charCodeAt(i)] ?? SPACE;
  return String.fromCharCode.apply(null, units as unknown as number[]);
}

export function isHan(unit: number): boolean {
  return (unit >= 0x4e00 && unit <= 0x9fff) || (unit >= 0x3400 && unit <= 0x4dbf);
}

export function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}

export function isLatin(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

function foldUnit(unit: number): number {
  if (unit < 0x80)
    return unit >= 0x41 && unit <= 0x5a ? unit + 32 : unit < 0x20 && unit !== 10 ? SPACE : unit;
  if (unit >= 0xac00 && unit <= 0xdfff) return unit;
  const folded = String.fromCharCode(unit).normalize('NFKC').toLowerCase();
  return folded.length === 1 ? folded.charCodeAt(0) : unit;
}

function simplifier(toSimplified: (text: string) => string): (unit: number) => number {
  const simple = new Map<number, number>();
  const units = Array.from({ length: 0xa000 - 0x3400 }, (_, index) => 0x3400 + index);
  const converted = toSimplified(units.map((unit) => String.fromCharCode(unit)).join('\n')).split('\n');
  units.forEach((unit, index) => {
    const to = converted[index];
    if (to !== undefined && to.length === 1) simple.set(unit, to.charCodeAt(0));
  });
  return (unit) => simple.get(unit) ?? unit;
}
