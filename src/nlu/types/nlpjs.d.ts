/** The parts of nlp.js 4 that are used; the packages ship without types (sources read: 4.26-4.27). */
declare module '@nlpjs/core' {
  export interface Container {
    register(name: string, value: unknown, isSingleton?: boolean): void;
    registerConfiguration(name: string, value: object, force?: boolean): void;
    getConfiguration(name: string): Record<string, unknown> | undefined;
    get<T>(name: string, settings?: object): T | undefined;
    use(item: unknown, name?: string): string;
  }
  export function containerBootstrap(): Promise<Container> | Container;
}

declare module '@nlpjs/nlu' {
  import type { Container } from '@nlpjs/core';

  export interface NluSettings extends Record<string, unknown> {
    locale?: string;
    container?: Container;
  }
  export interface Classification {
    intent: string;
    score: number;
  }
  export class Nlu {
    constructor(settings?: NluSettings, container?: Container);
    readonly container: Container;
    readonly settings: NluSettings;
    registerDefault(): void;
    train(corpus: { utterance: string; intent: string }[], settings?: object): Promise<{ status: object }>;
    prepare(text: unknown, settings?: object): Promise<unknown>;
    process(utterance: string, settings?: object): Promise<{ classifications: Classification[] }>;
    toJSON(): Record<string, unknown>;
    fromJSON(json: Record<string, unknown>): void;
  }
}

declare module '@nlpjs/nlp' {
  import type { Container } from '@nlpjs/core';
  import type { Classification } from '@nlpjs/nlu';

  export interface NlpResult {
    locale: string;
    utterance: string;
    intent: string;
    score: number;
    classifications: Classification[];
    /** What the Nlu class answered, with whatever it added to the classifications. */
    nluAnswer?: unknown;
    answer?: string;
  }
  export class Nlp {
    constructor(settings: Record<string, unknown>);
    readonly container: Container;
    useNlu(clazz: unknown, locale: string | string[], domain?: string, settings?: object): void;
    addLanguage(locales: string | string[]): void;
    addDocument(locale: string, utterance: string, intent: string): void;
    addAnswer(locale: string, intent: string, answer: string): void;
    train(): Promise<unknown>;
    process(
      input: { locale: string; utterance: string },
      utterance?: undefined,
      context?: Record<string, unknown>,
    ): Promise<NlpResult>;
    /** The classifying half of `process`: no entities, slots, answers or context. */
    classify(locale: string, utterance: string): Promise<Pick<NlpResult, 'nluAnswer'>>;
    export(minified?: boolean): string;
  }
}

declare module '@nlpjs/lang-zh' {
  export const LangZh: unknown;
}

declare module '@nlpjs/lang-en' {
  export const LangEn: unknown;
}

declare module '@node-rs/jieba/dict.js' {
  export const dict: Uint8Array;
}
