import { z } from 'zod';
import { CATEGORIES, EMOTIONS, FLAGS, INTENTS, URGENCIES } from '#app/base/model/labels.js';

const text = z.string().trim().min(1);
const labelled = z.strictObject({
  text,
  /** Needed where an intent has categories and the file does not say which. */
  category: z.enum(CATEGORIES).nullish(),
  /** A second real complaint in the same message. */
  category2: z.enum(CATEGORIES).nullish(),
  emotion: z.enum(EMOTIONS).nullish(),
  /** All flags that hold, [] where none does; left out where nobody looked. */
  flags: z.array(z.enum(FLAGS)).nullish(),
});
const example = z
  .union([text, labelled])
  .transform((value) => (typeof value === 'string' ? { text: value } : value))
  .transform((value) => ({
    text: value.text,
    category: ('category' in value ? value.category : null) ?? null,
    category2: ('category2' in value ? value.category2 : null) ?? null,
    emotion: ('emotion' in value ? value.emotion : null) ?? null,
    flags: ('flags' in value ? value.flags : null) ?? null,
  }));

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
  examples: z.array(example).default([]),
});
export type CategoryFile = z.infer<typeof CategoryFile>;

const patterns = z.array(text).min(1);

/** intents/lexicon/<name>.yaml: named cues, variants, meaning classes. */
export const LexiconFile = z.strictObject({
  cues: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]*$/),
      z.strictObject({ any: patterns, unless: patterns.optional() }),
    )
    .default({}),
  variants: z.record(text, text).default({}),
  concepts: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.array(text).min(1)).default({}),
});
export type LexiconFile = z.infer<typeof LexiconFile>;
