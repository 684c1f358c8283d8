import type { EntityType } from '#app/base/model/labels.js';

/** A found entity as offsets into the folded text (equal to offsets into the original). */
export interface Span {
  readonly type: EntityType;
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/**
 * Which characters already belong to an entity. One byte a character, so that asking costs the length of the span
 * asked for and not the number of spans found before.
 */
export class Claims {
  private readonly taken: Uint8Array;

  constructor(length: number) {
    this.taken = new Uint8Array(length);
  }

  isFree(start: number, end: number): boolean {
    for (let at = start; at < end; at += 1) if (this.taken[at] === 1) return false;
    return true;
  }

  take(start: number, end: number): void {
    this.taken.fill(1, start, end);
  }
}

/** The `count` characters before a position; short, because an end-anchored pattern is tried at all of them. */
export function tailBefore(text: string, at: number, count: number): string {
  return text.slice(Math.max(0, at - count), at);
}

/** The `count` characters from a position on. */
export function headFrom(text: string, at: number, count: number): string {
  return text.slice(at, at + count);
}
