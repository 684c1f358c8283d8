import type { Category } from '#app/base/model/labels.js';
import { softmax } from './calibrate.js';
import { best, type Head } from './head.js';
import { addHints } from './hint.js';
import type { Margins, Model } from './model.js';

export interface Categories {
  readonly category: Category;
  readonly category2: Category | null;
}

const FALLBACK: Category = 'OTHER_UNCLASSIFIED';
/** Any real category that is this near to the fallback is better than the fallback. */
const FALLBACK_FACTOR = 0.1;
/** A second complaint is there when its own classifier says yes, and the message is long enough for two. */
const SECOND_FROM = 0;
const LONG_ENOUGH = 25;
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
const CAUSE_FROM = 0.3;

/**
 * The main category, and a second where two complaints are really there.
 * @param length of the message in characters
 */
export function findCategories(
  model: Model,
  { intent, category }: Pick<Margins, 'intent' | 'category'>,
  length: number,
): Categories {
  const head = model.category;
  const margins = category.slice();
  addHints(margins, head.model, model.intent.model, intent);
  const whole = softmax(margins, head.sharpness);
  const fallback = head.groups.indexOf(FALLBACK);
  if (fallback >= 0) whole[fallback] = (whole[fallback] ?? 0) * FALLBACK_FACTOR;
  const main = best(whole);
  const top = head.groups[main] as Category;
  const cause = causeBehind(head, whole, top);
  if (cause !== null) return { category: cause, category2: top };
  const second = main === fallback || length < LONG_ENOUGH ? -1 : secondBest(category, main, fallback);
  return { category: top, category2: second < 0 ? null : (head.groups[second] as Category) };
}

function secondBest(margins: Float64Array, main: number, fallback: number): number {
  let found = -1;
  let most = SECOND_FROM;
  margins.forEach((margin, label) => {
    if (label === main || label === fallback || margin <= most) return;
    found = label;
    most = margin;
  });
  return found;
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
