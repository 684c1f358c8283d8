import { containerBootstrap } from '@nlpjs/core';
import { Nlp } from '@nlpjs/nlp';

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
  return async (text) => (await nlp.process({ locale, utterance: text })).intent;
}

/** English works without a package (no stemming then); Chinese does not: a sentence would be one token. */
async function languageOf(locale: 'zh' | 'en'): Promise<unknown> {
  if (locale === 'en') return null;
  const { LangZh } = await import('@nlpjs/lang-zh');
  return LangZh;
}
