import type { ClauseSpace } from './clause-space.js';

/** A violating clause of the corpus. */
export interface Example {
  readonly text: string;
  readonly class: string;
}

/** Features that stand in more examples than this say little about which is near. */
const MOST_POSTINGS = 150;

/** Finds the training examples most like a clause (cosine of their words); the index is made when first asked. */
export class NearestExamples {
  private postings: Map<number, { example: number; value: number }[]> | undefined;

  constructor(
    private readonly space: ClauseSpace,
    private readonly examples: readonly Example[],
  ) {}

  /**
   * @param text folded clause
   * @param code examples of this class only
   */
  find(text: string, code: string, most: number): Example[] {
    this.postings ??= this.index();
    const { columns, values } = this.space.unit(text);
    const likeness = new Map<number, number>();
    for (let k = 0; k < columns.length; k += 1) {
      const list = this.postings.get(columns[k] ?? 0) ?? [];
      if (list.length > MOST_POSTINGS) continue;
      for (const { example, value } of list) {
        if (this.examples[example]?.class !== code) continue;
        likeness.set(example, (likeness.get(example) ?? 0) + value * (values[k] ?? 0));
      }
    }
    return [...likeness]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, most)
      .flatMap(([example]) => this.examples[example] ?? []);
  }

  private index(): Map<number, { example: number; value: number }[]> {
    const postings = new Map<number, { example: number; value: number }[]>();
    this.examples.forEach(({ text }, example) => {
      const { columns, values } = this.space.unit(text);
      for (let k = 0; k < columns.length; k += 1) {
        const list = postings.get(columns[k] ?? 0);
        const entry = { example, value: values[k] ?? 0 };
        if (list) list.push(entry);
        else postings.set(columns[k] ?? 0, [entry]);
      }
    });
    return postings;
  }
}
