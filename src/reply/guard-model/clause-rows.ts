import type { SparseRows, SparseVector } from '#app/nlu/index.js';
import { BLOCK_WEIGHTS, BLOCKS, type ClauseSpace, SHAPE_WEIGHT } from './clause-space.js';
import type { ReplyClause } from './read-reply.js';

type Row = ReadonlyMap<number, number>;

/** One row for each clause of a reply: its own words, its neighbours', the rest of the reply's, its shapes. */
export function rowsOf(space: ClauseSpace, clauses: readonly ReplyClause[]): Row[] {
  const units = clauses.map(({ text }) => space.unit(text));
  return clauses.map(({ shapes }, at) => {
    const row = new Map<number, number>();
    addWords(row, 'own', units[at], BLOCK_WEIGHTS.own);
    addWords(row, 'before', units[at - 1], BLOCK_WEIGHTS.before);
    addWords(row, 'behind', units[at + 1], BLOCK_WEIGHTS.behind);
    const share = BLOCK_WEIGHTS.reply / Math.sqrt(Math.max(1, units.length - 1));
    units.forEach((unit, other) => {
      if (other !== at) addWords(row, 'reply', unit, share);
    });
    for (const name of shapes) {
      const column = space.shapeColumn(name);
      if (column !== undefined) row.set(column, SHAPE_WEIGHT);
    }
    return row;
  });
}

function addWords(
  row: Map<number, number>,
  block: (typeof BLOCKS)[number],
  unit: SparseVector | undefined,
  weight: number,
): void {
  if (unit === undefined) return;
  const offset = BLOCKS.indexOf(block);
  for (let k = 0; k < unit.columns.length; k += 1) {
    const column = (unit.columns[k] ?? 0) * BLOCKS.length + offset;
    row.set(column, (row.get(column) ?? 0) + (unit.values[k] ?? 0) * weight);
  }
}

/** Rows in the learner's form. */
export function toSparseRows(rows: readonly Row[], width: number): SparseRows {
  const total = rows.reduce((sum, row) => sum + row.size, 0);
  const starts = new Uint32Array(rows.length + 1);
  const columns = new Uint32Array(total);
  const values = new Float32Array(total);
  let at = 0;
  rows.forEach((row, index) => {
    for (const [column, value] of row) {
      columns[at] = column;
      values[at] = value;
      at += 1;
    }
    starts[index + 1] = at;
  });
  return { starts, columns, values, width };
}
