import type { EntityType } from '#app/base/model/labels.js';

/** A found entity as offsets into the folded text (equal to offsets into the original). */
export interface Span {
  readonly type: EntityType;
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

export function overlaps(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Keeps the spans that do not touch an earlier list's, so the surer extractor runs first. */
export function withoutOverlaps(spans: readonly Span[], taken: readonly Span[]): Span[] {
  return spans.filter((span) => !taken.some((other) => overlaps(span, other)));
}
