import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { Converter } from 'opencc-js/t2cn';
import { pinyin } from 'pinyin-pro';
import type { Linguist } from '../domain/features.js';
import { hashText } from '../domain/hashing.js';
import { buildFoldTable, type FoldTable } from '../domain/normalise.js';

let jieba: Jieba | undefined;
let table: FoldTable | undefined;
const sounds = new Map<number, number>();

/** The character fold (NFKC, lower case, 繁→简); built once a process, about 60 ms. */
export function foldTable(): FoldTable {
  table ??= buildFoldTable(Converter({ from: 't', to: 'cn' }));
  return table;
}

/**
 * Jieba words and pinyin. Jieba's dictionary is one a process; domain words are added to it.
 * @param domainWords words the dictionary does not know, e.g. 阶梯电价
 */
export function createLinguist(domainWords: readonly string[]): Linguist {
  jieba ??= Jieba.withDict(dict);
  const cutter = jieba;
  if (domainWords.length > 0) {
    cutter.loadDict(Buffer.from(domainWords.map((word) => `${word} 20000 n`).join('\n')));
  }
  return { words: (text) => cutter.cut(text, false), sound: soundOf };
}

/** Bounded by the number of Chinese characters, so it needs no eviction. */
function soundOf(unit: number): number {
  const known = sounds.get(unit);
  if (known !== undefined) return known;
  const sign = String.fromCharCode(unit);
  const sound = pinyin(sign, { toneType: 'none', type: 'array' })[0] ?? sign;
  const number = sound === sign ? 0 : hashText(sound);
  sounds.set(unit, number);
  return number;
}
