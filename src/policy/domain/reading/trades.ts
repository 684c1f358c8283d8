import { mentions } from './words.js';

export type Trade = 'gas' | 'water' | 'internet' | 'property';

const TRADES: readonly (readonly [Trade, readonly string[]])[] = [
  ['gas', ['燃气', '煤气', '天然气', '灶']],
  ['water', ['水费', '自来水', '停水', '水管', '没水']],
  ['internet', ['宽带', 'wifi', '网速', '网络', '话费', '电视', '信号']],
  ['property', ['物业', '电梯', '停车', '垃圾', '保安']],
];

/** Whose business a text is about, where that is not ours. */
export const tradeIn = (text: string): Trade | undefined =>
  TRADES.find(([, words]) => mentions(text, words))?.[0];
