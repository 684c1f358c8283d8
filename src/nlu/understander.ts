import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Category } from '#app/base/model/labels.js';
import type { Understanding } from '#app/base/model/understanding.js';
import { type ModelInfo, modelId, type StoredModel } from './artefact.js';
import type { CategoryBook, CategoryInfo } from './category-book.js';
import { resolveTimes } from './domain/entities/extract.js';
import { Engine } from './engine.js';
import { ModelStore } from './model.repository.js';
import { type OpenedCorpus, openCorpus, readBuiltModel, trainStored } from './model-file.js';
import { NlpFront } from './nlpjs/nlp-front.js';

/** Understands customer messages with the active model of the database. */
@Injectable()
export class Understander implements OnModuleInit {
  private front: NlpFront | undefined;
  private opened: OpenedCorpus | undefined;
  private info: ModelInfo | undefined;

  constructor(private readonly models: ModelStore) {}

  async onModuleInit(): Promise<void> {
    this.opened = await openCorpus();
    await this.use(await this.chooseModel(this.opened));
  }

  /**
   * Reads one message. Never throws for any text; the empty text is OTHER.
   * @param sentAt the instant that 昨晚 and the like are counted from; without it times keep their words
   */
  async understand(text: string, sentAt?: Date): Promise<Understanding> {
    if (this.front === undefined)
      throw new Error('understanding was asked before the module was initialised');
    return dated(await this.front.understand(text), sentAt);
  }

  /** The model in use. */
  modelInfo(): ModelInfo {
    if (this.info === undefined) throw new Error('no model is loaded');
    return this.info;
  }

  get categories(): CategoryBook {
    if (this.opened === undefined) throw new Error('no corpus is loaded');
    return this.opened.book;
  }

  categoryInfo(code: Category): CategoryInfo {
    return this.categories.info(code);
  }

  /** Takes over the model that is active in the database now (after a supervisor changed it). */
  async refresh(): Promise<void> {
    if (this.opened === undefined) return;
    const active = await this.models.active(this.opened.corpusHash);
    if (active !== null && active.id !== this.info?.id) await this.use(active);
  }

  private async chooseModel(opened: OpenedCorpus): Promise<StoredModel> {
    const active = await this.models.active(opened.corpusHash);
    if (active !== null) return active;
    const stored =
      (await this.models.load(modelId(opened.corpusHash))) ??
      (await readBuiltModel(opened.corpusHash)) ??
      trainStored(opened);
    await this.models.save(stored);
    await this.models.activate(stored.id);
    return stored;
  }

  private async use(stored: StoredModel): Promise<void> {
    if (this.opened === undefined) return;
    const engine = new Engine(this.opened.analyser, stored.model);
    this.front = await NlpFront.over((text) => engine.understand(text));
    const { id, createdAt, corpusHash, evaluation } = stored;
    this.info = { id, createdAt, corpusHash, evaluation };
  }
}

/** The same understanding without a database, for the command line: built model, else trained now. */
export async function loadUnderstander(): Promise<{
  understand(text: string, sentAt?: Date): Promise<Understanding>;
  categoryInfo(code: Category): CategoryInfo;
  modelInfo(): ModelInfo;
}> {
  const opened = await openCorpus();
  const stored = (await readBuiltModel(opened.corpusHash)) ?? trainStored(opened);
  const engine = new Engine(opened.analyser, stored.model);
  const front = await NlpFront.over((text) => engine.understand(text));
  const { id, createdAt, corpusHash, evaluation } = stored;
  return {
    understand: async (text, sentAt) => dated(await front.understand(text), sentAt),
    categoryInfo: (code) => opened.book.info(code),
    modelInfo: () => ({ id, createdAt, corpusHash, evaluation }),
  };
}

function dated(read: Understanding, sentAt: Date | undefined): Understanding {
  return sentAt === undefined ? read : { ...read, entities: resolveTimes(read.entities, sentAt) };
}
