/** Order matters: mix(a, b) differs from mix(b, a). 32-bit, unsigned (murmur3's finaliser between steps). */
export function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash ^ b, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash >>> 0;
}

/** Never 0, which means "none" to the feature code. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return hash >>> 0 || 1;
}

/** Features that belong to no clause, such as the length. */
export const NO_CLAUSE = -1;

/**
 * Features as 32-bit numbers with their family and clause: strings would cost more than the classifier itself.
 * With 50,000 features in the vocabulary an unknown one is taken for a known one once in 86,000.
 */
export class FeatureList {
  readonly keys: number[] = [];
  readonly families: number[] = [];
  readonly clauses: number[] = [];

  add(family: number, value: number, clause: number): void {
    this.keys.push(mix(family + 1, value));
    this.families.push(family);
    this.clauses.push(clause);
  }
}
