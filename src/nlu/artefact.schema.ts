import { z } from 'zod';

const Head = z.object({
  labels: z.array(z.string()),
  /** base64 of int8, feature-major. */
  weights: z.string(),
  scales: z.string(),
  bias: z.string(),
  groups: z.array(z.string()),
  groupOf: z.array(z.number().int()),
  sharpness: z.number(),
  accept: z.array(z.number()),
});

export const EvaluationShape = z.object({
  examples: z.number(),
  intentAccuracy: z.number(),
  intentMacroF1: z.number(),
  categoryAccuracy: z.number(),
  categoryMacroF1: z.number(),
  confusions: z.array(z.object({ truth: z.string(), guess: z.string(), count: z.number() })),
});

/** The stored form of a model (gzipped JSON). */
export const Artefact = z.object({
  format: z.number().int(),
  id: z.string(),
  createdAt: z.string(),
  corpusHash: z.string(),
  evaluation: EvaluationShape,
  /** base64 of uint32 feature keys. */
  keys: z.string(),
  idf: z.string(),
  intent: Head,
  category: Head,
});
export type Artefact = z.infer<typeof Artefact>;
