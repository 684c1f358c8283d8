import type { Category, Decision, Emotion, EntityType, Flag, Intent } from './labels.js';

/** A literal substring of the message (`text === message.slice(start, end)`, UTF-16 offsets) and its normalised value. */
export interface Entity {
  readonly type: EntityType;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** What is known about one customer message after reading it. */
export interface Understanding {
  readonly intent: Intent;
  /** Calibrated probability of `intent`, 0..1. */
  readonly confidence: number;
  /** Only for COMPLAINT and COMPENSATION, else null. */
  readonly category: Category | null;
  readonly category2: Category | null;
  readonly flags: readonly Flag[];
  readonly emotion: Emotion;
  readonly entities: readonly Entity[];
  readonly decision: Decision;
  /** Next best intents, best first, without `intent` itself. */
  readonly alternatives: readonly { readonly intent: Intent; readonly confidence: number }[];
}
