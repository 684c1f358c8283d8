import type { Category, Emotion, Intent } from '#app/base/model/labels.js';
import type { ChannelId } from '#app/base/model/message.js';
import { err, ok, type Result } from '#app/base/model/result.js';

export const LOCALES = ['zh-CN', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** What narrows a wording to a situation; whatever is absent fits all. */
export interface ScriptScope {
  readonly channel?: ChannelId;
  readonly category?: Category;
  readonly intent?: Intent;
  readonly emotion?: Emotion;
  readonly locale: Locale;
}

/** One wording (话术) with `{variables}`. */
export interface Script extends ScriptScope {
  readonly stage: string;
  readonly key: string;
  readonly text: string;
  /** Of two wordings for the same situation the higher one speaks. Default 1. */
  readonly version?: number;
  /** First and last day it may be said, `2026-11-22`, both included; absent = without limit. */
  readonly from?: string;
  readonly until?: string;
}

export interface ScriptQuestion extends Partial<ScriptScope> {
  readonly stage: string;
  readonly key?: string;
  /** Today, `2026-11-22`; without it validity dates are not looked at. */
  readonly day?: string;
}

export class ScriptBook {
  private readonly byPlace = new Map<string, Script[]>();

  constructor(readonly scripts: readonly Script[]) {
    for (const script of scripts) {
      const place = placeOf(script.stage, script.key);
      this.byPlace.set(place, [...(this.byPlace.get(place) ?? []), script]);
    }
  }

  at(stage: string, key: string): readonly Script[] {
    return this.byPlace.get(placeOf(stage, key)) ?? [];
  }
}

/** Whether a wording may be said on a day (`2026-11-22`). */
export const isInForce = ({ from, until }: Pick<Script, 'from' | 'until'>, day: string): boolean =>
  (from === undefined || from <= day) && (until === undefined || day <= until);

/** `STAGE/key`: names a script over all its wordings. */
export const placeOf = (stage: string, key: string): string => `${stage}/${key}`;

/** How much each matching part narrows; the sum decides, so a channel's own wording beats all others. */
const WEIGHTS = { channel: 8, category: 4, intent: 2, emotion: 1 } as const;
const PARTS = ['channel', 'category', 'intent', 'emotion'] as const;

/**
 * The most specific wording for a situation, or undefined when there is none for `stage`/`key`.
 * Without a wording in the wanted language the Chinese one is used.
 */
export function pickScript(book: ScriptBook, question: ScriptQuestion): Script | undefined {
  const candidates = book
    .at(question.stage, question.key ?? 'default')
    .filter((script) => fits(script, question));
  const own = candidates.filter((script) => script.locale === (question.locale ?? 'zh-CN'));
  const pool = own.length > 0 ? own : candidates.filter((script) => script.locale === 'zh-CN');
  return pool.reduce<Script | undefined>(
    (best, script) => (best && !outranks(script, best) ? best : script),
    undefined,
  );
}

/** More specific first; of equally specific ones the newer version. */
function outranks(script: Script, best: Script): boolean {
  const more = weight(script) - weight(best);
  return more > 0 || (more === 0 && (script.version ?? 1) > (best.version ?? 1));
}

function fits(script: Script, question: ScriptQuestion): boolean {
  if (question.day !== undefined && !isInForce(script, question.day)) return false;
  return PARTS.every((part) => script[part] === undefined || script[part] === question[part]);
}

function weight(script: Script): number {
  return PARTS.reduce((sum, part) => sum + (script[part] === undefined ? 0 : WEIGHTS[part]), 0);
}

const VARIABLE = /\{([A-Za-z]+)\}/g;

/** Names of the variables a text uses, each once. */
export function variablesOf(text: string): readonly string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map((match) => match[1] ?? ''))];
}

/** Puts facts into a wording; refuses, naming them, while one is missing: a `{deadline}` never reaches a customer. */
export function fillScript(
  script: Script,
  vars: Readonly<Record<string, string>>,
): Result<string, { readonly missing: readonly string[] }> {
  const missing = variablesOf(script.text).filter((name) => vars[name] === undefined || vars[name] === '');
  if (missing.length > 0) return err({ missing });
  return ok(script.text.replace(VARIABLE, (_, name: string) => vars[name] ?? ''));
}
