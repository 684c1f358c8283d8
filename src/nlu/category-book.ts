import type { Category, Urgency } from '#app/base/model/labels.js';
import type { CategoryFile } from './corpus.schema.js';

/** What the record of a complaint needs to know about its category. */
export interface CategoryInfo {
  readonly code: Category;
  readonly zh: string;
  readonly level1: string;
  readonly department: string;
  readonly urgency: Urgency;
}

/** The categories of intents/category, by code. */
export class CategoryBook {
  private readonly byCode: ReadonlyMap<Category, CategoryInfo>;

  constructor(files: readonly CategoryFile[]) {
    this.byCode = new Map(
      files.map(({ code, zh, level1, department, urgency }) => [
        code,
        { code, zh, level1, department, urgency },
      ]),
    );
  }

  get all(): readonly CategoryInfo[] {
    return [...this.byCode.values()];
  }

  /** @throws Error for a code that intents/category does not have */
  info(code: Category): CategoryInfo {
    const info = this.byCode.get(code);
    if (info === undefined) throw new Error(`intents/category has no ${code}`);
    return info;
  }
}
