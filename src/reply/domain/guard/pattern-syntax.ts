/** What a pattern is made of, as far as the prefilter needs to know. */
export type Node =
  | { readonly kind: 'literal'; readonly char: string }
  /** `chars` null: too many to list (`.`, `\d`, a negated or large class). */
  | { readonly kind: 'set'; readonly chars: readonly string[] | null }
  | { readonly kind: 'empty' }
  | { readonly kind: 'concat'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly min: number; readonly max: number };

export class PatternSyntaxError extends Error {}

const LARGEST_SET = 40;
const LARGEST_REPEAT = 1000;
const QUANTIFIER = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/;

/**
 * Parses the part of RE2's syntax that guard rules use. Deliberately refuses the rest: lookaround and
 * back-references (RE2 has none, `unless` says the same), flags, and repeats above 1000.
 * @throws PatternSyntaxError saying what is wrong, in words for a supervisor
 */
export function parsePattern(source: string): Node {
  const reader = new PatternReader(source);
  const node = reader.readChoice();
  if (!reader.atEnd()) throw new PatternSyntaxError(`unexpected "${reader.peek()}" at ${reader.position}`);
  return node;
}

class PatternReader {
  position = 0;

  constructor(private readonly source: string) {}

  atEnd(): boolean {
    return this.position >= this.source.length;
  }

  peek(): string {
    return this.source[this.position] ?? '';
  }

  readChoice(): Node {
    const options: Node[] = [this.readConcat()];
    while (this.peek() === '|') {
      this.position += 1;
      options.push(this.readConcat());
    }
    return options.length === 1 && options[0] ? options[0] : { kind: 'choice', options };
  }

  private readConcat(): Node {
    const parts: Node[] = [];
    while (!this.atEnd() && this.peek() !== '|' && this.peek() !== ')') parts.push(this.readRepeat());
    return { kind: 'concat', parts };
  }

  private readRepeat(): Node {
    let node = this.readAtom();
    for (let match = this.quantifier(); match; match = this.quantifier()) {
      this.position += match[0].length;
      const [min, max] = bounds(match);
      if (min > LARGEST_REPEAT || (Number.isFinite(max) && (max > LARGEST_REPEAT || max < min))) {
        throw new PatternSyntaxError(`bad repeat ${match[0]}`);
      }
      node = { kind: 'repeat', node, min, max };
    }
    return node;
  }

  private quantifier(): RegExpExecArray | null {
    return QUANTIFIER.exec(this.source.slice(this.position, this.position + 12));
  }

  private readAtom(): Node {
    const char = this.peek();
    this.position += 1;
    if (char === '(') return this.readGroup();
    if (char === '[') return this.readClass();
    if (char === '\\') return this.readEscape();
    if (char === '.') return { kind: 'set', chars: null };
    if (char === '^' || char === '$') return { kind: 'empty' };
    if (char === '*' || char === '+' || char === '?') {
      throw new PatternSyntaxError(`nothing to repeat before "${char}"`);
    }
    return { kind: 'literal', char };
  }

  private readGroup(): Node {
    if (this.peek() === '?') {
      if (this.source[this.position + 1] !== ':') {
        throw new PatternSyntaxError('only (?:…) groups: put exceptions into "unless", not into lookarounds');
      }
      this.position += 2;
    }
    const node = this.readChoice();
    if (this.peek() !== ')') throw new PatternSyntaxError('missing )');
    this.position += 1;
    return node;
  }

  private readEscape(): Node {
    const char = this.peek();
    if (char === '') throw new PatternSyntaxError('trailing \\');
    this.position += 1;
    if (char === 'b' || char === 'B' || char === 'A' || char === 'z') return { kind: 'empty' };
    if (char === 'n') return { kind: 'literal', char: '\n' };
    if (/[dDwWsS]/.test(char)) return { kind: 'set', chars: null };
    if (/[1-9]/.test(char)) throw new PatternSyntaxError(`back-reference \\${char} is not supported`);
    if (/[a-zA-Z0]/.test(char)) throw new PatternSyntaxError(`escape \\${char} is not supported`);
    return { kind: 'literal', char };
  }

  private readClass(): Node {
    const negated = this.peek() === '^';
    if (negated) this.position += 1;
    const chars: string[] = [];
    let listed = !negated;
    for (let first = true; first || this.peek() !== ']'; first = false) {
      if (this.atEnd()) throw new PatternSyntaxError('missing ]');
      const item = this.classItem();
      if (item === null) listed = false;
      else if (this.peek() === '-' && this.source[this.position + 1] !== ']') {
        this.position += 1;
        this.classItem();
        listed = false;
      } else chars.push(item);
    }
    this.position += 1;
    return { kind: 'set', chars: listed && chars.length <= LARGEST_SET ? chars : null };
  }

  /** A single member, or null for a shorthand such as `\d`. */
  private classItem(): string | null {
    const char = this.peek();
    this.position += 1;
    if (char !== '\\') return char;
    const node = this.readEscape();
    return node.kind === 'literal' ? node.char : null;
  }
}

function bounds(match: RegExpExecArray): [min: number, max: number] {
  const [whole, min, range, max] = match;
  if (whole.startsWith('*')) return [0, Number.POSITIVE_INFINITY];
  if (whole.startsWith('+')) return [1, Number.POSITIVE_INFINITY];
  if (whole.startsWith('?')) return [0, 1];
  const low = Number(min);
  if (range === undefined) return [low, low];
  return [low, max === '' || max === undefined ? Number.POSITIVE_INFINITY : Number(max)];
}
