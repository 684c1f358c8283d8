import { soundOf } from '#app/nlu/index.js';
import { fold } from './domain/guard/fold.js';
import type { FoldTable } from './domain/guard/fold-table.js';
import type { HomophoneData } from './domain/guard/homophones.js';
import type { GuardRule } from './domain/guard/rules.js';

/** Shorter phrases sound like too much else. */
const SHORTEST_PHRASE = 4;
const ALL_HAN = /^[\u4e00-\u9fff]+$/;

/** The rules' phrases that are long enough to be found by their sound. */
export const longPhrases = (rules: readonly GuardRule[], table: FoldTable): string[] =>
  rules
    .flatMap(({ phrases }) => phrases.map((phrase) => fold(phrase, table).text))
    .filter((phrase) => phrase.length >= SHORTEST_PHRASE && ALL_HAN.test(phrase));

/** The words with the common characters that sound like theirs (toneless, commonest reading). */
export function readHomophones(words: readonly string[], except: readonly string[]): HomophoneData {
  const wanted = new Set([...words.join('')].map((char) => soundOf(char.charCodeAt(0))));
  const groups = new Map<number, string>();
  for (const char of commonCharacters()) {
    const sound = soundOf(char.charCodeAt(0));
    if (sound !== 0 && wanted.has(sound)) groups.set(sound, (groups.get(sound) ?? '') + char);
  }
  return { words: [...new Set(words)], except, sounds: [...groups.values()].join(' ') };
}

/** The 6,763 characters of GB 2312, rows 16 to 87. */
function commonCharacters(): string {
  const bytes: number[] = [];
  for (let row = 0xb0; row <= 0xf7; row += 1) {
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) bytes.push(row, cell);
  }
  return new TextDecoder('gbk').decode(Uint8Array.from(bytes)).replace(/[^\u4e00-\u9fff]/g, '');
}
