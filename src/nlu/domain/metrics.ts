export interface Scored {
  readonly truth: string;
  readonly guess: string;
}

/** Share of right guesses, 0..1; 0 for none. */
export function accuracy(pairs: readonly Scored[]): number {
  return pairs.length === 0 ? 0 : pairs.filter((pair) => pair.truth === pair.guess).length / pairs.length;
}

/** Mean of the F1 over the labels that occur as truth. */
export function macroF1(pairs: readonly Scored[]): number {
  const labels = [...new Set(pairs.map((pair) => pair.truth))];
  const total = labels.reduce((sum, label) => sum + f1(pairs, label), 0);
  return labels.length === 0 ? 0 : total / labels.length;
}

export function f1(pairs: readonly Scored[], label: string): number {
  let hit = 0;
  let guessed = 0;
  let meant = 0;
  for (const { truth, guess } of pairs) {
    if (guess === label) guessed += 1;
    if (truth === label) meant += 1;
    if (guess === label && truth === label) hit += 1;
  }
  return guessed + meant === 0 ? 0 : (2 * hit) / (guessed + meant);
}

/** The pairs of labels taken for one another most often, most frequent first. */
export function confusions(
  pairs: readonly Scored[],
  limit: number,
): { truth: string; guess: string; count: number }[] {
  const counts = new Map<string, { truth: string; guess: string; count: number }>();
  for (const { truth, guess } of pairs) {
    if (truth === guess) continue;
    const key = `${truth} ${guess}`;
    counts.set(key, { truth, guess, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, limit);
}
