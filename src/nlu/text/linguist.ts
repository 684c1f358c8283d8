import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { Converter } from 'opencc-js/t2cn';
import { pinyin } from 'pinyin-pro';
import { hashText } from '../domain/hashing.js';
import { buildFoldTable, type FoldTable } from '../domain/normalise.js';
import type { Linguist } from '../domain/text-classifier/reading.js';

let jieba: Jieba | undefined;
let table: FoldTable | undefined;
const sounds = new Map<number, number>();

/** The character fold (NFKC, lower case, 繁→简); built once a process, about 60 ms. */
export function foldTable(): FoldTable {
  table ??= buildFoldTable(Converter({ from: 't', to: 'cn' }));
  return table;
}

/** Jieba words and pinyin; the dictionary is one a process and takes about 200 ms and 54 MB. */
export function createLinguist(): Linguist {
  jieba ??= Jieba.withDict(dict);
  const cutter = jieba;
  return { words: (text) => cutter.cut(text, false), sound: soundOf };
}

/**
 * A number for the toneless pinyin of one character's commonest reading, 0 where it has none.
 * Bounded by the number of Chinese characters, so the memory needs no eviction.
 */
export function soundOf(unit: number): number {
  const known = sounds.get(unit);
  if (known !== undefined) return known;
  const sign = String.fromCharCode(unit);
  const sound = pinyin(sign, { toneType: 'none', type: 'array' })[0] ?? sign;
  const number = sound === sign ? 0 : hashText(sound);
  sounds.set(unit, number);
  return number;
}
