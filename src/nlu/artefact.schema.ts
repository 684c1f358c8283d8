import { z } from 'zod';

const Head = z.object({
  labels: z.array(z.string()),
  groups: z.array(z.string()),
  groupOf: z.array(z.number().int()),
  sharpness: z.number(),
});

export const EvaluationShape = z.object({
  examples: z.number(),
  intentAccuracy: z.number(),
  intentMacroF1: z.number(),
  categoryAccuracy: z.number(),
  categoryMacroF1: z.number(),
  confusions: z.array(z.object({ truth: z.string(), guess: z.string(), count: z.number() })),
});

/** What stands before the numbers of a stored model. */
export const ArtefactHeader = z.object({
  format: z.number().int(),
  id: z.string(),
  createdAt: z.string(),
  corpusHash: z.string(),
  evaluation: EvaluationShape,
  intent: Head,
  category: Head,
  emotion: Head,
  flags: z.object({ labels: z.array(z.string()) }),
  /** The arrays that follow, in order: name and bytes. */
  parts: z.array(z.object({ name: z.string(), bytes: z.number().int().nonnegative() })),
  /** sha256 of all that follows, hex. */
  checksum: z.string(),
});
export type ArtefactHeader = z.infer<typeof ArtefactHeader>;
