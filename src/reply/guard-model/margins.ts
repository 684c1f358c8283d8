import type { LinearModel, SparseVector } from '#app/nlu/index.js';
import { BLOCK_WEIGHTS, BLOCKS, type ClauseSpace, SHAPE_WEIGHT } from './clause-space.js';
import type { ReplyClause } from './read-reply.js';

const OWN = BLOCKS.indexOf('own');
const BEFORE = BLOCKS.indexOf('before');
const BEHIND = BLOCKS.indexOf('behind');
const REPLY = BLOCKS.indexOf('reply');

/**
 * Margins of every clause of a reply, per label of the model. The score is a sum over places, so each
 * clause's words are looked at once for all places, and the work is linear in the reply's length.
 * @param units the clauses' words, where they are known already
 */
export function marginsOf(
  model: LinearModel,
  space: ClauseSpace,
  clauses: readonly ReplyClause[],
  units: readonly SparseVector[] = clauses.map(({ text }) => space.unit(text)),
): Float64Array[] {
  const size = model.labels.length;
  const seen = units.map((unit) => blockSums(model, unit));
  const reply = new Float64Array(size);
  for (const sums of seen) addTo(reply, sums, REPLY, 1);
  const share = BLOCK_WEIGHTS.reply / Math.sqrt(Math.max(1, clauses.length - 1));
  return clauses.map(({ shapes }, at) => {
    const out = new Float64Array(size);
    addTo(out, seen[at], OWN, BLOCK_WEIGHTS.own);
    addTo(out, seen[at - 1], BEFORE, BLOCK_WEIGHTS.before);
    addTo(out, seen[at + 1], BEHIND, BLOCK_WEIGHTS.behind);
    addTo(out, seen[at], REPLY, -share);
    for (let label = 0; label < size; label += 1) {
      out[label] = (out[label] ?? 0) + (reply[label] ?? 0) * share;
    }
    addShapes(out, model, space, shapes);
    for (let label = 0; label < size; label += 1) {
      out[label] = (out[label] ?? 0) * (model.scales[label] ?? 1) + (model.bias[label] ?? 0);
    }
    return out;
  });
}

/** The model of one of its labels alone. */
export function onlyLabel({ labels, weights, scales, bias }: LinearModel, label: number): LinearModel {
  const own = new Int8Array(weights.length / labels.length);
  for (let i = 0; i < own.length; i += 1) own[i] = weights[i * labels.length + label] ?? 0;
  return {
    labels: labels.slice(label, label + 1),
    weights: own,
    scales: scales.slice(label, label + 1),
    bias: bias.slice(label, label + 1),
  };
}

/** Per block and label: the weights of a clause's words, summed. */
function blockSums({ weights, labels }: LinearModel, unit: SparseVector): Float64Array {
  const span = labels.length * BLOCKS.length;
  const sums = new Float64Array(span);
  for (let k = 0; k < unit.columns.length; k += 1) {
    const value = unit.values[k] ?? 0;
    const base = (unit.columns[k] ?? 0) * span;
    for (let i = 0; i < span; i += 1) sums[i] = (sums[i] ?? 0) + value * (weights[base + i] ?? 0);
  }
  return sums;
}

function addTo(out: Float64Array, sums: Float64Array | undefined, block: number, weight: number): void {
  if (sums === undefined) return;
  const base = block * out.length;
  for (let label = 0; label < out.length; label += 1) {
    out[label] = (out[label] ?? 0) + weight * (sums[base + label] ?? 0);
  }
}

function addShapes(
  out: Float64Array,
  { weights }: LinearModel,
  space: ClauseSpace,
  shapes: readonly string[],
): void {
  for (const name of shapes) {
    const column = space.shapeColumn(name);
    if (column === undefined) continue;
    const base = column * out.length;
    for (let label = 0; label < out.length; label += 1) {
      out[label] = (out[label] ?? 0) + SHAPE_WEIGHT * (weights[base + label] ?? 0);
    }
  }
}
