import { containerBootstrap } from '@nlpjs/core';
import { Nlp } from '@nlpjs/nlp';
import { type Learner, LINEAR_NLU, LinearNlu, type Reader } from './linear-nlu.js';

const LOCALES = ['zh', 'en'];

/** A tokenizer must exist per language; ours does nothing since the classifier reads characters. */
const WHOLE_TEXT = {
  tokenize: (text: string): string[] => [text],
  stem: (tokens: string[]): string[] => tokens,
};

/** An nlp.js manager whose classifier is ours, for Chinese and English, with no files, sentiment or log. */
export async function createNlp(source: { reader?: Reader; learn?: Learner }): Promise<Nlp> {
  const container = await containerBootstrap();
  container.register('logger', SILENT, true);
  for (const locale of LOCALES) {
    container.register(`tokenizer-${locale}`, WHOLE_TEXT, true);
    container.register(`stemmer-${locale}`, WHOLE_TEXT, true);
  }
  const nlp = new Nlp({
    container,
    languages: [],
    autoLoad: false,
    autoSave: false,
    calculateSentiment: false,
    threshold: 0,
    nlu: { log: false },
  });
  container.register(LINEAR_NLU, LinearNlu, false);
  nlp.useNlu(LINEAR_NLU, LOCALES, '*', source);
  for (const locale of LOCALES) {
    const settings = container.getConfiguration(`domain-manager-${locale}`);
    // Its key is a set of stems, which ours does not make.
    if (settings !== undefined) settings.useStemDict = false;
  }
  nlp.addLanguage(LOCALES);
  return nlp;
}

const ignore = (): void => undefined;
const SILENT = {
  trace: ignore,
  debug: ignore,
  info: ignore,
  log: ignore,
  warn: ignore,
  error: ignore,
  fatal: ignore,
};
