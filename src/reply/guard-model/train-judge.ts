import { hashText } from '#app/nlu/index.js';
import { alarmFrom, fitLogistic, type Logistic, logistic } from './calibrate-judge.js';
import { type ClauseModel, LENGTH_CLASSES, lengthClass, sharesOf, violationScore } from './clause-model.js';
import { FINE, type LabelledReply, REPLY_KINDS, type ReplyKind } from './labelled-reply.js';
import { learn } from './learn.js';
import { marginsOf } from './margins.js';

export interface JudgeThresholds {
  /** Confidence from which a clause is a hit. */
  readonly warnFrom: number;
  /** Confidence in the block classes together from which a hit blocks. */
  readonly blockFrom: number;
}

/** Out-of-fold figures: per kind of reply, how many there are, and how many are hit and blocked. */
export type JudgeEvaluation = Readonly<Record<ReplyKind, { replies: number; hit: number; blocked: number }>>;

export interface TrainedJudge {
  readonly model: ClauseModel;
  readonly thresholds: JudgeThresholds;
  readonly evaluation: JudgeEvaluation;
}

interface HeldOut {
  readonly reply: LabelledReply;
  /** Per clause. */
  readonly margins: readonly Float64Array[];
}

/** Parts the replies are dealt into; all clauses of a reply are in one. */
const FOLDS = 5;
/**
 * Shares of the fine replies that may be hit out of fold. Replies written by others are less odd than the corpus:
 * on those it comes to at most 1 % and 5 % (ADR 0020).
 */
const FALSE_ALARMS = { ordinary: 0.06, lookalike: 0.045 } as const;
/** Share of the block classes' hit replies that are to be blocked. */
const BLOCKED_OF_HIT = 0.96;
const SHARPNESS = 3;

/**
 * Trains on all replies; calibration, thresholds and evaluation come from replies the judging model had
 * not seen (five folds, a reply never split).
 * @param blockClasses classes that block where the judge is sure
 */
export function trainJudge(
  replies: readonly LabelledReply[],
  blockClasses: ReadonlySet<string>,
): TrainedJudge {
  const classes = [...new Set(replies.flatMap(({ labels }) => labels))]
    .filter((label): label is string => label !== null && label !== FINE)
    .sort();
  const heldOut = judgeUnseen(replies, classes);
  const calibration = calibrate(heldOut);
  const read = heldOut.map((item) => summary(item, calibration, classes, blockClasses));
  const thresholds = chooseThresholds(read);
  const { space, linear } = learn(replies, classes);
  return {
    model: { space, linear, calibration, sharpness: SHARPNESS },
    thresholds,
    evaluation: evaluate(read, thresholds),
  };
}

function judgeUnseen(replies: readonly LabelledReply[], classes: readonly string[]): HeldOut[] {
  const foldOf = replies.map(({ clauses }) => hashText(clauses.map(({ text }) => text).join()) % FOLDS);
  const heldOut: HeldOut[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const { space, linear } = learn(
      replies.filter((_, at) => foldOf[at] !== fold),
      classes,
    );
    replies.forEach((reply, at) => {
      if (foldOf[at] === fold) heldOut.push({ reply, margins: marginsOf(linear, space, reply.clauses) });
    });
  }
  return heldOut;
}

/** One logistic curve for each class of lengths: a short reply gives less to go by. */
function calibrate(heldOut: readonly HeldOut[]): Logistic[] {
  return Array.from({ length: LENGTH_CLASSES }, (_, wanted) =>
    fitLogistic(
      heldOut
        .filter(({ reply }) => lengthClass(lengthOf(reply)) === wanted)
        .flatMap(({ reply, margins }) =>
          margins.flatMap((values, at) => {
            const label = reply.labels[at] ?? null;
            return label === null ? [] : [{ score: violationScore(values), violating: label !== FINE }];
          }),
        ),
    ),
  );
}

const lengthOf = ({ clauses }: LabelledReply): number => clauses.at(-1)?.end ?? 0;

/** What a reply's clauses come to: the highest confidence, and the highest in block classes. */
interface Summary {
  readonly kind: ReplyKind;
  /** The reply's own class blocks. */
  readonly blocks: boolean;
  readonly confidence: number;
  readonly blocking: number;
}

function summary(
  { reply, margins }: HeldOut,
  calibration: readonly Logistic[],
  classes: readonly string[],
  blockClasses: ReadonlySet<string>,
): Summary {
  const curve = calibration[lengthClass(lengthOf(reply))] ?? { slope: 1, offset: 0 };
  let confidence = 0;
  let blocking = 0;
  for (const values of margins) {
    const clause = logistic(curve, violationScore(values));
    const shares = sharesOf(values, SHARPNESS);
    const block = classes.reduce(
      (sum, name, at) => sum + (blockClasses.has(name) ? (shares[at] ?? 0) : 0),
      0,
    );
    confidence = Math.max(confidence, clause);
    blocking = Math.max(blocking, clause * block);
  }
  return { kind: reply.kind, blocks: blockClasses.has(reply.class), confidence, blocking };
}

function chooseThresholds(read: readonly Summary[]): JudgeThresholds {
  const limits = Object.entries(FALSE_ALARMS).map(([kind, share]) =>
    alarmFrom(
      read.filter((item) => item.kind === kind).map((item) => item.confidence),
      share,
    ),
  );
  const warnFrom = Math.max(...limits);
  const blocking = read
    .filter((item) => item.blocks && item.confidence >= warnFrom)
    .map((item) => item.blocking);
  return { warnFrom, blockFrom: Math.max(warnFrom / 2, alarmFrom(blocking, BLOCKED_OF_HIT)) };
}

function evaluate(read: readonly Summary[], { warnFrom, blockFrom }: JudgeThresholds): JudgeEvaluation {
  const count = (kind: ReplyKind) => {
    const own = read.filter((item) => item.kind === kind);
    const hit = own.filter((item) => item.confidence >= warnFrom);
    const blocked = hit.filter((item) => item.blocking >= blockFrom);
    return { replies: own.length, hit: hit.length, blocked: blocked.length };
  };
  return Object.fromEntries(REPLY_KINDS.map((kind) => [kind, count(kind)])) as JudgeEvaluation;
}
