import { FLAGS, type Flag } from '#app/base/model/labels.js';
import { FOLDS } from './head.js';
import { type LinearModel, rowVector, scores, type TrainingSet, trainLinear } from './linear.js';
import { f1, type Scored } from './metrics.js';
import { SVM_DEFAULTS } from './svm.js';

/** One yes-or-no classifier a flag; several may hold at once. Labels are those of FLAGS, in order. */
export interface FlagHead {
  readonly model: LinearModel;
  /** Margin from which a flag holds, chosen out of fold. */
  readonly from: Float32Array;
}

/**
 * How far the words of the lexicon move a margin, up where they name the flag and down where they do not:
 * the model alone misses rare phrasings, the words alone cry wolf.
 */
const WORDS_COUNT = 0.35;
/** Flags that stand by the words and the intent alone: there a miss is worse than a false alarm. */
const BY_WORDS_ONLY: ReadonlySet<Flag> = new Set<Flag>(['safety', 'personal_danger']);
const LOWEST = -1;
const HIGHEST = 0.5;
const STEP = 0.05;

/** Trains on the rows whose flags are known (`members`); thresholds have the best F1 out of fold. */
export function trainFlagHead(
  set: TrainingSet,
  members: Uint32Array,
  has: (row: number, flag: Flag) => boolean,
): FlagHead {
  const owns = (row: number, label: number): boolean => has(row, FLAGS[label] as Flag);
  const margins = new Map<number, Float64Array>();
  for (let held = 0; held < FOLDS; held += 1) {
    const inside = members.filter((_, index) => index % FOLDS !== held);
    const model = trainLinear(set, FLAGS, inside, SVM_DEFAULTS, owns);
    for (let index = held; index < members.length; index += FOLDS) {
      const row = members[index] ?? 0;
      margins.set(row, scores(model, rowVector(set, row)));
    }
  }
  return {
    model: trainLinear(set, FLAGS, members, SVM_DEFAULTS, owns),
    from: Float32Array.from(FLAGS, (flag, label) => bestThreshold(margins, label, (row) => has(row, flag))),
  };
}

/** The flags of a message: what the words say, weighed with what the model has learned. */
export function weighFlags(head: FlagHead, margins: Float64Array, byWords: readonly Flag[]): Flag[] {
  return FLAGS.filter((flag, label) => {
    const named = byWords.includes(flag);
    if (BY_WORDS_ONLY.has(flag)) return named;
    return (margins[label] ?? 0) + (named ? WORDS_COUNT : -WORDS_COUNT) > (head.from[label] ?? 0);
  });
}

function bestThreshold(
  margins: ReadonlyMap<number, Float64Array>,
  label: number,
  has: (row: number) => boolean,
): number {
  let most = -1;
  let best = 0;
  for (let from = LOWEST; from <= HIGHEST; from += STEP) {
    const pairs: Scored[] = [...margins].map(([row, of]) => ({
      truth: has(row) ? 'yes' : 'no',
      guess: (of[label] ?? 0) > from ? 'yes' : 'no',
    }));
    const value = f1(pairs, 'yes');
    if (value <= most) continue;
    most = value;
    best = from;
  }
  return best;
}
