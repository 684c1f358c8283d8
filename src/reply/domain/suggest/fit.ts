import type { Intent } from '#app/base/model/labels.js';
import type { Situation } from './situation.js';
import type { Spoken } from './spoken.js';
import type { Suits } from './suits.js';

/** What each condition that holds adds to the rank. */
const POINTS = {
  intents: 3,
  matters: 1.5,
  tickets: 1.5,
  types: 1,
  flags: 2,
  emotions: 1,
  categories: 1,
  words: 2,
  media: 3,
  opening: 1.5,
  after: 2.5,
  otherNumber: 3,
  urged: 1.5,
  portraits: 0.8,
} as const;
/** What is asked first: 地址 before 联系方式 before 诉求 (domain §6, step 6). */
const ASK_POINTS = { issue: 2, address: 2.5, contact: 1.8, demand: 1, nothing: 2 } as const;

/** The best of several sets of conditions that hold. */
export function bestFit(
  choices: readonly Suits[],
  situation: Situation,
  spoken: Spoken,
): { readonly suits: Suits; readonly points: number } | null {
  let best: { readonly suits: Suits; readonly points: number } | null = null;
  for (const suits of choices) {
    const points = pointsFor(suits, situation, spoken);
    if (points !== null && (best === null || points > best.points)) best = { suits, points };
  }
  return best;
}

/** Null where a condition does not hold. */
function pointsFor(suits: Suits, situation: Situation, spoken: Spoken): number | null {
  let points = suits.bonus ?? 0;
  for (const [name, holding] of Object.entries(conditions(suits, situation, spoken))) {
    if (holding === 0) return null;
    if (holding !== undefined) points += POINTS[name as keyof typeof POINTS] * holding;
  }
  if (suits.asks) {
    if (!situation.missing.includes(suits.asks)) return null;
    points += ASK_POINTS[suits.asks];
  }
  if (suits.portraits?.includes(situation.portrait.code)) points += POINTS.portraits;
  return points;
}

/** How far each condition holds, 0..1; undefined = not asked for. */
const conditions = (suits: Suits, now: Situation, spoken: Spoken) => ({
  intents: suits.intents && intentShare(suits.intents, now),
  matters: suits.matters && matterShare(suits.matters, now.matters),
  categories: among(suits.categories, now.category),
  tickets: among(suits.tickets, now.ticket),
  types: among(suits.types, now.ticketType),
  media: among(suits.media, now.media),
  emotions: among(suits.emotions, now.emotion),
  flags: suits.flags && Number(suits.flags.some((flag) => now.flags.includes(flag))),
  words: suits.words && Number(suits.words.some((word) => now.lastText.includes(word))),
  after: suits.after && Number(suits.after.some((place) => spoken.last.has(place))),
  opening: suits.opening === undefined ? undefined : Number(suits.opening === now.opening),
  urged: suits.urged === undefined ? undefined : Number(now.urged >= suits.urged),
  otherNumber: suits.otherNumber === undefined ? undefined : Number(suits.otherNumber === now.otherNumber),
});

const among = <T>(values: readonly T[] | undefined, value: T | null): number | undefined =>
  values && Number(value !== null && values.includes(value));

/** A reading that is only possible counts for as much as it is possible. */
function intentShare(intents: readonly Intent[], now: Situation): number {
  if (now.intent === null) return 0;
  // 未识别 says little; a reading that is nearly as likely says more.
  const unclear = now.intent === 'OTHER' && [...now.maybe.values()].some((share) => share >= 0.5);
  if (intents.includes(now.intent)) return unclear ? 0.4 : 1;
  return Math.max(0, ...intents.map((intent) => now.maybe.get(intent) ?? 0));
}

/** The newest matter counts whole, the one before it less. */
function matterShare(matters: readonly Intent[], known: readonly Intent[]): number {
  const at = known.findIndex((matter) => matters.includes(matter));
  return at < 0 ? 0 : 1 / (1 + 0.5 * at);
}
