import { FINE_COMPLAINT } from './fine-class.js';
import type { LinearModel } from './linear.js';

/**
 * How much the intent head, which learns each category of complaints as a class of its own, says in the choice
 * of the category: one point more right on messages written independently (docs/adr/0022).
 */
export const HINT = 0.6;

/** Per category class the column of its fine class in the intent head, -1 where there is none. */
export function hintColumns(categories: readonly string[], intents: readonly string[]): Int32Array {
  return Int32Array.from(categories, (category) => intents.indexOf(`${FINE_COMPLAINT}${category}`));
}

const known = new WeakMap<LinearModel, Int32Array>();

/** Adds what the intent margins say to the margins of the category head, in place. */
export function addHints(
  margins: Float64Array,
  categories: LinearModel,
  intents: LinearModel,
  intentMargins: Float64Array,
): void {
  let columns = known.get(categories);
  if (columns === undefined) {
    columns = hintColumns(categories.labels, intents.labels);
    known.set(categories, columns);
  }
  for (let label = 0; label < margins.length; label += 1) {
    const column = columns[label] ?? -1;
    if (column >= 0) margins[label] = (margins[label] ?? 0) + HINT * (intentMargins[column] ?? 0);
  }
}
