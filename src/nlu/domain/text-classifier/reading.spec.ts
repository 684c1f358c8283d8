import { describe, expect, it } from '@jest/globals';
import type { Linguist } from './reading.js';
import { READ, readText } from './reading.js';
import { stem } from './stem.js';
import { TermSpace } from './term-space.js';
import { WHOLE_VIEW } from './views.js';

const SOUNDS: Readonly<Record<string, number>> = { 停: 1, 店: 2, 电: 2 };
const linguist: Linguist = {
  words: (text) => text.match(/.{1,2}/gsu) ?? [],
  sound: (unit) => SOUNDS[String.fromCharCode(unit)] ?? 0,
};

/** The features of one family. */
function keys(text: string, family: keyof typeof READ): number[] {
  const { keys: all, families } = readText(text, linguist);
  return [...all].filter((_, i) => families[i] === READ[family]).sort((a, b) => a - b);
}

describe('readText', () => {
  it('reads words where there are words and characters where it is Chinese', () => {
    expect(keys('my wifi 坏了', 'word')).toHaveLength(2);
    expect(keys('my wifi 坏了', 'sign')).toHaveLength(2);
    expect(keys('坏了', 'word')).toEqual([]);
  });

  it('reads inflected words and contractions as their parts', () => {
    expect(keys('stopping cards', 'word')).toEqual(keys('stop card', 'word'));
    expect(keys("i don't know what's up", 'word')).toEqual(keys('i do not know what s up', 'word'));
  });

  it('reads all numbers of a length as one', () => {
    expect(keys('pay 250', 'word')).toEqual(keys('pay 731', 'word'));
    expect(keys('pay 250', 'word')).not.toEqual(keys('pay 25', 'word'));
  });

  it('hears the same in homophones', () => {
    expect(keys('停电', 'soundPair')).toEqual(keys('停店', 'soundPair'));
    expect(keys('停电', 'signPair')).not.toEqual(keys('停店', 'signPair'));
  });

  it('pairs any two words in either order', () => {
    expect(keys('cancel my card', 'anyPair')).toEqual(keys('card my cancel', 'anyPair'));
    expect(keys('cancel my card', 'wordPair')).not.toEqual(keys('card my cancel', 'wordPair'));
  });

  it('finds bridges over the edges of words only', () => {
    expect(keys('ab', 'bridge')).toEqual([]);
    expect(keys('ab cd', 'bridge').length).toBeGreaterThan(0);
  });

  it('reads every script and never throws', () => {
    for (const text of ['как дела', 'مرحبا بك', 'สวัสดี', '🙂', '', '\ud800']) {
      expect(() => readText(text, linguist)).not.toThrow();
    }
    expect(keys('как дела', 'word')).toHaveLength(2);
  });
});

describe('stem', () => {
  it.each([
    ['cards', 'card'],
    ['stopped', 'stop'],
    ['countries', 'country'],
    ['address', 'address'],
    ['is', 'is'],
    ['über', 'über'],
  ])('cuts %s to %s', (word, expected) => {
    expect(stem(word)).toBe(expected);
  });
});

describe('TermSpace', () => {
  const texts = ['a red card', 'a blue card', '95598 停电', '停电 了'].map((text) =>
    readText(text, linguist),
  );
  const space = TermSpace.from(texts, WHOLE_VIEW, 2);

  it('gives unit vectors, and nothing for what it does not know', () => {
    for (const text of texts) {
      const { values } = space.vector(text);
      expect(Array.from(values).reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1);
    }
    expect(space.vector(readText('zzz', linguist)).columns).toHaveLength(0);
  });

  it('keeps what occurs in two texts, counting each text once', () => {
    const once = TermSpace.from([readText('card card', linguist)], WHOLE_VIEW, 2);
    expect(once.width).toBe(0);
    expect(space.width).toBeGreaterThan(0);
  });
});
