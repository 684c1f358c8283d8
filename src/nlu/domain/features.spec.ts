import { describe, expect, it } from '@jest/globals';
import {
  FAMILY,
  type FeatureLexicon,
  lengthBucket,
  maskText,
  readFeatures,
  type Sounds,
} from './features.js';
import { hashText, mix } from './hashing.js';
import { Vocabulary } from './vocabulary.js';

const sounds: Sounds = { sound: (unit) => unit % 7 };
const lexicon: FeatureLexicon = { rewrite: (text) => text.replaceAll('啥', '什么'), concepts: () => [] };
const read = (text: string, signals: readonly string[] = []): ReturnType<typeof readFeatures> =>
  readFeatures({ text, masks: [], signals }, sounds, lexicon);
const has = (text: string, family: number, value: number): boolean =>
  read(text).keys.includes(mix(family + 1, value));

describe('maskText', () => {
  it('replaces a masked span by its symbol', () => {
    expect(maskText('户号3201234567谢谢', [{ start: 2, end: 12, symbol: '#' }])).toBe('户号#谢谢');
  });
  it('reads any other number as one digit class', () => {
    expect(maskText('停了18个小时', [])).toBe('停了0个小时');
  });
  it('drops marks to one separator, keeps one question mark, and marks of feeling only where nothing else is said', () => {
    expect(maskText('停电了!!!、，。急???', [])).toBe('停电了|急?');
    expect(maskText('👍👍', [])).toBe('👍👍');
  });
});

describe('readFeatures', () => {
  it('has characters and pairs', () => {
    expect(has('停电', FAMILY.character, '停'.charCodeAt(0))).toBe(true);
    expect(has('停电', FAMILY.pair, mix('停'.charCodeAt(0), '电'.charCodeAt(0)))).toBe(true);
    expect(has('电停', FAMILY.pair, mix('停'.charCodeAt(0), '电'.charCodeAt(0)))).toBe(false);
  });
  it('makes no pair across a clause end', () => {
    expect(has('停,电', FAMILY.pair, mix('停'.charCodeAt(0), '电'.charCodeAt(0)))).toBe(false);
  });
  it('reads regional words as the standard ones', () => {
    expect(has('啥', FAMILY.pair, mix('什'.charCodeAt(0), '么'.charCodeAt(0)))).toBe(true);
  });
  it('names the signals', () => {
    expect(read('x', ['danger']).keys).toContain(mix(FAMILY.signal + 1, hashText('danger')));
  });
});

describe('lengthBucket', () => {
  it.each([
    [0, 0],
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 3],
    [5000, 9],
  ])('puts length %i into bucket %i', (length, bucket) => {
    expect(lengthBucket(length)).toBe(bucket);
  });
});

describe('Vocabulary', () => {
  const documents = ['停电了', '停电吗', '电费多少', '电费单'].map((text) => read(text));
  const vocabulary = Vocabulary.from(documents, 2);

  it('gives unit vectors', () => {
    const { values } = vocabulary.vector(read('停电停电'));
    const norm = Array.from(values).reduce((sum, value) => sum + value * value, 0);
    expect(norm).toBeCloseTo(1, 5);
  });
  it('is empty for what it never saw', () => {
    expect(Vocabulary.from([read('abc')], 1).vector({ keys: [42] }).columns).toHaveLength(0);
  });
  it('leaves nothing behind between messages', () => {
    const once = vocabulary.vector(read('停电'));
    vocabulary.vector(read('停电停电停电'));
    expect(vocabulary.vector(read('停电'))).toEqual(once);
  });
  it('drops what occurs in one document only', () => {
    expect(vocabulary.vector({ keys: [mix(FAMILY.character + 1, '吗'.charCodeAt(0))] }).columns).toHaveLength(
      0,
    );
  });
});
