import type { LinearModel } from '#app/nlu/index.js';
import { type Logistic, logistic } from './calibrate-judge.js';
import type { ClauseSpace } from './clause-space.js';
import { marginsOf, onlyLabel } from './margins.js';
import { type ReplyClause, readReply } from './read-reply.js';

/** The model's last label: any violation at all. */
export const ANY = 'ANY';
/** The violation score is this share of ANY's margin and the rest of the best class's. */
const SHARE_OF_ANY = 0.5;
/** A clause whose margin of ANY is below this is fine, whatever the classes say. */
const DOUBT = -0.8;
const NO_DOUBT = -1;

/** A trained classifier of clauses. `linear.labels` are the classes, then ANY. */
export interface ClauseModel {
  readonly space: ClauseSpace;
  readonly linear: LinearModel;
  /** By the length of the reply, see `lengthClass`. */
  readonly calibration: readonly Logistic[];
  /** Inverse temperature of the classes' shares. */
  readonly sharpness: number;
}

/** A clause as the model sees it. */
export interface ReadClause {
  readonly clause: ReplyClause;
  /** Probability that the clause breaks a rule, calibrated out of fold. */
  readonly confidence: number;
  /** Given that it does, the probability of each class; by `linear.labels` without ANY. */
  readonly shares: Float64Array;
}

/** Reads replies with a model. Most are plainly fine: the classes are looked at only where ANY leaves a doubt. */
export class ClauseReader {
  private readonly any: LinearModel;

  constructor(private readonly model: ClauseModel) {
    this.any = onlyLabel(model.linear, model.linear.labels.indexOf(ANY));
  }

  /** The clauses that leave a doubt. @param folded the whole reply; linear in its length */
  read(folded: string): ReadClause[] {
    const { space, linear, calibration, sharpness } = this.model;
    const clauses = readReply(folded);
    const units = clauses.map(({ text }) => space.unit(text));
    if (!marginsOf(this.any, space, clauses, units).some(([any]) => (any ?? 0) >= DOUBT)) return [];
    const curve = calibration[lengthClass(folded.length)] ?? FLAT;
    return marginsOf(linear, space, clauses, units).flatMap((margins, at) => {
      const clause = clauses[at];
      if (clause === undefined || (margins.at(-1) ?? 0) < DOUBT) return [];
      const confidence = logistic(curve, violationScore(margins));
      return [{ clause, confidence, shares: sharesOf(margins, sharpness) }];
    });
  }
}

/** Upper bounds of the lengths of folded replies that are calibrated together: short ones say less. */
const LENGTHS = [8, 16, 40] as const;
export const LENGTH_CLASSES = LENGTHS.length + 1;
const FLAT: Logistic = { slope: 1, offset: 0 };

/** @param length of the folded reply in UTF-16 units */
export function lengthClass(length: number): number {
  const at = LENGTHS.findIndex((bound) => length <= bound);
  return at < 0 ? LENGTHS.length : at;
}

/** One number from the margins of the classes and of ANY. */
export function violationScore(margins: Float64Array): number {
  const classes = margins.length - 1;
  if ((margins[classes] ?? 0) < DOUBT) return NO_DOUBT;
  let best = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < classes; i += 1) best = Math.max(best, margins[i] ?? 0);
  return SHARE_OF_ANY * (margins[classes] ?? 0) + (1 - SHARE_OF_ANY) * best;
}

/** Softmax over the classes, ANY left out. */
export function sharesOf(margins: Float64Array, sharpness: number): Float64Array {
  const classes = margins.length - 1;
  const shares = new Float64Array(classes);
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < classes; i += 1) top = Math.max(top, margins[i] ?? 0);
  let total = 0;
  for (let i = 0; i < classes; i += 1) {
    const value = Math.exp(((margins[i] ?? 0) - top) * sharpness);
    shares[i] = value;
    total += value;
  }
  for (let i = 0; i < classes; i += 1) shares[i] = (shares[i] ?? 0) / total;
  return shares;
}
