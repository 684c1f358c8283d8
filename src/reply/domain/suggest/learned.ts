import type { Situation } from './situation.js';

/** What agents did with a script in a kind of situation. */
export interface Taken {
  readonly shown: number;
  readonly picked: number;
  /** Sum of `editRatio` over the picks. */
  readonly edited: number;
}

/** By `countKey`. */
export type LearnedCounts = ReadonlyMap<string, Taken>;

/** One of three is what a script gets by chance; as if it had been offered twelve times and taken four. */
const CHANCE = 1 / 3;
const PRIOR_WEIGHT = 12;
const MOST = 2;
/** From so many offers on the figures are told to the agent. */
const TELLING = 5;

const NOTHING: Taken = { shown: 0, picked: 0, edited: 0 };

/** Two kinds of situation, coarse and fine: the fine one leans on the coarse one while it is rare. */
export function situationKeys(situation: Situation): readonly [coarse: string, fine: string] {
  const feeling = situation.emotion === 'calm' ? 'calm' : 'upset';
  const coarse = `${situation.matters[0] ?? situation.intent ?? '-'}|${situation.ticket}`;
  return [
    coarse,
    `${coarse}|${situation.intent ?? situation.media ?? '-'}|${situation.category ?? '-'}|${feeling}`,
  ];
}

export const countKey = (situationKey: string, place: string): string => `${situationKey}#${place}`;

export interface Lesson {
  /** To add to the rank: between -2 and 2. */
  readonly points: number;
  /** Set once there is enough to tell: taken `picked` times of `shown`. */
  readonly told: Taken | null;
}

/** Beta-smoothed share of picks, as the logarithm of its ratio to chance, less what had to be edited. */
export function lessonOf(counts: LearnedCounts, situation: Situation, place: string): Lesson {
  const [coarseKey, fineKey] = situationKeys(situation);
  const coarse = counts.get(countKey(coarseKey, place)) ?? NOTHING;
  const fine = counts.get(countKey(fineKey, place)) ?? NOTHING;
  if (coarse.shown === 0) return { points: 0, told: null };
  const share = smoothed(fine, smoothed(coarse, CHANCE));
  const edited = coarse.picked === 0 ? 0 : coarse.edited / (coarse.picked + 1);
  const points = Math.max(-MOST, Math.min(MOST, Math.log(share / CHANCE) * 1.5 - edited));
  return { points, told: coarse.shown >= TELLING ? coarse : null };
}

const smoothed = ({ shown, picked }: Taken, prior: number): number =>
  (picked + prior * PRIOR_WEIGHT) / (shown + PRIOR_WEIGHT);
