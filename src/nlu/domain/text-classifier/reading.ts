import type { Sounds } from '../features.js';
import { FeatureList, type Features, hashText, mix } from '../hashing.js';
import { isDigit, isHan } from '../normalise.js';
import { stem } from './stem.js';

/** What a text is read as; each family has its own weight and its own share of the vector. */
export const READ = {
  /** A word of an alphabet, stemmed. */
  word: 0,
  /** Two neighbouring words. */
  wordPair: 1,
  /** Two words with one between them. */
  skipPair: 2,
  /** 3 to 5 characters inside one word, its edges marked. */
  piece: 3,
  /** One Chinese character. */
  sign: 4,
  /** Two neighbouring Chinese characters. */
  signPair: 5,
  /** A dictionary word of two or more Chinese characters. */
  hanWord: 6,
  /** The toneless sounds of two neighbouring Chinese characters. */
  soundPair: 7,
  /** Any two words of the text, in either order: what a kernel of degree two would see. */
  anyPair: 8,
  /** 3 to 6 characters across the edge of two words. */
  bridge: 9,
  /** A word as it is written. */
  form: 10,
} as const;

/** What reading needs from the dictionaries outside it. */
export interface Linguist extends Sounds {
  /** Words of a folded text, in order; joined they give the text back. */
  words(text: string): readonly string[];
}

export const FAMILIES = Object.keys(READ).length;

const START = 1;
const END = 2;
const EDGE = 3;
/** A run of letters and digits of any script; an apostrophe belongs to the word. */
const RUN = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*|[?!]/gu;
/** English contractions are two words: don't = do not, what's = what s. */
const NOT = /n['’]t\b/g;
const CONTRACTION = /['’](?=(?:s|re|m|ll|d|ve)\b)/g;
const SHORTEST_PIECE = 3;
const LONGEST_PIECE = 5;
const LONGEST_BRIDGE = 6;
/** Words of a text that are paired with one another; a longer text is about more than one thing. */
const PAIRED_WORDS = 40;

/**
 * Reads a text of any language: words and their pieces where a script has words, characters, dictionary
 * words and sounds where it is Chinese.
 * @param text folded text (one case, one width, simplified characters)
 */
export function readText(text: string, linguist: Linguist): Features {
  const list = new FeatureList();
  const words: string[] = [];
  const parted = text.replace(NOT, ' not').replace(CONTRACTION, ' ');
  for (const [run] of parted.matchAll(RUN)) {
    let from = 0;
    for (let i = 1; i <= run.length; i += 1) {
      if (i < run.length && isHan(run.charCodeAt(i)) === isHan(run.charCodeAt(from))) continue;
      const part = run.slice(from, i);
      if (isHan(run.charCodeAt(from))) addHan(part, linguist, list);
      else words.push(withoutNumber(part));
      from = i;
    }
  }
  if (words.length > 0) addWords(words, list);
  return list.take();
}

/** What a number is matters less than that there is one. */
function withoutNumber(word: string): string {
  return isDigit(word.charCodeAt(0)) ? word.replace(/\d/g, '0') : word;
}

function addWords(words: readonly string[], list: FeatureList): void {
  const stems = words.map((word) => hashText(stem(word)));
  for (const word of words) {
    add(list, READ.form, hashText(word));
    addPieces(word, list);
  }
  for (const hash of stems) add(list, READ.word, hash);
  addNeighbours([START, ...stems, END], list);
  addAnyPairs(stems.slice(0, PAIRED_WORDS), list);
  addBridges(` ${words.join(' ')} `, list);
}

/** Character n-grams do not cross the edges of a word (char_wb): they are there for endings, compounds and typing errors. */
function addPieces(word: string, list: FeatureList): void {
  const units = [EDGE, ...Array.from(word, (sign) => sign.codePointAt(0) ?? 0), EDGE];
  for (let from = 0; from < units.length; from += 1) {
    let hash = 0;
    for (let size = 1; size <= LONGEST_PIECE && from + size <= units.length; size += 1) {
      hash = mix(hash, units[from + size - 1] ?? 0);
      if (size >= SHORTEST_PIECE) add(list, READ.piece, hash);
    }
  }
}

function addNeighbours(words: readonly number[], list: FeatureList): void {
  for (let i = 1; i < words.length; i += 1) {
    add(list, READ.wordPair, mix(words[i - 1] ?? 0, words[i] ?? 0));
    if (i > 1) add(list, READ.skipPair, mix(words[i - 2] ?? 0, words[i] ?? 0));
  }
}

function addAnyPairs(stems: readonly number[], list: FeatureList): void {
  for (let i = 0; i < stems.length; i += 1) {
    for (let j = i + 1; j < stems.length; j += 1) {
      const [one, other] = [stems[i] ?? 0, stems[j] ?? 0];
      add(list, READ.anyPair, one < other ? mix(one, other) : mix(other, one));
    }
  }
}

function addBridges(text: string, list: FeatureList): void {
  for (let from = 0; from < text.length; from += 1) {
    let hash = 0;
    let gap = -1;
    for (let at = from; at < Math.min(text.length, from + LONGEST_BRIDGE); at += 1) {
      hash = mix(hash, text.charCodeAt(at));
      const size = at - from + 1;
      // A gap inside, not at either end.
      if (gap > from && size >= SHORTEST_PIECE && gap < at) add(list, READ.bridge, hash);
      if (gap <= from && text[at] === ' ') gap = at;
    }
  }
}

function addHan(run: string, linguist: Linguist, list: FeatureList): void {
  let previous = START;
  let sound = 0;
  for (let i = 0; i < run.length; i += 1) {
    const unit = run.charCodeAt(i);
    add(list, READ.sign, unit);
    add(list, READ.signPair, mix(previous, unit));
    const next = linguist.sound(unit);
    if (sound !== 0 && next !== 0) add(list, READ.soundPair, mix(sound, next));
    previous = unit;
    sound = next;
  }
  add(list, READ.signPair, mix(previous, END));
  for (const word of linguist.words(run)) if (word.length > 1) add(list, READ.hanWord, hashText(word));
}

function add(list: FeatureList, family: number, value: number): void {
  list.add(family, value);
}
