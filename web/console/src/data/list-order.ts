import type { Summary, Tab } from '../base/api-types.js';

export type Tier = 'waiting' | 'other';

/** One place of the list: which conversation, and under which heading it was put. */
export interface Slot {
  readonly id: string;
  readonly tier: Tier;
}

export const tierOf = (summary: Summary): Tier => (summary.waitingSince === null ? 'other' : 'waiting');

export function inTab(summary: Summary, tab: Tab, me: string): boolean {
  switch (tab) {
    case 'all':
      return true;
    case 'waiting':
      return summary.waitingSince !== null;
    case 'mine':
      return summary.holder === 'seat' && summary.seat?.id === me;
    default:
      return summary.holder === tab;
  }
}

/** The server's own order: danger first, then who waits longest, then the rest by last activity. */
export function slotsOf(summaries: Iterable<Summary>, tab: Tab, me: string): readonly Slot[] {
  return [...summaries]
    .filter((summary) => inTab(summary, tab, me))
    .sort(compare)
    .map((summary) => ({ id: summary.id, tier: tierOf(summary) }));
}

function compare(a: Summary, b: Summary): number {
  return (
    rank(a) - rank(b) ||
    (a.waitingSince === null
      ? compareTimes(b.lastAt, a.lastAt)
      : compareTimes(a.waitingSince, b.waitingSince))
  );
}

function rank(summary: Summary): number {
  if (summary.waitingSince === null) return 2;
  return summary.attention === 'danger' ? 0 : 1;
}

const compareTimes = (a: string | null, b: string | null): number => (a ?? '').localeCompare(b ?? '');

export type Counts = Readonly<Record<Tab, number>>;

export function countsOf(summaries: Iterable<Summary>, me: string): Counts {
  const counts = { all: 0, waiting: 0, mine: 0, queue: 0, bot: 0 };
  for (const summary of summaries) {
    for (const tab of ['all', 'waiting', 'mine', 'queue', 'bot'] as const)
      if (inTab(summary, tab, me)) counts[tab] += 1;
  }
  return counts;
}

/** Conversations that wait for an answer and are not shown as such yet. */
export function freshIds(shown: readonly Slot[], wanted: readonly Slot[]): readonly string[] {
  const known = new Map(shown.map((slot) => [slot.id, slot.tier]));
  return wanted
    .filter(({ id, tier }) => tier === 'waiting' && known.get(id) !== 'waiting')
    .map(({ id }) => id);
}

/** The neighbour of `current` in the list, or its first; null at the end. */
export function neighbour(slots: readonly Slot[], current: string | null, step: 1 | -1): string | null {
  const at = slots.findIndex((slot) => slot.id === current);
  if (at < 0) return slots[0]?.id ?? null;
  return slots[at + step]?.id ?? null;
}
