import { type SparseVector, Vocabulary } from '#app/nlu/index.js';
import { FAMILY_WEIGHTS, readClause } from './clause-features.js';

/** The places from which a clause sees words: itself, its neighbours, the rest of the reply. */
export const BLOCKS = ['own', 'before', 'behind', 'reply'] as const;
/** How much each place counts; a clause's own words weigh 1. */
export const BLOCK_WEIGHTS = { own: 1, before: 0.6, behind: 0.6, reply: 0.6 } as const;
export const SHAPE_WEIGHT = 0.2;
/** Rarer features are left out. */
const SEEN_AT_LEAST = 2;

/**
 * Clauses as unit vectors. In the model's matrix a word has one column for each block, side by side, and the
 * shapes follow behind all words: `column = word × BLOCKS + block`.
 */
export class ClauseSpace {
  private readonly vocabulary: Vocabulary;
  private readonly shapeColumns: ReadonlyMap<string, number>;

  constructor(
    readonly keys: Uint32Array,
    readonly idf: Float32Array,
    readonly shapes: readonly string[],
  ) {
    this.vocabulary = new Vocabulary(keys, idf);
    this.shapeColumns = new Map(shapes.map((name, index) => [name, keys.length * BLOCKS.length + index]));
  }

  /** @param clauses folded texts; a feature's idf is smoothed as log((1+n)/(1+df))+1 times its family's weight */
  static from(clauses: readonly string[], shapes: readonly string[]): ClauseSpace {
    const frequency = new Map<number, { count: number; weight: number; last: number }>();
    clauses.forEach((text, index) => {
      const { keys, families } = readClause(text);
      keys.forEach((key, i) => {
        const entry = frequency.get(key);
        if (entry === undefined) {
          frequency.set(key, { count: 1, weight: FAMILY_WEIGHTS[families[i] ?? 'character'], last: index });
        } else if (entry.last !== index) {
          entry.last = index;
          entry.count += 1;
        }
      });
    });
    const kept = [...frequency].filter(([, { count }]) => count >= SEEN_AT_LEAST);
    return new ClauseSpace(
      Uint32Array.from(kept, ([key]) => key),
      Float32Array.from(
        kept,
        ([, { count, weight }]) => (Math.log((1 + clauses.length) / (1 + count)) + 1) * weight,
      ),
      shapes,
    );
  }

  get width(): number {
    return this.keys.length * BLOCKS.length + this.shapes.length;
  }

  /** The clause's words, unit length (empty where none is known). */
  unit(text: string): SparseVector {
    return this.vocabulary.vector(readClause(text));
  }

  /** The column of a shape; undefined where training never saw it. */
  shapeColumn(name: string): number | undefined {
    return this.shapeColumns.get(name);
  }
}
