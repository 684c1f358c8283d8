import type { Nlp } from '@nlpjs/nlp';
import type { Understanding } from '#app/base/model/understanding.js';
import { createNlp } from './create-nlp.js';

/** What stands behind nlp.js: one function from text to understanding. */
export type Understand = (text: string) => Understanding;

/** Messages go through nlp.js, whose classifier is ours; the whole understanding travels with its answer. */
export class NlpFront {
  private constructor(
    readonly nlp: Nlp,
    private readonly read: Understand,
  ) {}

  static async over(understand: Understand): Promise<NlpFront> {
    const nlp = await createNlp({ reader: { read: (text) => answer(understand(text)) } });
    return new NlpFront(nlp, understand);
  }

  async understand(text: string): Promise<Understanding> {
    // nlp.js hands an empty utterance on as undefined; there is nothing in it to look up anyway.
    if (text.trim() === '') return this.read(text);
    // Only the classifying half: entities, slots and words are ours, and a context by conversation is not wanted.
    const result = await this.nlp.classify(localeOf(text), text);
    const { extra } = result.nluAnswer as { extra: Understanding };
    return extra;
  }
}

function answer(read: Understanding): {
  classifications: { intent: string; score: number }[];
  extra: Understanding;
} {
  return {
    classifications: [
      { intent: read.intent, score: read.confidence },
      ...read.alternatives.map(({ intent, confidence }) => ({ intent, score: confidence })),
    ],
    extra: read,
  };
}

function localeOf(text: string): string {
  return /[\u3400-\u9fff]/.test(text) || !/[a-z]{2}/i.test(text) ? 'zh' : 'en';
}
