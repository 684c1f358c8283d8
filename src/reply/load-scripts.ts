import { basename, join } from 'node:path';
import { z } from 'zod';
import { CATEGORIES, EMOTIONS, INTENTS } from '#app/base/model/labels.js';
import { CHANNELS } from '#app/base/model/message.js';
import type { Guard } from './domain/guard/check.js';
import {
  describeFault,
  faultOfWording,
  type ScriptVariables,
  VARIABLE_TYPES,
} from './domain/scripts/check-wording.js';
import { LOCALES, type Script, ScriptBook } from './domain/scripts/script-book.js';
import { DataFileError, INTENTS_DIR, listYaml, readYaml } from './load-yaml.js';

const text = z.string().trim().min(1);
export const daySchema = z.iso.date();

/** `_variables.yaml`: every variable a script may use. */
const variablesSchema = z.strictObject({
  variables: z.record(
    z.string().regex(/^[A-Za-z]+$/),
    z.strictObject({
      type: z.enum(VARIABLE_TYPES),
      source: text,
      sample: text,
      samples: z.array(text).default([]),
    }),
  ),
});

export const scopeSchema = {
  channel: z.enum(CHANNELS).optional(),
  category: z.enum(CATEGORIES).optional(),
  intent: z.enum(INTENTS).optional(),
  emotion: z.enum(EMOTIONS).optional(),
  locale: z.enum(LOCALES).optional(),
};

/** Drafts and what is being reviewed are checked like all others, but not said. */
const lifeSchema = {
  version: z.int().min(1).default(1),
  state: z.enum(['draft', 'review', 'active']).default('active'),
  from: daySchema.optional(),
  until: daySchema.optional(),
};

/** One file of `intents/scripts`: a stage, its keys, and other wordings of a key for one situation. */
const fileSchema = z.strictObject({
  stage: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  zh: text,
  scripts: z.record(
    z.string().regex(/^[A-Za-z0-9_]+$/),
    z.strictObject({
      ...lifeSchema,
      text,
      variants: z.array(z.strictObject({ ...scopeSchema, ...lifeSchema, text })).default([]),
    }),
  ),
});

/** What `intents/scripts` holds, before supervisors' versions. */
export interface ShippedScripts {
  readonly scripts: readonly Script[];
  readonly variables: ScriptVariables;
  /** Chinese name of each stage. */
  readonly stages: Readonly<Record<string, string>>;
}

/**
 * Reads `intents/scripts`. Every wording is filled with samples and must pass the guard.
 * @throws DataFileError naming file and key
 */
export function loadShippedScripts(guard: Guard, intentsDir: string = INTENTS_DIR): ShippedScripts {
  const dir = join(intentsDir, 'scripts');
  const { variables } = readYaml(join(dir, '_variables.yaml'), variablesSchema);
  const scripts: Script[] = [];
  const stages: Record<string, string> = {};
  for (const path of listYaml(dir)) {
    const file = readYaml(path, fileSchema);
    stages[file.stage] = file.zh;
    for (const [key, { variants, ...main }] of Object.entries(file.scripts)) {
      for (const { state, ...wording } of [main, ...variants]) {
        const script: Script = { stage: file.stage, key, locale: 'zh-CN', ...wording };
        const fault = faultOfWording(script, variables, guard);
        if (fault) throw new DataFileError(basename(path), `scripts.${key}`, describeFault(fault));
        if (state === 'active') scripts.push(script);
      }
    }
  }
  return { scripts, variables, stages };
}

/** The shipped scripts as a book, for the command line and tests. @throws DataFileError */
export const loadScripts = (guard: Guard, intentsDir: string = INTENTS_DIR): ScriptBook =>
  new ScriptBook(loadShippedScripts(guard, intentsDir).scripts);
