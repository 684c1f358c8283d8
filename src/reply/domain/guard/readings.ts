import type { CompiledRules, RuleMatch } from './compile.js';
import { type Folded, fold } from './fold.js';
import type { FoldTable } from './fold-table.js';

/** Most replies are scripts, said again and again, and each is looked at again as what was said before. */
const MOST = 500;
/** Longer texts are rarely the same twice. */
const LONGEST = 400;

/** A text as the rules see it. */
export class Reading {
  readonly folded: Folded;
  private found: readonly RuleMatch[] | null = null;

  constructor(
    text: string,
    table: FoldTable,
    private readonly rules: CompiledRules,
  ) {
    this.folded = fold(text, table);
  }

  /** Where the rules match; conditions and context are not looked at. */
  get matches(): readonly RuleMatch[] {
    this.found ??= this.rules.find(this.folded.text);
    return this.found;
  }
}

/** Reads texts, each once; the oldest are forgotten. */
export class Readings {
  private readonly known = new Map<string, Reading>();

  constructor(
    private readonly rules: CompiledRules,
    readonly table: FoldTable,
  ) {}

  of(text: string): Reading {
    const known = this.known.get(text);
    if (known) return known;
    const reading = new Reading(text, this.table, this.rules);
    if (text.length <= LONGEST) this.remember(text, reading);
    return reading;
  }

  private remember(text: string, reading: Reading): void {
    for (const oldest of this.known.keys()) {
      if (this.known.size < MOST) break;
      this.known.delete(oldest);
    }
    this.known.set(text, reading);
  }
}
