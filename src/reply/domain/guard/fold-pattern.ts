import type { FoldTable } from './fold-table.js';

/** What may change: an escape (kept), white space and capitals, and everything outside ASCII. */
const UNIT = /\\[\s\S]|[\sA-Z]|[^\x00-\x7f]/gu;
const META = /[\\^$.|?*+()[\]{}]/;

/**
 * Folds the literal characters of a pattern as the text is folded (traditional → simplified, 您 → 你,
 * full-width → half-width, lower case), so that an author may write either. A full-width sign that
 * becomes an operator (？ （) is escaped: it was meant as the sign.
 */
export function foldPattern(pattern: string, table: FoldTable): string {
  return pattern.replace(UNIT, (unit) => {
    if (unit.startsWith('\\')) return unit;
    if (unit.charCodeAt(0) < 0x80) return unit.trim().toLowerCase();
    return isPlainHan(unit) ? (table.chars.get(unit) ?? unit) : foldLiteral(unit, table);
  });
}

const isPlainHan = (char: string): boolean => char >= '\u4e00' && char <= '\u9fff';

function foldLiteral(char: string, table: FoldTable): string {
  let out = '';
  for (const part of char.normalize('NFKD').toLowerCase()) {
    const mapped = table.chars.get(part) ?? part;
    out += META.test(mapped) ? `\\${mapped}` : mapped;
  }
  return out;
}
