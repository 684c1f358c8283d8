interface Numbered {
  readonly seq: number;
}

/**
 * `known` with `fresh` laid over it, in seq order, each seq once; the fresh copy wins. Frames may come
 * twice (socket and poll) and again (resync): merging them any number of times gives the same list.
 */
export function mergeBySeq<T extends Numbered>(known: readonly T[], fresh: readonly T[]): readonly T[] {
  if (fresh.length === 0) return known;
  const bySeq = new Map<number, T>();
  for (const item of known) bySeq.set(item.seq, item);
  for (const item of fresh) bySeq.set(item.seq, item);
  return Array.from(bySeq.values()).sort((a, b) => a.seq - b.seq);
}

/** The highest seq, 0 for an empty list. */
export function lastSeq(items: readonly Numbered[]): number {
  return items.length === 0 ? 0 : (items[items.length - 1]?.seq ?? 0);
}
