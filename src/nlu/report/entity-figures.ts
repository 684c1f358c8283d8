import type { Entity } from '#app/base/model/understanding.js';
import type { Read } from './read.js';

export interface EntityFigures {
  /** F1 over literal substrings of the right type, 0..1. */
  readonly f1: number;
  readonly byType: Readonly<Record<string, number>>;
}

/** What was found against what is there; an entity counts when type and text are the same. */
export function entityFigures(read: readonly Read[]): EntityFigures {
  const totals = new Map<string, { hit: number; found: number; meant: number }>();
  for (const { message, said } of read) {
    const meant = Object.entries(message.entities).flatMap(([type, value]) =>
      [value].flat().map((text) => `${type} ${text}`),
    );
    count(
      totals,
      meant,
      said.entities.map((entity: Entity) => `${entity.type} ${entity.text}`),
    );
  }
  const figure = ({ hit, found, meant }: { hit: number; found: number; meant: number }): number =>
    found + meant === 0 ? 0 : (2 * hit) / (found + meant);
  const sum = { hit: 0, found: 0, meant: 0 };
  for (const total of totals.values()) {
    sum.hit += total.hit;
    sum.found += total.found;
    sum.meant += total.meant;
  }
  return {
    f1: figure(sum),
    byType: Object.fromEntries([...totals].map(([type, total]) => [type, figure(total)])),
  };
}

function count(
  totals: Map<string, { hit: number; found: number; meant: number }>,
  meant: readonly string[],
  found: readonly string[],
): void {
  const of = (key: string) => {
    const type = key.split(' ')[0] ?? '';
    const total = totals.get(type) ?? { hit: 0, found: 0, meant: 0 };
    totals.set(type, total);
    return total;
  };
  for (const key of meant) of(key).meant += 1;
  for (const key of found) {
    of(key).found += 1;
    if (meant.includes(key)) of(key).hit += 1;
  }
}
