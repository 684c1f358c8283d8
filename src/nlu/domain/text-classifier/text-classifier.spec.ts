import { describe, expect, it } from '@jest/globals';
import type { Linguist } from './reading.js';
import { readText } from './reading.js';
import { type LabelledExample, trainTextClassifier } from './text-classifier.js';

/** Every two characters are a word, every character sounds like its code. */
const linguist: Linguist = {
  words: (text) => text.match(/.{1,2}/gsu) ?? [],
  sound: (unit) => unit,
};
const read = (text: string) => readText(text.toLowerCase(), linguist);

const PATTERNS: Readonly<Record<string, readonly string[]>> = {
  weather: ['will it rain {}', 'what is the weather {}', 'how hot does it get {}', 'is there snow {}'],
  alarm: ['set an alarm {}', 'wake me up {}', 'please ring the bell {}', 'do not let me sleep {}'],
  天气: ['{}会下雨吗', '{}天气怎么样', '{}气温多少度', '{}冷不冷'],
  闹钟: ['{}叫我起床', '设一个{}的闹钟', '{}提醒我一下', '{}别忘了响铃'],
};
const TIMES: readonly string[] = ['tomorrow', 'on sunday', 'at seven', 'tonight'];
const ZEIT: readonly string[] = ['明天', '周日', '七点', '今晚'];

const examples: LabelledExample[] = Object.entries(PATTERNS).flatMap(([intent, patterns]) =>
  patterns.flatMap((pattern) =>
    (/[a-z]/.test(intent) ? TIMES : ZEIT).map((time) => ({ text: pattern.replace('{}', time), intent })),
  ),
);
const options = { read, outOfScope: 'None', open: false };

describe('trainTextClassifier', () => {
  it('learns two languages at once and answers to words it has not seen together', () => {
    const classifier = trainTextClassifier(examples, options);
    expect(classifier.classify('is it going to rain on sunday').intent).toBe('weather');
    expect(classifier.classify('ring an alarm at seven tomorrow').intent).toBe('alarm');
    expect(classifier.classify('明天下不下雨').intent).toBe('天气');
    expect(classifier.classify('七点闹钟叫我').intent).toBe('闹钟');
  });

  it('is the same for the same examples', () => {
    const [one, other] = [trainTextClassifier(examples, options), trainTextClassifier(examples, options)];
    for (const { text } of examples) expect(other.classify(text)).toEqual(one.classify(text));
  });

  it('never answers with none in a closed set, and does not throw for any text', () => {
    const classifier = trainTextClassifier(examples, options);
    for (const text of ['', ' ', '🙂', '\ud800', 'zzz qqq', '0'.repeat(5_000)]) {
      const { intent, confidence } = classifier.classify(text);
      expect(Object.keys(PATTERNS)).toContain(intent);
      expect(confidence).toBeGreaterThan(0);
      expect(confidence).toBeLessThanOrEqual(1.001);
    }
  });

  it('takes the threshold from development texts and rejects what is strange', () => {
    const development = [
      ...examples.slice(0, 20),
      ...['buy me a guitar', 'who wrote hamlet', 'divide nine'].map((text) => ({ text, intent: 'None' })),
    ];
    const classifier = trainTextClassifier(examples, { ...options, open: true, development });
    expect(classifier.classify('who plays the guitar').intent).toBe('None');
    expect(classifier.classify('will it rain tomorrow').intent).toBe('weather');
  });

  it('learns none as a label where there are examples of it', () => {
    const none = ['buy me a guitar', 'who wrote hamlet', 'divide nine by three', 'sell the guitar'];
    const all = [...examples, ...none.map((text) => ({ text, intent: 'None' }))];
    expect(trainTextClassifier(all, { ...options, open: true }).classify('buy a guitar').intent).toBe('None');
  });

  it('refuses to learn from nothing but out of scope', () => {
    expect(() => trainTextClassifier([{ text: 'x', intent: 'None' }], options)).toThrow('no example');
  });
});
