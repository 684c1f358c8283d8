import { FeatureList, hashText, mix, NO_CLAUSE } from './hashing.js';
import { isDigit, isHan, isLatin } from './normalise.js';

/** What the pure feature code needs from the dictionaries outside it. */
export interface Linguist {
  /** Words of a folded text, in order; joined they give the text back. */
  words(text: string): readonly string[];
  /** A number for the toneless pinyin of one character's commonest reading, 0 where it has none. */
  sound(unit: number): number;
}

/** The dictionaries of the lexicon that features need. */
export interface FeatureLexicon {
  /** Reads regional and spoken words as their standard ones; may change the length. */
  rewrite(text: string): string;
  /** Meaning classes of the words in a text, in order, without overlaps. */
  concepts(text: string): readonly { readonly name: string; readonly start: number; readonly end: number }[];
}

/** Spans of a message that are read as one symbol (numbers that identify, money, places, names). */
export interface Masked {
  readonly start: number;
  readonly end: number;
  readonly symbol: string;
}

export interface FeatureInput {
  /** Folded text. */
  readonly text: string;
  readonly masks: readonly Masked[];
  /** Names of cues and entity types that were found. */
  readonly signals: readonly string[];
}

/**
 * Feature families; the index is stored beside each feature and weighted in vocabulary.ts. Pairs of words,
 * pairs of signals and the characters beside a meaning class were tried: out of fold they changed nothing.
 */
export const FAMILY = {
  character: 0,
  pair: 1,
  word: 2,
  sound: 3,
  signal: 4,
  length: 5,
  meaning: 6,
  meaningPair: 7,
} as const;

const SEPARATOR = '|';
const BAR = SEPARATOR.charCodeAt(0);
const START = 1;
const END = 2;
const CLAUSE_MARKS = new Set([...'|?!'].map((mark) => mark.charCodeAt(0)));
const EMOTIVE = new Set(['?', '!', '~']);
/** How far apart, in characters, two meaning classes still make a pair. */
const NEAR = 8;

/** Features of one message, repeated as often as they occur. */
export function readFeatures(input: FeatureInput, linguist: Linguist, lexicon: FeatureLexicon): FeatureList {
  const list = new FeatureList();
  const text = lexicon.rewrite(maskText(input.text, input.masks));
  const clauses = clausesOf(text);
  addCharacters(text, clauses, list);
  addWords(linguist.words(text), clauses, list);
  addSounds(text, clauses, linguist, list);
  addMeanings(text, clauses, lexicon, list);
  addSignals(input.signals, list);
  list.add(FAMILY.length, lengthBucket(input.text.length), NO_CLAUSE);
  return list;
}

/** The number of the clause each character of masked text is in. */
function clausesOf(text: string): Uint16Array {
  const clauses = new Uint16Array(text.length);
  let clause = 0;
  for (let i = 0; i < text.length; i += 1) {
    clauses[i] = clause;
    if (CLAUSE_MARKS.has(text.charCodeAt(i))) clause += 1;
  }
  return clauses;
}

/** Replaces masked spans by their symbol, other digit runs by 0, and drops what says nothing. */
export function maskText(text: string, masks: readonly Masked[]): string {
  let out = '';
  let at = 0;
  for (const mask of masks) {
    if (mask.start < at) continue;
    out += squeeze(text.slice(at, mask.start)) + mask.symbol;
    at = mask.end;
  }
  return out + squeeze(text.slice(at));
}

function squeeze(text: string): string {
  let out = '';
  let previous = '';
  for (let i = 0; i < text.length; i += 1) {
    const symbol = symbolOf(text.charCodeAt(i));
    const repeats = symbol === previous && (symbol === SEPARATOR || symbol === '0' || EMOTIVE.has(symbol));
    if (!repeats) out += symbol;
    previous = symbol;
  }
  return out;
}

function symbolOf(unit: number): string {
  if (isHan(unit) || isLatin(unit)) return String.fromCharCode(unit);
  if (isDigit(unit)) return '0';
  const mark = String.fromCharCode(unit);
  if (EMOTIVE.has(mark)) return mark;
  // Surrogates (emoji) and the private use area (masks) stay.
  return unit >= 0xd800 && unit <= 0xf8ff ? mark : SEPARATOR;
}

function addCharacters(text: string, clauses: Uint16Array, list: FeatureList): void {
  let previous = START;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit !== BAR) {
      list.add(FAMILY.character, unit, clauses[i] ?? 0);
      if (previous !== BAR) list.add(FAMILY.pair, mix(previous, unit), clauses[i] ?? 0);
    }
    previous = unit;
  }
  if (previous !== BAR) list.add(FAMILY.pair, mix(previous, END), clauses.at(-1) ?? 0);
}

function addWords(words: readonly string[], clauses: Uint16Array, list: FeatureList): void {
  let at = 0;
  for (const word of words) {
    if (word.length > 1) list.add(FAMILY.word, hashText(word), clauses[at] ?? 0);
    at += word.length;
  }
}

function addSounds(text: string, clauses: Uint16Array, linguist: Linguist, list: FeatureList): void {
  let previous = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    const sound = isHan(unit) ? linguist.sound(unit) : 0;
    if (sound !== 0 && previous !== 0) list.add(FAMILY.sound, mix(previous, sound), clauses[i] ?? 0);
    previous = sound;
  }
}

function addSignals(signals: readonly string[], list: FeatureList): void {
  for (const signal of signals) list.add(FAMILY.signal, hashText(signal), NO_CLAUSE);
}

/** Each class, and neighbouring classes in order. */
function addMeanings(text: string, clauses: Uint16Array, lexicon: FeatureLexicon, list: FeatureList): void {
  let before: { readonly name: number; readonly end: number } | undefined;
  for (const { name, start, end } of lexicon.concepts(text)) {
    const hash = hashText(name);
    const clause = clauses[start] ?? 0;
    list.add(FAMILY.meaning, hash, clause);
    if (before !== undefined && start - before.end <= NEAR) {
      list.add(FAMILY.meaningPair, mix(before.name, hash), clause);
    }
    before = { name: hash, end };
  }
}

/** 0 for the empty message, then one more for every doubling: short and long ones are different acts. */
export function lengthBucket(length: number): number {
  return length === 0 ? 0 : Math.min(9, Math.floor(Math.log2(length)) + 1);
}
