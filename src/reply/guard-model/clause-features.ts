import { mix } from '#app/nlu/index.js';

/** What a clause is read as, and how much each family counts (chosen out of fold, ADR 0020). */
export const FAMILY_WEIGHTS = { character: 1, pair: 1, triple: 0.7 } as const;
export type Family = keyof typeof FAMILY_WEIGHTS;
const FAMILIES = Object.keys(FAMILY_WEIGHTS) as Family[];
const NUMBER_OF = Object.fromEntries(FAMILIES.map((family, index) => [family, index + 1]));

const START = 1;
const END = 2;
const FIGURES = /[0-9]+(?:[:.][0-9]+)*/g;
const NUMERALS =
  /[一二三四五六七八九十两百千]+(?=个?(?:点|分|小时|天|日|月|元|块|度|台|千瓦|号|栋|单元|工作日))/g;

export interface ClauseFeatures {
  readonly keys: readonly number[];
  readonly families: readonly Family[];
}

/**
 * Features of one folded clause, repeated as often as they occur: characters, pairs and triples. Figures are
 * read as 0: which number stands there says nothing about the tone. Dictionary words, pairs with a gap and
 * the sounds of characters were tried and changed nothing (homophones are folded away before).
 */
export function readClause(folded: string): ClauseFeatures {
  const text = folded.replace(FIGURES, '0').replace(NUMERALS, '0');
  const keys: number[] = [];
  const families: Family[] = [];
  const add = (family: Family, value: number): void => {
    keys.push(mix(NUMBER_OF[family] ?? 0, value));
    families.push(family);
  };
  let first = 0;
  let second = START;
  for (let i = 0; i <= text.length; i += 1) {
    const unit = i < text.length ? text.charCodeAt(i) : END;
    if (unit !== END) add('character', unit);
    add('pair', mix(second, unit));
    if (first !== 0) add('triple', mix(mix(first, second), unit));
    first = second;
    second = unit;
  }
  return { keys, families };
}
