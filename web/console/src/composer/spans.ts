import type { GuardHit } from '../base/api-types.js';

export type Severity = GuardHit['severity'];

/** A stretch of the text and how bad it is. */
export interface Span {
  readonly start: number;
  readonly text: string;
  readonly severity: Severity | null;
}

/** The text cut at the borders of the hits, whole and in order; where hits overlap the worse one counts. */
export function spansOf(
  text: string,
  hits: readonly Pick<GuardHit, 'start' | 'end' | 'severity'>[],
): readonly Span[] {
  const cuts = new Set([0, text.length]);
  for (const { start, end } of hits) {
    if (start > 0 && start < text.length) cuts.add(start);
    if (end > 0 && end < text.length) cuts.add(end);
  }
  const borders = [...cuts].sort((a, b) => a - b);
  return borders.slice(0, -1).map((start, at) => {
    const end = borders[at + 1] ?? text.length;
    const over = hits.filter((hit) => hit.start < end && hit.end > start);
    return { start, text: text.slice(start, end), severity: worst(over) };
  });
}

function worst(hits: readonly { readonly severity: Severity }[]): Severity | null {
  if (hits.some((hit) => hit.severity === 'block')) return 'block';
  return hits.length > 0 ? 'warn' : null;
}

/** Of hits found in an older text those that still stand at their place; the next check finds the rest. */
export const stillThere = (text: string, hits: readonly GuardHit[]): readonly GuardHit[] =>
  hits.filter((hit) => text.slice(hit.start, hit.end) === hit.text);
