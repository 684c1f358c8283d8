import { PhraseFinder } from './trie.js';

export interface WordMatch {
  readonly word: number;
  readonly start: number;
  readonly end: number;
}

/** Words of a dictionary in a text: leftmost, then longest, without overlaps. */
export class WordFinder {
  private readonly finder: PhraseFinder;

  constructor(readonly words: readonly string[]) {
    this.finder = new PhraseFinder(words);
  }

  find(text: string): WordMatch[] {
    const found: WordMatch[] = [];
    this.finder.scan(text, (word, start, end) => {
      let last = found.at(-1);
      // Hits come by their end; a longer word that began earlier replaces what it swallows.
      while (last !== undefined && last.start >= start) {
        found.pop();
        last = found.at(-1);
      }
      if (last === undefined || last.end <= start) found.push({ word, start, end });
    });
    return found;
  }
}

/** Rewrites words by a table, e.g. 啥时候 → 什么时候. Returns the text itself where nothing matches. */
export class Rewriter {
  private readonly finder: WordFinder;
  private readonly targets: readonly string[];

  constructor(table: ReadonlyMap<string, string>) {
    this.finder = new WordFinder([...table.keys()]);
    this.targets = [...table.values()];
  }

  rewrite(text: string): string {
    const matches = this.finder.find(text);
    if (matches.length === 0) return text;
    let out = '';
    let at = 0;
    for (const { word, start, end } of matches) {
      out += text.slice(at, start) + (this.targets[word] ?? '');
      at = end;
    }
    return out + text.slice(at);
  }
}

/** Meaning classes: finds the words of every class and says which class each belongs to. */
export class ConceptFinder {
  private readonly finder: WordFinder;
  private readonly names: readonly string[];

  constructor(concepts: Readonly<Record<string, readonly string[]>>) {
    const pairs = Object.entries(concepts).flatMap(([name, words]) =>
      words.map((word) => [word, name] as const),
    );
    const table = new Map<string, string[]>();
    for (const [word, name] of pairs) table.set(word, [...(table.get(word) ?? []), name]);
    this.finder = new WordFinder([...table.keys()]);
    // A word of two classes counts as a class of its own, e.g. bill+fee.
    this.names = [...table.values()].map((names) => names.sort().join('+'));
  }

  find(text: string): { readonly name: string; readonly start: number; readonly end: number }[] {
    return this.finder
      .find(text)
      .map(({ word, start, end }) => ({ name: this.names[word] ?? '', start, end }));
  }
}
