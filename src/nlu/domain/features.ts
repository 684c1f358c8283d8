import { FeatureList, type Features, hashText, mix } from './hashing.js';
import { isDigit, isHan, isLatin } from './normalise.js';

/** What the pure feature code needs from the dictionary of pronunciations. */
export interface Sounds {
  /** A number for the toneless pinyin of one character's commonest reading, 0 where it has none. */
  sound(unit: number): number;
}

/** A word of a meaning class. */
export interface Concept {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** The dictionaries of the lexicon that features need. */
export interface FeatureLexicon {
  /** Reads regional and spoken words as their standard ones; may change the length. */
  rewrite(text: string): string;
  /** Meaning classes of the words in a text: per layer in order and without overlaps. */
  concepts(text: string): readonly (readonly Concept[])[];
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
 * Dictionary words were dropped when the corpus had grown: nothing lost, a tenth of the time and 54 MB won.
 */
export const FAMILY = {
  character: 0,
  pair: 1,
  sound: 2,
  signal: 3,
  length: 4,
  meaning: 5,
  meaningPair: 6,
} as const;

const BAR = 0x7c;
const START = 1;
const END = 2;
/** How far apart, in characters, two meaning classes still make a pair. */
const NEAR = 8;

/** One room for all messages: reading one is not interrupted by reading another. */
const list = new FeatureList();

/** Features of one message, repeated as often as they occur. */
export function readFeatures(input: FeatureInput, sounds: Sounds, lexicon: FeatureLexicon): Features {
  const text = lexicon.rewrite(trimBars(maskText(input.text, input.masks)));
  addCharacters(text, list);
  addSounds(text, sounds, list);
  addMeanings(text, lexicon, list);
  addSignals(input.signals, list);
  list.add(FAMILY.length, lengthBucket(text.length));
  return list.take();
}

/**
 * Replaces masked spans by their symbol, other digit runs by 0, and drops what says nothing. Emoji and marks
 * of feeling stay only where nothing else is written: in a sentence they must not change what it is about
 * (the emotion is judged by cues of its own).
 */
export function maskText(text: string, masks: readonly Masked[]): string {
  const out = new UnitWriter(text.length + masks.length, !hasWords(text));
  let at = 0;
  for (const mask of masks) {
    if (mask.start < at) continue;
    out.read(text, at, mask.start);
    out.put(mask.symbol.charCodeAt(0));
    at = mask.end;
  }
  out.read(text, at, text.length);
  return out.text();
}

function hasWords(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (isHan(unit) || isLatin(unit) || isDigit(unit)) return true;
  }
  return false;
}

const ZERO = 0x30;
const QUESTION = 0x3f;

/** Marks and emoji, not the letters of scripts we cannot read. */
function isMark(unit: number): boolean {
  return (unit > 0x20 && unit < 0x80) || (unit >= 0x2000 && unit < 0x3040) || unit >= 0xd800;
}

/** Collects units: a string that grows by single characters would cost more than all features of it. */
class UnitWriter {
  private readonly units: Uint16Array;
  private length = 0;

  constructor(
    most: number,
    private readonly wordless: boolean,
  ) {
    this.units = new Uint16Array(most);
  }

  put(unit: number): void {
    this.units[this.length] = unit;
    this.length += 1;
  }

  /** Runs of digits, bars and question marks count once. */
  read(text: string, from: number, to: number): void {
    let previous = 0;
    for (let i = from; i < to; i += 1) {
      const unit = this.symbolOf(text.charCodeAt(i));
      const repeats = unit === previous && (unit === BAR || unit === ZERO || unit === QUESTION);
      if (!repeats) this.put(unit);
      previous = unit;
    }
  }

  text(): string {
    return String.fromCharCode.apply(null, this.units.subarray(0, this.length) as unknown as number[]);
  }

  private symbolOf(unit: number): number {
    if (isHan(unit) || isLatin(unit) || unit === QUESTION) return unit;
    if (isDigit(unit)) return ZERO;
    // The private use area holds the masks.
    if (unit >= 0xe000 && unit <= 0xf8ff) return unit;
    return this.wordless && isMark(unit) ? unit : BAR;
  }
}

/** Where a message begins and ends must not depend on the marks around it. */
function trimBars(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && text.charCodeAt(from) === BAR) from += 1;
  while (to > from && text.charCodeAt(to - 1) === BAR) to -= 1;
  return text.slice(from, to);
}

function addCharacters(text: string, list: FeatureList): void {
  let previous = START;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit !== BAR) {
      list.add(FAMILY.character, unit);
      if (previous !== BAR) list.add(FAMILY.pair, mix(previous, unit));
    }
    previous = unit;
  }
  if (previous !== BAR) list.add(FAMILY.pair, mix(previous, END));
}

function addSounds(text: string, sounds: Sounds, list: FeatureList): void {
  let previous = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    const sound = isHan(unit) ? sounds.sound(unit) : 0;
    if (sound !== 0 && previous !== 0) list.add(FAMILY.sound, mix(previous, sound));
    previous = sound;
  }
}

function addSignals(signals: readonly string[], list: FeatureList): void {
  for (const signal of signals) list.add(FAMILY.signal, hashText(signal));
}

/** Each class, and neighbouring classes of a layer in order. */
function addMeanings(text: string, lexicon: FeatureLexicon, list: FeatureList): void {
  for (const layer of lexicon.concepts(text)) addLayer(layer, list);
}

function addLayer(layer: readonly Concept[], list: FeatureList): void {
  let before: { readonly name: number; readonly end: number } | undefined;
  for (const { name, start, end } of layer) {
    const hash = hashText(name);
    list.add(FAMILY.meaning, hash);
    if (before !== undefined && start - before.end <= NEAR) {
      list.add(FAMILY.meaningPair, mix(before.name, hash));
    }
    before = { name: hash, end };
  }
}

/** 0 for the empty message, then one more for every doubling: short and long ones are different acts. */
export function lengthBucket(length: number): number {
  return length === 0 ? 0 : Math.min(9, Math.floor(Math.log2(length)) + 1);
}
