import { EMOTIONS, type Emotion, INTENTS, type Intent } from '#app/base/model/labels.js';
import { type Head, toProbabilities, trainHead } from './head.js';
import type { TrainingSet } from './linear.js';

/** What people feel by what they wrote, and how often they feel so with each intent. */
export interface EmotionHead {
  readonly head: Head;
  /** Share of each emotion among the examples of each intent: INTENTS × EMOTIONS, row per intent. */
  readonly shares: Float32Array;
}

/** How much likelier the loud words of the lexicon make the emotion they name. */
const WORDS_COUNT = 2.5;

/** Trains on the rows whose emotion is known (`members`); labels of the set are indexes of EMOTIONS. */
export function trainEmotionHead(
  set: TrainingSet,
  members: Uint32Array,
  intentOf: (row: number) => Intent,
): EmotionHead {
  const { head } = trainHead({ set, classes: EMOTIONS, groupName: (name) => name, members });
  // One of each to begin with, so that no emotion is impossible.
  const counts = INTENTS.map(() => EMOTIONS.map(() => 1));
  for (const row of members) {
    const of = counts[INTENTS.indexOf(intentOf(row))];
    const emotion = set.labels[row] ?? 0;
    if (of !== undefined) of[emotion] = (of[emotion] ?? 0) + 1;
  }
  const shares = counts.flatMap((of) => of.map((count) => count / of.reduce((sum, one) => sum + one, 0)));
  return { head, shares: Float32Array.from(shares) };
}

/** The emotion that the wording (`margins` of the head), the intent and the loud words make likeliest together. */
export function weighEmotion(
  { head, shares }: EmotionHead,
  margins: Float64Array,
  intent: Intent,
  byWords: Emotion,
): Emotion {
  const p = toProbabilities(head, margins);
  const base = INTENTS.indexOf(intent) * EMOTIONS.length;
  let best: Emotion = byWords;
  let most = 0;
  EMOTIONS.forEach((emotion, index) => {
    const weight = (shares[base + index] ?? 0) * (emotion === byWords ? WORDS_COUNT : 1);
    const value = (p[head.groups.indexOf(emotion)] ?? 0) * weight;
    if (value <= most) return;
    most = value;
    best = emotion;
  });
  return best;
}
