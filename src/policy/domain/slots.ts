import type { EntityType, Intent } from '#app/base/model/labels.js';
import type { Entity, Understanding } from '#app/base/model/understanding.js';
import type { Askable, DialogueState, OpenCase, Slots } from './dialogue-state.js';
import { saysNoMatter } from './reading/answers.js';
import { mentionsSmoke } from './reading/hazards.js';
import { joinPlaces, mergePlace, readPlace, widenPlace } from './reading/place.js';

/** Reads the slots of one message; only what is there. Places and times as written, numbers normalised. */
export function slotsOf(understanding: Understanding): Partial<Slots> {
  const texts = (type: EntityType): readonly string[] =>
    find(understanding.entities, type).map((entity) => entity.text);
  const value = (type: EntityType): string | undefined => find(understanding.entities, type)[0]?.value;
  const address = joinPlaces(texts('address'));
  const phone = value('phone');
  const accountNo = value('account_no');
  const person = value('person');
  const occurTime = texts('time')[0];
  const amounts = texts('amount');
  return {
    ...(address ? { address } : {}),
    ...(phone ? { phone } : {}),
    ...(accountNo ? { accountNo } : {}),
    ...(person ? { person } : {}),
    ...(occurTime ? { occurTime } : {}),
    ...(amounts.length > 0 ? { amounts } : {}),
  };
}

/** The same for an answer to "where?": also a place the address grammar does not know, and all of its clause. */
export function slotsOfPlaceAnswer(understanding: Understanding, text: string): Partial<Slots> {
  const slots = slotsOf(understanding);
  const first = find(understanding.entities, 'address')[0]?.text;
  const address =
    slots.address === undefined
      ? placeIn(understanding, text)
      : slots.address === first
        ? widenPlace(text, first)
        : slots.address;
  if (!address) return slots;
  const { occurTime, ...others } = slots;
  // 17号 is a house, not a day, where it stands in the place.
  return { ...others, ...(occurTime && !address.includes(occurTime) ? { occurTime } : {}), address };
}

/** Said in a way that is no answer to "where?", whatever words are in it. */
const NO_ANSWER: readonly Intent[] = [
  'AFFIRM',
  'DENY',
  'URGE',
  'PROGRESS',
  'EMOTION_VENT',
  'ABUSE',
  'THREAT_ESCALATE',
  'WITHDRAW',
  'APPEAL',
];

const placeIn = ({ intent, decision }: Understanding, text: string): string | undefined =>
  NO_ANSWER.includes(intent) && decision === 'accept' ? undefined : readPlace(text);

/** New facts complete what is known; they replace only when the customer corrects. */
export function mergeSlots(known: Slots, fresh: Partial<Slots>, replace: boolean): Slots {
  const pick = (key: 'phone' | 'accountNo' | 'person' | 'occurTime'): string | null =>
    (replace ? (fresh[key] ?? known[key]) : (known[key] ?? fresh[key])) ?? null;
  return {
    address: mergePlace(known.address, fresh.address ?? undefined, replace),
    phone: pick('phone'),
    accountNo: pick('accountNo'),
    person: pick('person'),
    occurTime: pick('occurTime'),
    amounts: [...new Set([...known.amounts, ...(fresh.amounts ?? [])])],
  };
}

/** Asked at most this often; then the matter is taken in without it (mechanism 10: 缺项可先受理后补). */
export const MOST_ASKS: Readonly<Record<Askable, number>> = {
  hazard: 1,
  issue: 2,
  address: 2,
  contact: 1,
  demand: 1,
  confirm: 2,
  change: 2,
  reason: 1,
  proof: 3,
};

export interface AskingContext {
  /** The customer is angry, hurried or waits for a human: only what help cannot go without is asked. */
  readonly brief: boolean;
  readonly phoneKnown: boolean;
}

/**
 * The one next thing to ask before this case can be registered; null when nothing is missing or
 * asking again would be rude (flow step 6: 地址 > 联系方式 > 诉求点). The demand is asked only of people
 * who are being asked things anyway: who told everything in one message is not held up.
 */
export function nextQuestion(
  state: DialogueState,
  open: OpenCase,
  { brief, phoneKnown }: AskingContext,
): Askable | null {
  const missing: Askable[] = [];
  if (open.type === 'TS' && open.category === 'OPS_DAMAGE' && speaksOfSmoke(open)) missing.push('hazard');
  if (open.words.every(saysNoMatter) || (open.type === 'TS' && open.category === null)) missing.push('issue');
  if (!state.slots.address && !state.slots.accountNo) missing.push('address');
  if (!phoneKnown && !brief && open.type === 'TS') missing.push('contact');
  if (open.demand.length === 0 && !brief && open.type === 'TS' && asksAlready(state)) missing.push('demand');
  return missing.find((slot) => mayAsk(state, slot)) ?? null;
}

export const mayAsk = (state: DialogueState, slot: Askable): boolean =>
  (state.askedOften[slot] ?? 0) < MOST_ASKS[slot];

/** The count after asking once more. */
export const askedOnceMore = (state: DialogueState, slot: Askable): DialogueState['askedOften'] => ({
  ...state.askedOften,
  [slot]: (state.askedOften[slot] ?? 0) + 1,
});

const asksAlready = ({ askedOften }: DialogueState): boolean =>
  Boolean(askedOften.address ?? askedOften.contact ?? askedOften.issue);

/** Something burnt is claimed for: whether it is over is asked before anything else. */
const speaksOfSmoke = (open: OpenCase): boolean => mentionsSmoke(open.words[0] ?? '');

function find(entities: readonly Entity[], type: EntityType): readonly Entity[] {
  return entities.filter((entity) => entity.type === type);
}
