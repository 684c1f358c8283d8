import { PhraseFinder } from '../signals/trie.js';
import type { Part } from './address-names.js';

/** A place the operator named. */
export interface Place {
  readonly name: string;
  /** Other names of the same place. */
  readonly also: readonly string[];
}

/** A place of the gazetteer found in a text. */
export interface KnownPart extends Part {
  /** The name it is kept under, which may differ from what the customer wrote. */
  readonly name: string;
}

const NONE: readonly KnownPart[] = [];

/**
 * The operator's own places (区域, 台区, 小区, 道路, 营业厅), found by longest match in one pass over the text.
 * Immutable, so it is shared freely.
 */
export class Gazetteer {
  static readonly EMPTY = new Gazetteer([], (text) => text);

  private readonly names: readonly string[];
  private readonly finder: PhraseFinder | null;

  /** @param fold how messages are read (width, case, 繁→简), so that names are read alike */
  constructor(places: readonly Place[], fold: (text: string) => string) {
    const rows = places.flatMap(({ name, also }) =>
      [name, ...also].map((written) => ({ written: fold(written), name })),
    );
    this.names = rows.map((row) => row.name);
    this.finder = rows.length === 0 ? null : new PhraseFinder(rows.map((row) => row.written));
  }

  /** Found places without overlaps, the longer before the shorter, in the order of the text. */
  find(folded: string): readonly KnownPart[] {
    if (this.finder === null) return NONE;
    const found: KnownPart[] = [];
    this.finder.scan(folded, (phrase, start, end) => {
      // Matches come by their end: a later one that begins no later holds the earlier ones.
      while (found.length > 0 && (found[found.length - 1]?.start ?? 0) >= start) found.pop();
      if ((found[found.length - 1]?.end ?? 0) > start) return;
      found.push({ start, end, anchor: true, name: this.names[phrase] ?? '' });
    });
    return found;
  }
}
