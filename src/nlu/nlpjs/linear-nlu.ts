import type { Container } from '@nlpjs/core';
import { type Classification, Nlu, type NluSettings } from '@nlpjs/nlu';

/** What the framework asks of a classifier; `extra` travels with the answer as `nluAnswer`. */
export interface Reader {
  read(utterance: string): { classifications: Classification[]; extra?: unknown };
}

/** Learns a reader from what was added with `nlp.addDocument`. */
export type Learner = (corpus: readonly { utterance: string; intent: string }[], locale: string) => Reader;

interface LinearSettings extends NluSettings {
  learn?: Learner;
  reader?: Reader;
}

/** Registered as no singleton, so nlp.js makes one instance per language and domain. */
export const LINEAR_NLU = 'LinearNlu';

/**
 * nlp.js' place for a classifier, filled with ours: no stems, no perceptron, and none of the base
 * class's caches, which keep every distinct text of an hour and have no bound.
 */
export class LinearNlu extends Nlu {
  private reader: Reader | undefined;
  private readonly learn: Learner | undefined;

  constructor(settings: LinearSettings = {}, container?: Container) {
    const { learn, reader, ...rest } = settings;
    super(rest, container);
    this.learn = learn;
    this.reader = reader;
  }

  override async train(corpus: { utterance: string; intent: string }[]): Promise<{ status: object }> {
    if (this.learn !== undefined && corpus.length > 0) {
      this.reader = this.learn(corpus, String(this.settings.locale));
    }
    return { status: { learned: corpus.length } };
  }

  override async process(utterance: string): Promise<{ classifications: Classification[]; extra?: unknown }> {
    return this.reader?.read(utterance) ?? { classifications: [{ intent: 'None', score: 1 }] };
  }

  /** Weights are stored as our own artefact, not in nlp.js' JSON. */
  override toJSON(): Record<string, unknown> {
    return { settings: { locale: this.settings.locale, tag: this.settings.tag } };
  }

  override fromJSON(): void {}
}
