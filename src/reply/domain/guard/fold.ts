import type { FoldTable } from './fold-table.js';
import { respell } from './respell.js';
import { isHan, type Unit } from './unit.js';

/**
 * Text as the rules see it, and where each of its UTF-16 units came from:
 * unit `i` of `text` stands for `original.slice(starts[i], ends[i])`.
 * Both arrays never decrease, so a span of the fold is always a span of the original.
 */
export interface Folded {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const DROPPED =
  /^(?:\p{Cf}|\p{Cc}|\p{Cs}|\p{Co}|\p{Mn}|\p{Me}|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\p{So}|\s)$/u;
/** Between two Han characters these only serve to break a word up (or to quote it). */
const SEPARATORS = new Set([...'-_*.·~•‧・|/\\^=+#@&\'"`“”‘’«»「」『』<>{}[]《》〈〉【】‖—–―‐']);
/** A run of single characters each followed by one of these is a word pulled apart: 规,定,就,是. */
const SPACERS = new Set([...',、。;:!?.']);
const SHORTEST_SPACED_RUN = 4;

/**
 * NFKD, lower case, traditional → simplified (by the table), white space, zero-width characters and
 * emoji dropped, separators between Han characters dropped, pinyin and homophones read as the words they stand for.
 * Clause punctuation and line breaks stay. Never throws, whatever the string.
 */
export function fold(text: string, table: FoldTable): Folded {
  const read = joinSpacedRuns(dropSeparators(respell(readUnits(text, table), table)));
  const units = table.homophones?.respell(read) ?? read;
  return {
    text: units.map((unit) => unit.char).join(''),
    starts: units.map((unit) => unit.start),
    ends: units.map((unit) => unit.end),
  };
}

function readUnits(text: string, table: FoldTable): Unit[] {
  const units: Unit[] = [];
  for (let start = 0; start < text.length; ) {
    const point = text.codePointAt(start) ?? 0;
    const end = start + (point > 0xffff ? 2 : 1);
    const out = foldPoint(point, text.slice(start, end), table);
    for (let i = 0; i < out.length; i += 1) units.push({ char: out.charAt(i), start, end });
    start = end;
  }
  return units;
}

/** The UTF-16 units one code point becomes; nothing when it is dropped. */
function foldPoint(point: number, raw: string, table: FoldTable): string {
  if (point >= 0x61 && point <= 0x7a) return raw;
  if (point === 0x0a || point === 0x2028 || point === 0x2029) return '\n';
  if (point === 0x2026 || point === 0x22ef) return '。';
  if (point >= 0x4e00 && point <= 0x9fff) return table.chars.get(raw) ?? raw;
  if (DROPPED.test(raw)) return '';
  let out = '';
  for (const char of raw.normalize('NFKD').toLowerCase()) {
    if (!DROPPED.test(char)) out += table.chars.get(char) ?? char;
  }
  return out;
}

function dropSeparators(units: readonly Unit[]): Unit[] {
  const kept: Unit[] = [];
  for (let i = 0; i < units.length; ) {
    const unit = units[i];
    if (!unit) break;
    const runEnd = endOfRun(units, i);
    const before = kept.at(-1)?.char ?? '';
    const after = units[runEnd]?.char ?? '';
    if (runEnd === i) {
      kept.push(unit);
      i += 1;
    } else {
      const run = units.slice(i, runEnd);
      if (!isHan(before) || !isHan(after)) kept.push(...run);
      else if (isEllipsis(run)) kept.push({ char: '。', start: unit.start, end: unit.end });
      i = runEnd;
    }
  }
  return kept;
}

/** Two dots in a row end a sentence (好的..我看看); a single one pulls a word apart (规.定). */
const isEllipsis = (run: readonly Unit[]): boolean =>
  run.length >= 2 && run.every((unit) => unit.char === '.');

function endOfRun(units: readonly Unit[], from: number): number {
  let end = from;
  while (SEPARATORS.has(units[end]?.char ?? '')) end += 1;
  return end;
}

function joinSpacedRuns(units: readonly Unit[]): Unit[] {
  const dropped = new Set<number>();
  for (let i = 0; i < units.length; ) {
    const spacers: number[] = [];
    let at = i;
    while (isSpaced(units, at)) {
      spacers.push(at + 1);
      at += 2;
    }
    if (spacers.length >= SHORTEST_SPACED_RUN - 1 && isHan(units[at]?.char ?? '')) {
      for (const index of spacers) dropped.add(index);
    }
    i = Math.max(at, i + 1);
  }
  return dropped.size === 0 ? [...units] : units.filter((_, index) => !dropped.has(index));
}

/** A lone Han character with a spacer behind it, the same spacer as the one before it (if any). */
function isSpaced(units: readonly Unit[], at: number): boolean {
  const spacer = units[at + 1]?.char ?? '';
  if (!isHan(units[at]?.char ?? '') || !SPACERS.has(spacer)) return false;
  const before = units[at - 1]?.char ?? spacer;
  return before === spacer || !isHan(before);
}
