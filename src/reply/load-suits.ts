import { join } from 'node:path';
import { z } from 'zod';
import { CATEGORIES, EMOTIONS, FLAGS, INTENTS, TICKET_TYPES } from '#app/base/model/labels.js';
import type { ScriptBook } from './domain/scripts/script-book.js';
import {
  ASKS,
  MEDIA,
  PORTRAITS,
  type PortraitCode,
  type Suits,
  TICKET_PHASES,
} from './domain/suggest/suits.js';
import { DataFileError, INTENTS_DIR, readYaml } from './load-yaml.js';

const some = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.array(z.enum(values)).min(1).optional();

const placeShape = z.string().regex(/^[A-Z][A-Z0-9_]*\/[A-Za-z0-9_]+$/);

/** Conditions of one script; see `Suits`. */
const suitsSchema: z.ZodType<Suits> = z.strictObject({
  intents: some(INTENTS),
  matters: some(INTENTS),
  categories: some(CATEGORIES),
  tickets: some(TICKET_PHASES),
  types: some(TICKET_TYPES),
  asks: z.enum(ASKS).optional(),
  flags: some(FLAGS),
  emotions: some(EMOTIONS),
  words: z.array(z.string().trim().min(1).max(20)).min(1).max(30).optional(),
  media: some(MEDIA),
  opening: z.boolean().optional(),
  after: z.array(placeShape).min(1).optional(),
  otherNumber: z.boolean().optional(),
  urged: z.int().min(1).max(20).optional(),
  portraits: some(PORTRAITS),
  bonus: z.number().min(-5).max(6).optional(),
  opener: z.boolean().optional(),
  repeats: z.boolean().optional(),
});

/** One set of conditions, or several of which the best counts. */
export const suitsListSchema: z.ZodType<readonly Suits[]> = z.preprocess(
  (value) => (Array.isArray(value) ? value : [value]),
  z.array(suitsSchema).min(1).max(8),
);
const fileSchema = z.strictObject({ suits: z.record(placeShape, suitsListSchema) });

/** Name and one line of advice for each kind of customer. */
export type PortraitTexts = Readonly<Record<PortraitCode, { readonly zh: string; readonly tip: string }>>;
const textsSchema = z.strictObject({ zh: z.string().min(1), tip: z.string().min(1) });
const portraitsSchema = z.strictObject({
  portraits: z.strictObject({ emotional: textsSchema, rational: textsSchema, attentive: textsSchema }),
});

/**
 * When each shipped script is offered to an agent.
 * @throws DataFileError naming the place, also for one that the book does not have
 */
export function loadSuits(
  book: ScriptBook,
  intentsDir: string = INTENTS_DIR,
): ReadonlyMap<string, readonly Suits[]> {
  const { suits } = readYaml(join(intentsDir, 'scripts', '_suits.yaml'), fileSchema);
  for (const place of Object.keys(suits)) {
    const [stage = '', key = ''] = place.split('/');
    if (book.at(stage, key).length === 0)
      throw new DataFileError('_suits.yaml', `suits.${place}`, 'there is no such script');
  }
  return new Map(Object.entries(suits));
}

/** @throws DataFileError */
export const loadPortraits = (intentsDir: string = INTENTS_DIR): PortraitTexts =>
  readYaml(join(intentsDir, 'scripts', '_portraits.yaml'), portraitsSchema).portraits;
