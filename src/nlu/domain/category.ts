import type { Category } from '#app/base/model/labels.js';
import { softmax } from './calibrate.js';
import { FAMILY } from './features.js';
import { best, type Head, probabilities } from './head.js';
import type { Model } from './model.js';
import type { Features, SparseVector } from './vocabulary.js';

export interface Categories {
  readonly category: Category;
  readonly category2: Category | null;
}

const FALLBACK: Category = 'OTHER_UNCLASSIFIED';
/** Any real category that is this near to the fallback is better than the fallback. */
const FALLBACK_FACTOR = 0.1;
/** Least probability in the whole message, and in one part of it, for a second complaint (chosen on dev messages). */
const SECOND_IN_MESSAGE = 0.005;
const SECOND_IN_PART = 0.985;
/** A part is about something from this many characters on. */
const SHORTEST_PART = 5;
const MAX_PARTS = 16;
/**
 * What is primary when both are there (domain: taxonomy, boundary notes): the business comes before the manner,
 * the damage before what caused it, outage after outage before the missing notice.
 */
const CAUSES: Partial<Record<Category, readonly Category[]>> = {
  SVC_ATTITUDE: [
    'SVC_CHANNEL',
    'MKT_READING',
    'MKT_FEE',
    'MKT_BILL',
    'MKT_DUNNING',
    'MKT_METER',
    'MKT_CONNECT',
    'OPS_REPAIR',
    'PUB_NOTICE',
  ],
  OPS_NOTICE: ['OPS_QUALITY', 'OPS_DAMAGE'],
  OPS_QUALITY: ['OPS_DAMAGE'],
  OPS_WORK: ['OPS_DAMAGE'],
  SVC_HANDLING: ['OPS_ENV', 'OPS_REPAIR', 'OPS_QUALITY', 'OPS_DAMAGE', 'MKT_METER', 'MKT_BILL', 'MKT_FEE'],
};
/** Probability in the whole message from which the cause is primary. */
const CAUSE_FROM = 0.15;

/** The main category, and a second where one part of the message is clearly about something else. */
export function findCategories(model: Model, vector: SparseVector, features: Features): Categories {
  const head = model.category;
  const fallback = head.groups.indexOf(FALLBACK);
  const whole = probabilities(head, vector);
  if (fallback >= 0) whole[fallback] = (whole[fallback] ?? 0) * FALLBACK_FACTOR;
  const main = best(whole);
  const top = head.groups[main] as Category;
  const cause = causeBehind(head, whole, top);
  if (cause !== null) return { category: cause, category2: top };
  return {
    category: top,
    category2: main === fallback ? null : findSecond(model, head, whole, main, fallback, features),
  };
}

/** The category that the taxonomy ranks above the likeliest one, where it is likely as well. */
function causeBehind(head: Head, whole: Float64Array, top: Category): Category | null {
  let found: Category | null = null;
  let most = CAUSE_FROM;
  for (const cause of CAUSES[top] ?? []) {
    const p = whole[head.groups.indexOf(cause)] ?? 0;
    if (p < most) continue;
    found = cause;
    most = p;
  }
  return found;
}

function findSecond(
  model: Model,
  head: Head,
  whole: Float64Array,
  main: number,
  fallback: number,
  features: Features,
): Category | null {
  const possible = (group: number): boolean =>
    group !== main && group !== fallback && (whole[group] ?? 0) >= SECOND_IN_MESSAGE;
  if (!whole.some((_, group) => possible(group))) return null;
  let second = -1;
  for (const margins of partMargins(model, head, features)) {
    const p = softmax(margins, head.sharpness);
    const group = best(p);
    if ((p[group] ?? 0) < SECOND_IN_PART || !possible(group)) continue;
    if (second < 0 || (whole[group] ?? 0) > (whole[second] ?? 0)) second = group;
  }
  return second < 0 ? null : (head.groups[second] as Category);
}

/**
 * Margins of each clause that is long enough, read off the features of the whole message in one pass:
 * every feature knows its clause, so no clause is read again.
 */
function partMargins(model: Model, head: Head, features: Features): Float64Array[] {
  const long = longClauses(features);
  if (long.length < 2) return [];
  const { labels, weights } = head.model;
  const sums = long.map(() => new Float64Array(labels.length));
  const norms = new Float64Array(long.length);
  for (let i = 0; i < features.keys.length; i += 1) {
    const part = long.indexOf(features.clauses[i] ?? 0);
    const sum = sums[part];
    const column = sum === undefined ? -1 : model.vocabulary.column(features.keys[i] ?? 0);
    if (sum === undefined || column < 0) continue;
    const value = model.vocabulary.idf[column] ?? 0;
    norms[part] = (norms[part] ?? 0) + value * value;
    const base = column * labels.length;
    for (let k = 0; k < sum.length; k += 1) sum[k] = (sum[k] ?? 0) + value * (weights[base + k] ?? 0);
  }
  sums.forEach((sum, part) => {
    toMargins(sum, norms[part] ?? 0, head);
  });
  return sums;
}

function toMargins(sum: Float64Array, squared: number, { model }: Head): void {
  const norm = Math.sqrt(squared) || 1;
  for (let k = 0; k < sum.length; k += 1) {
    sum[k] = ((sum[k] ?? 0) / norm) * (model.scales[k] ?? 1) + (model.bias[k] ?? 0);
  }
}

/** Numbers of the clauses that are long enough to be about something. */
function longClauses({ families, clauses }: Features): number[] {
  const lengths = new Uint16Array(MAX_PARTS);
  for (let i = 0; i < clauses.length; i += 1) {
    const clause = clauses[i] ?? 0;
    if (clause >= 0 && clause < MAX_PARTS && families[i] === FAMILY.character) {
      lengths[clause] = (lengths[clause] ?? 0) + 1;
    }
  }
  return [...lengths.keys()].filter((clause) => (lengths[clause] ?? 0) >= SHORTEST_PART);
}
