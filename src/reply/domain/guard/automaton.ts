/** Aho-Corasick over UTF-16 units: all keywords of a text in one pass, whatever their number. */
export interface Automaton {
  /** Calls `found(keywordIndex, start, end)` for each occurrence, by rising `end` (exclusive). */
  scan(text: string, found: (keyword: number, start: number, end: number) => void): void;
}

const UNITS = 0x10000;
const NONE: readonly number[] = [];

interface Trie {
  /** Most steps start at the root, so it is a plain table; deeper states have few ways on. */
  readonly root: Int32Array;
  readonly next: Map<number, number>[];
  readonly fail: number[];
  /** Keywords that end in a state, those of its suffixes included. */
  readonly outputs: (readonly number[])[];
}

/** @param keywords empty ones never match; the same keyword twice is reported twice */
export function createAutomaton(keywords: readonly string[]): Automaton {
  const trie: Trie = { root: new Int32Array(UNITS), next: [new Map()], fail: [0], outputs: [NONE] };
  keywords.forEach((keyword, index) => {
    if (keyword.length > 0) insert(trie, keyword, index);
  });
  linkFailures(trie);
  const lengths = keywords.map((keyword) => keyword.length);
  return {
    scan: (text, found) => {
      let state = 0;
      for (let i = 0; i < text.length; i += 1) {
        state = step(trie, state, text.charCodeAt(i));
        for (const keyword of trie.outputs[state] ?? NONE)
          found(keyword, i + 1 - (lengths[keyword] ?? 0), i + 1);
      }
    },
  };
}

function insert(trie: Trie, keyword: string, index: number): void {
  let state = 0;
  for (let i = 0; i < keyword.length; i += 1) {
    const unit = keyword.charCodeAt(i);
    let target = childOf(trie, state, unit);
    if (target === 0) {
      target = trie.outputs.length;
      trie.outputs.push(NONE);
      trie.fail.push(0);
      trie.next.push(new Map());
      if (state === 0) trie.root[unit] = target;
      trie.next[state]?.set(unit, target);
    }
    state = target;
  }
  trie.outputs[state] = [...(trie.outputs[state] ?? NONE), index];
}

/** 0: there is no such child (the root is nobody's). */
const childOf = (trie: Trie, state: number, unit: number): number =>
  state === 0 ? (trie.root[unit] ?? 0) : (trie.next[state]?.get(unit) ?? 0);

/** Breadth first, so that a state's failure, which is less deep, is linked before the state itself. */
function linkFailures(trie: Trie): void {
  const queue = [...(trie.next[0]?.values() ?? [])];
  for (let head = 0; head < queue.length; head += 1) {
    const state = queue[head] ?? 0;
    for (const [unit, target] of trie.next[state] ?? []) {
      const fail = step(trie, trie.fail[state] ?? 0, unit);
      trie.fail[target] = fail;
      const inherited = trie.outputs[fail] ?? NONE;
      if (inherited.length > 0) trie.outputs[target] = [...(trie.outputs[target] ?? NONE), ...inherited];
      queue.push(target);
    }
  }
}

function step(trie: Trie, from: number, unit: number): number {
  let state = from;
  while (state !== 0) {
    const target = trie.next[state]?.get(unit);
    if (target !== undefined) return target;
    state = trie.fail[state] ?? 0;
  }
  return trie.root[unit] ?? 0;
}
