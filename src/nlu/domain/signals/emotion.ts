import type { Emotion, Intent } from '#app/base/model/labels.js';
import type { CueHit } from './cues.js';

/** Where an intent alone puts the feeling: 0 calm, 1 upset, 2 angry. */
const PRIOR: Partial<Record<Intent, number>> = {
  COMPLAINT: 1.1,
  COMPENSATION: 0.7,
  URGE: 0.7,
  DISSATISFIED: 1.1,
  APPEAL: 1,
  THREAT_ESCALATE: 1.6,
  PERSONAL_DANGER: 1.5,
  EMERGENCY_SAFETY: 1,
  EMOTION_VENT: 1.2,
  ABUSE: 2.6,
};
const WEIGHTS: Readonly<Record<string, number>> = {
  emo_rage: 0.6,
  abuse: 0.8,
  emo_mark: 0.3,
  emo_excl: 0.45,
  emo_soft_face: 0,
  emo_upset: 0.06,
  threat_escalate: 0.1,
  emo_polite: -0.2,
  emo_thanks: -0.3,
};
/** Intents in which a feeling only shows when it is loud. */
const PLAIN_FLOOR = 0.55;
const ANGRY_FROM = 1.7;
const MOST_PER_CUE = 3;

/** calm, upset or angry, from the intent and the words (cues emo_* of intents/lexicon/emotion.yaml). */
export function judgeEmotion(intent: Intent, hits: readonly CueHit[]): Emotion {
  const counts = new Map<string, number>();
  for (const hit of hits) counts.set(hit.cue, Math.min(MOST_PER_CUE, (counts.get(hit.cue) ?? 0) + 1));
  let level = PRIOR[intent] ?? 0;
  for (const [cue, count] of counts) level += (WEIGHTS[cue] ?? 0) * count;
  // Who shouts that something burns is afraid.
  if (level >= ANGRY_FROM && intent !== 'EMERGENCY_SAFETY') return 'angry';
  return level >= PLAIN_FLOOR ? 'upset' : 'calm';
}
