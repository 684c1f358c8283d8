import { containerBootstrap } from '@nlpjs/core';
import { Nlp } from '@nlpjs/nlp';
import type { Candidate } from './candidate.js';
import type { LabelledText } from './labelled-file.js';

/** Not a dependency of ours: used where somebody has put it. */
const ENGLISH: string = '@nlpjs/lang-en';

/** A trained classifier: the best label for a text. */
export type Classify = (text: string) => Promise<string>;

/**
 * nlp.js as it comes, with its own language package and perceptron: the baseline of evaluations.
 * @throws Error when the language package is not installed (it is a development dependency only)
 */
export async function trainStockNlp(
  examples: readonly { readonly text: string; readonly intent: string }[],
  locale: 'zh' | 'en',
): Promise<Classify> {
  const nlp = await train(examples, locale);
  return async (text) => (await nlp.process({ locale, utterance: text })).intent;
}

/** The same as a candidate; Chinese is read by its own package, everything else as English. */
export async function trainStock(examples: readonly LabelledText[]): Promise<Candidate> {
  const locale = localeOf(examples);
  const nlp = await train(examples, locale);
  return {
    classify: async (text) => (await nlp.process({ locale, utterance: text })).intent,
    modelBytes: Buffer.byteLength(nlp.export(true)),
  };
}

async function train(
  examples: readonly { readonly text: string; readonly intent: string }[],
  locale: 'zh' | 'en',
): Promise<Nlp> {
  const container = await containerBootstrap();
  const plugin = await languageOf(locale);
  if (plugin !== null) container.use(plugin);
  const nlp = new Nlp({
    container,
    languages: [locale],
    autoLoad: false,
    autoSave: false,
    calculateSentiment: false,
    nlu: { log: false },
  });
  nlp.addLanguage(locale);
  for (const { text, intent } of examples) nlp.addDocument(locale, text, intent);
  await nlp.train();
  return nlp;
}

/** Chinese where most letters are. */
export function localeOf(examples: readonly LabelledText[]): 'zh' | 'en' {
  const text = examples
    .slice(0, 500)
    .map((example) => example.text)
    .join('');
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return han * 2 > letters ? 'zh' : 'en';
}

/** English is stemmed only where its package is installed; Chinese needs it: a sentence would be one token. */
async function languageOf(locale: 'zh' | 'en'): Promise<unknown> {
  if (locale === 'zh') return (await import('@nlpjs/lang-zh')).LangZh;
  return import(ENGLISH).then(
    (language: { LangEn: unknown }) => language.LangEn,
    () => null,
  );
}
