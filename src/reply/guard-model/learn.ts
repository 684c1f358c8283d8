import { type LinearModel, SVM_DEFAULTS, trainLinear } from '#app/nlu/index.js';
import { LIFTED_BY } from '../domain/guard/judge.js';
import { joinReplies } from './augment.js';
import { ANY } from './clause-model.js';
import { rowsOf, toSparseRows } from './clause-rows.js';
import { ClauseSpace } from './clause-space.js';
import { FINE, type LabelledReply } from './labelled-reply.js';

const PASSES = 15;
/** A fact elsewhere in the reply may lift these. */
const LIFTED = new Set(Object.keys(LIFTED_BY));

/** Vocabulary and weights from labelled replies. Deterministic: same replies in the same order, same model. */
export function learn(
  replies: readonly LabelledReply[],
  classes: readonly string[],
): { space: ClauseSpace; linear: LinearModel } {
  const space = ClauseSpace.from(
    replies.flatMap(({ clauses }) => clauses.map(({ text }) => text)),
    [...new Set(replies.flatMap(({ clauses }) => clauses.flatMap(({ shapes }) => shapes)))].sort(),
  );
  const rows: ReadonlyMap<number, number>[] = [];
  const labels: number[] = [];
  const weights: number[] = [];
  for (const reply of [...replies, ...joinReplies(replies, LIFTED)]) {
    rowsOf(space, reply.clauses).forEach((row, at) => {
      const label = reply.labels[at];
      if (label === null || label === undefined) return;
      rows.push(row);
      labels.push(label === FINE ? -1 : classes.indexOf(label));
      weights.push(reply.weight);
    });
  }
  const linear = trainLinear(
    {
      rows: toSparseRows(rows, space.width),
      labels: Int32Array.from(labels),
      weights: Float32Array.from(weights),
    },
    [...classes, ANY],
    Uint32Array.from(labels, (_, row) => row),
    { ...SVM_DEFAULTS, passes: PASSES },
    (row, label) => (label === classes.length ? labels[row] !== -1 : labels[row] === label),
  );
  return { space, linear };
}
