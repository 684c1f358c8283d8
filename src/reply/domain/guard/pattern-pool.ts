import { RE2JS } from 're2js';
import { type AnyOf, requiredLiterals } from './literals.js';
import { type Node, parsePattern } from './pattern-syntax.js';

/** A place in the folded text, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A pattern is turned into a machine when a text first asks for it: most texts touch few of them. */
export class LazyPattern {
  private machine: RE2JS | null = null;
  private literals: readonly AnyOf[] | null = null;

  /** @param source folded */
  constructor(
    private readonly source: string,
    private readonly syntax: Node,
  ) {}

  /** See `requiredLiterals`. Worked out when asked: exceptions never are. */
  get needs(): readonly AnyOf[] {
    this.literals ??= requiredLiterals(this.syntax);
    return this.literals;
  }

  /** All matches that are not empty, from left to right. */
  spans(text: string): Span[] {
    const machine = this.compiled();
    if (!machine.test(text)) return [];
    const matcher = machine.matcher(text);
    const spans: Span[] = [];
    while (matcher.find()) {
      if (matcher.end() > matcher.start()) spans.push({ start: matcher.start(), end: matcher.end() });
    }
    return spans;
  }

  matchesEmpty(): boolean {
    return this.compiled().testExact('');
  }

  private compiled(): RE2JS {
    this.machine ??= RE2JS.compile(this.source);
    return this.machine;
  }
}

/** Patterns by their source: rules share exceptions, and what was compiled to be validated is used again. */
export class PatternPool {
  private readonly known = new Map<string, LazyPattern>();

  /** @throws PatternSyntaxError */
  get(source: string): LazyPattern {
    let found = this.known.get(source);
    if (!found) {
      found = new LazyPattern(source, parsePattern(source));
      this.known.set(source, found);
    }
    return found;
  }
}
