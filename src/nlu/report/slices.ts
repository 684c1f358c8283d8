import type { HeldOutMessage } from './held-out.js';
import { isComplaint, type Read, share } from './read.js';

export interface SliceRow {
  readonly slice: string;
  readonly count: number;
  /** Share of right intents, and of right categories among the complaints, 0..1. */
  readonly intent: number;
  readonly category: number;
}

/** Accuracy by channel, length, script and emotion: where the model is weaker than its average says. */
export function slices(read: readonly Read[]): SliceRow[] {
  const row = (slice: string, of: readonly Read[]): SliceRow[] =>
    of.length === 0
      ? []
      : [
          {
            slice,
            count: of.length,
            intent: share(of, ({ message, said }) => message.intent === said.intent),
            category: share(
              of.filter(isComplaint),
              ({ message, said }) => message.category === said.category,
            ),
          },
        ];
  const by = (name: string, key: (message: HeldOutMessage) => string): SliceRow[] =>
    [...new Set(read.map(({ message }) => key(message)))].sort().flatMap((value) =>
      row(
        `${name} ${value}`,
        read.filter(({ message }) => key(message) === value),
      ),
    );
  return [
    ...by('channel', (message) => message.channel),
    ...by('length', ({ text }) =>
      text.length <= 12 ? '1-12' : text.length <= 35 ? '13-35' : text.length <= 70 ? '36-70' : '71-',
    ),
    ...by('script', ({ text }) => (TRADITIONAL.test(text) ? '繁體' : '简体')),
    ...by('emotion', (message) => message.emotion),
  ];
}

/** Characters that occur often and only in traditional writing. */
const TRADITIONAL =
  /[們個這來電話時過會沒說還請問費單處點嗎麼為開關壞頭東長門車錢線張賬帳訴號戶復覆嘅唔冇啲喺]/;
