import { basename, join } from 'node:path';
import { z } from 'zod';
import { CATEGORIES, EMOTIONS, INTENTS } from '#app/base/model/labels.js';
import { CHANNELS } from '#app/base/model/message.js';
import type { Guard } from './domain/guard/check.js';
import { fillScript, LOCALES, type Script, ScriptBook, variablesOf } from './domain/scripts/script-book.js';
import { DataFileError, INTENTS_DIR, listYaml, readYaml } from './load-yaml.js';

const text = z.string().trim().min(1);

/** `_variables.yaml`: every variable a script may use. */
const variablesSchema = z.strictObject({
  variables: z.record(
    z.string().regex(/^[A-Za-z]+$/),
    z.strictObject({
      type: z.enum(['text', 'number', 'time', 'ticket', 'customer']),
      source: text,
      sample: text,
    }),
  ),
});

const scopeSchema = {
  channel: z.enum(CHANNELS).optional(),
  category: z.enum(CATEGORIES).optional(),
  intent: z.enum(INTENTS).optional(),
  emotion: z.enum(EMOTIONS).optional(),
  locale: z.enum(LOCALES).optional(),
};

/** One file of `intents/scripts`: a stage, its keys, and other wordings of a key for one situation. */
const fileSchema = z.strictObject({
  stage: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
  zh: text,
  scripts: z.record(
    z.string().regex(/^[A-Za-z0-9_]+$/),
    z.strictObject({ text, variants: z.array(z.strictObject({ ...scopeSchema, text })).default([]) }),
  ),
});

/** Short message parts cost money by 67 characters; one reply shall fit into two (reference: channels §3). */
const MOST_SMS = 134;

/**
 * Reads `intents/scripts`. Every wording is filled with samples and must pass the guard.
 * @throws DataFileError naming file and key
 */
export function loadScripts(guard: Guard, intentsDir: string = INTENTS_DIR): ScriptBook {
  const dir = join(intentsDir, 'scripts');
  const { variables } = readYaml(join(dir, '_variables.yaml'), variablesSchema);
  const samples = Object.fromEntries(Object.entries(variables).map(([name, { sample }]) => [name, sample]));
  const scripts: Script[] = [];
  for (const path of listYaml(dir)) {
    const file = readYaml(path, fileSchema);
    for (const [key, { text: wording, variants }] of Object.entries(file.scripts)) {
      for (const scope of [{ text: wording }, ...variants]) {
        const script: Script = { stage: file.stage, key, locale: 'zh-CN', ...scope };
        check(script, { file: basename(path), samples, guard });
        scripts.push(script);
      }
    }
  }
  return new ScriptBook(scripts);
}

function check(
  script: Script,
  { file, samples, guard }: { file: string; samples: Record<string, string>; guard: Guard },
): void {
  const place = `scripts.${script.key}`;
  const unknown = variablesOf(script.text).filter((name) => samples[name] === undefined);
  if (unknown.length > 0)
    throw new DataFileError(
      file,
      place,
      `uses ${unknown.join(', ')}, which _variables.yaml does not declare`,
    );
  const filled = fillScript(script, samples);
  const sample = filled.ok ? filled.value : script.text;
  if (script.channel === 'sms' && sample.length > MOST_SMS)
    throw new DataFileError(file, place, `an SMS has at most ${MOST_SMS} characters`);
  const { verdict, hits } = guard.check(sample);
  const first = hits[0];
  if (verdict !== 'ok' && first)
    throw new DataFileError(file, place, `the guard finds ${first.class} in “${first.text}”`);
}
