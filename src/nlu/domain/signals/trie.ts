/** Called for every occurrence: the index of the phrase, and where it starts and ends (UTF-16). */
export type OnHit = (phrase: number, start: number, end: number) => void;

const NONE: readonly number[] = [];

/**
 * Finds all occurrences of many phrases in one pass (Aho & Corasick 1975):
 * time is linear in the text plus the number of hits, whatever the phrases are.
 */
export class PhraseFinder {
  /** state × 65536 + unit → state; the root has a table of its own since most units end there. */
  private readonly edges = new Map<number, number>();
  private readonly root = new Int32Array(0x10000);
  private readonly fail: number[] = [0];
  private readonly ends: (readonly number[])[] = [NONE];
  private readonly lengths: Int32Array;

  constructor(phrases: readonly string[]) {
    this.lengths = Int32Array.from(phrases.map((phrase) => phrase.length));
    const children: number[][] = [[]];
    phrases.forEach((phrase, index) => {
      this.insert(phrase, index, children);
    });
    this.link(children);
  }

  scan(text: string, onHit: OnHit): void {
    let state = 0;
    for (let i = 0; i < text.length; i += 1) {
      state = this.step(state, text.charCodeAt(i));
      const ends = this.ends[state] ?? NONE;
      for (let k = 0; k < ends.length; k += 1) {
        const phrase = ends[k] ?? 0;
        onHit(phrase, i + 1 - (this.lengths[phrase] ?? 0), i + 1);
      }
    }
  }

  private step(from: number, unit: number): number {
    for (let state = from; state !== 0; state = this.fail[state] ?? 0) {
      const to = this.edges.get(state * 0x10000 + unit);
      if (to !== undefined) return to;
    }
    return this.root[unit] ?? 0;
  }

  private child(state: number, unit: number): number {
    return state === 0 ? (this.root[unit] ?? 0) : (this.edges.get(state * 0x10000 + unit) ?? 0);
  }

  private insert(phrase: string, index: number, children: number[][]): void {
    let state = 0;
    for (let i = 0; i < phrase.length; i += 1) {
      const unit = phrase.charCodeAt(i);
      let to = this.child(state, unit);
      if (to === 0) {
        to = this.fail.length;
        this.fail.push(0);
        this.ends.push(NONE);
        children.push([]);
        children[state]?.push(unit);
        if (state === 0) this.root[unit] = to;
        else this.edges.set(state * 0x10000 + unit, to);
      }
      state = to;
    }
    if (state !== 0) this.ends[state] = [...(this.ends[state] ?? NONE), index];
  }

  /** Breadth first, so that the shorter suffix a state falls back to is always complete. */
  private link(children: readonly (readonly number[])[]): void {
    const queue = (children[0] ?? NONE).map((unit) => this.root[unit] ?? 0);
    for (let head = 0; head < queue.length; head += 1) {
      const state = queue[head] ?? 0;
      for (const unit of children[state] ?? NONE) {
        const to = this.child(state, unit);
        const back = this.step(this.fail[state] ?? 0, unit);
        this.fail[to] = back;
        const inherited = this.ends[back] ?? NONE;
        if (inherited.length > 0) this.ends[to] = [...(this.ends[to] ?? NONE), ...inherited];
        queue.push(to);
      }
    }
  }
}
