import type { CompiledRules, RuleMatch } from './compile.js';
import { type Folded, fold } from './fold.js';
import type { FoldTable } from './fold-table.js';
import type { Judged } from './judge.js';

/** Layer 2 on a folded text. */
export type JudgeText = (folded: string) => Judged;
/** Without layer 2 nothing is known. */
const UNJUDGED: Judged = { hits: [], plainlyFine: false };

/** Most replies are scripts, said again and again, and each is looked at again as what was said before. */
const MOST = 500;
/** Longer texts are rarely the same twice. */
const LONGEST = 400;

/** A text as the rules see it. */
export class Reading {
  readonly folded: Folded;
  private found: readonly RuleMatch[] | null = null;
  private seen: Judged | null = null;

  constructor(
    text: string,
    table: FoldTable,
    private readonly rules: CompiledRules,
    private readonly judge: JudgeText | undefined,
  ) {
    this.folded = fold(text, table);
  }

  /** Where the rules match; conditions and context are not looked at. */
  get matches(): readonly RuleMatch[] {
    this.found ??= this.rules.find(this.folded.text);
    return this.found;
  }

  /** What layer 2 says; of nothing it knows where there is no layer 2. */
  get judged(): Judged {
    this.seen ??= this.judge?.(this.folded.text) ?? UNJUDGED;
    return this.seen;
  }
}

/** Reads texts, each once; the oldest are forgotten. */
export class Readings {
  private readonly known = new Map<string, Reading>();

  constructor(
    private readonly rules: CompiledRules,
    readonly table: FoldTable,
    private readonly judge?: JudgeText,
  ) {}

  of(text: string): Reading {
    const known = this.known.get(text);
    if (known) return known;
    const reading = new Reading(text, this.table, this.rules, this.judge);
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
