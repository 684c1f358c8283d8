const LONGEST = 600;

/**
 * How much of a text was changed before it was sent: Levenshtein distance by characters over the length
 * of the longer one, 0 (as it was) to 1 (nothing left). Beyond 600 characters only the beginning counts.
 */
export function editRatio(before: string, after: string): number {
  const from = [...before].slice(0, LONGEST);
  const to = [...after].slice(0, LONGEST);
  const longest = Math.max(from.length, to.length);
  return longest === 0 ? 0 : distance(from, to) / longest;
}

function distance(from: readonly string[], to: readonly string[]): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  from.forEach((char, i) => {
    const next = [i + 1];
    to.forEach((other, j) => {
      const swap = (row[j] ?? 0) + (char === other ? 0 : 1);
      next.push(Math.min(swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    });
    row = next;
  });
  return row[to.length] ?? 0;
}
