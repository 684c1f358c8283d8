import { z } from 'zod';
import { CATEGORIES, INTENTS, URGENCIES } from '#app/base/model/labels.js';

const text = z.string().trim().min(1);
const labelled = z.strictObject({ text, category: z.enum(CATEGORIES).nullish() });
const example = z
  .union([text, labelled])
  .transform((value) =>
    typeof value === 'string'
      ? { text: value, category: null }
      : { text: value.text, category: value.category ?? null },
  );

/** intents/intent/<CODE>.yaml */
export const IntentFile = z.strictObject({
  code: z.enum(INTENTS),
  zh: text,
  definition: text,
  boundaries: z.array(text).default([]),
  examples: z.array(example).default([]),
});
export type IntentFile = z.infer<typeof IntentFile>;

/** intents/category/<CODE>.yaml; examples are complaints of that category. */
export const CategoryFile = z.strictObject({
  code: z.enum(CATEGORIES),
  zh: text,
  level1: z.string(),
  department: text,
  urgency: z.enum(URGENCIES),
  definition: text,
  boundaries: z.array(text).default([]),
  cues: z.array(text).default([]),
  examples: z.array(text).default([]),
});
export type CategoryFile = z.infer<typeof CategoryFile>;

const patterns = z.array(text).min(1);

/** intents/lexicon/<name>.yaml: named cues, and for words.yaml the dictionary. */
export const LexiconFile = z.strictObject({
  cues: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]*$/),
      z.strictObject({ any: patterns, unless: patterns.optional() }),
    )
    .default({}),
  words: z.array(text).default([]),
  variants: z.record(text, text).default({}),
  concepts: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.array(text).min(1)).default({}),
});
export type LexiconFile = z.infer<typeof LexiconFile>;
