import type { Category, Flag, Intent } from '#app/base/model/labels.js';
import { type ActFn, decide, textOf } from '../acts/act.js';
import { say } from '../acts/sayable.js';
import type { DialogueState, OpenCase } from '../dialogue-state.js';
import { readYesNo } from '../reading/answers.js';
import { demandsIn } from '../reading/demands.js';
import { categoryMeant, matterOf } from '../reading/matters.js';
import { isAboutDevice } from '../reading/place.js';
import { mentions, squeezed } from '../reading/words.js';
import { askedOnceMore, mergeSlots, slotsOf, slotsOfPlaceAnswer } from '../slots.js';
import type { Say, TurnInput } from '../turn.js';
import { proceed, register } from './proceed.js';
import { startReport } from './report.js';

const LONGEST_DEMAND = 60;
const PROOFS = ['小票', '发票', '凭证', '收据', '购买记录'];
const SECOND_MATTER_FROM = 10;
const LONGEST_ANSWER = 8;

/** An answer while a case is open: facts are kept, nothing known is asked again. */
export const fillCase: ActFn = (turn) => {
  const { open } = turn.state;
  if (!open) return decide(turn, { says: [say('ACK', 'noted')] });
  if (open.type === 'JB') return startReport(turn);
  const grown = grow(turn, open);
  const state: DialogueState = {
    ...turn.state,
    slots: mergeSlots(turn.state.slots, answerSlots(turn), false),
    open: grown,
  };
  if (turn.state.asked === 'demand' && readYesNo(textOf(turn))?.answer === 'yes')
    return register(turn, state);
  return proceed(turn, state, leadFor(turn, open));
};

/** "对": register now, with what there is. */
export const confirmCase: ActFn = (turn) => {
  const { open, slots } = turn.state;
  if (!open) return decide(turn, { says: [say('ACK', 'noted')] });
  return register(turn, {
    ...turn.state,
    open: grow(turn, open),
    slots: mergeSlots(slots, slotsOf(turn.understanding), false),
  });
};

/** The customer puts us right: their word replaces ours, and the matter is told back anew. */
export const correctCase: ActFn = (turn) => {
  const { open } = turn.state;
  if (!open) return decide(turn, { says: [say('ACK', 'noted')] });
  if (open.type === 'JB') return startReport(turn);
  if (isBareNo(turn)) return askWhatToChange(turn);
  const category = correctedCategory(turn, open);
  const grown: OpenCase = { ...grow(turn, open), ...(category ? { category, category2: null } : {}) };
  const { confirm: _, ...askedOften } = turn.state.askedOften;
  const state = {
    ...turn.state,
    open: grown,
    askedOften,
    slots: mergeSlots(turn.state.slots, correctedSlots(turn), true),
  };
  const lead = category
    ? say('CORRECT', 'category', { category, vars: { matter: matterOf(category) } })
    : say('CORRECT', 'default');
  return proceed(turn, state, [lead]);
};

const answerSlots = (turn: TurnInput) =>
  turn.state.asked === 'address'
    ? slotsOfPlaceAnswer(turn.understanding, textOf(turn))
    : slotsOf(turn.understanding);

function grow(turn: TurnInput, open: OpenCase): OpenCase {
  const text = textOf(turn);
  return {
    ...open,
    ...categories(turn, open),
    words: isPlainAnswer(turn) ? open.words : [...open.words, text],
    flags: [...new Set([...open.flags, ...freshFlags(turn)])],
    demand: open.type === 'TS' ? [...new Set([...open.demand, ...demandsOf(turn)])] : open.demand,
  };
}

const TELLS: readonly Intent[] = ['COMPLAINT', 'COMPENSATION', 'REPAIR', 'EMOTION_VENT'];

/** An answer raises no case by the way it is put: money back is no loss claimed, "how long" no second contact. */
function freshFlags(turn: TurnInput): readonly Flag[] {
  const { flags, intent } = turn.understanding;
  const claims = demandsIn(textOf(turn)).includes('赔偿');
  return flags.filter(
    (flag) => (flag !== 'compensation' || claims) && (flag !== 'repeat_contact' || TELLS.includes(intent)),
  );
}

/** A case without a category takes the first one heard; another clear complaint in full words is the second matter. */
function categories(turn: TurnInput, open: OpenCase): Partial<OpenCase> {
  if (open.type !== 'TS') return {};
  const said = turn.understanding.category;
  const heard = said === null || said === 'OTHER_UNCLASSIFIED' ? unnamed(turn, open) : said;
  // What was told when we asked is the matter, even where nobody can name it.
  if (heard === null)
    return turn.state.asked === 'issue' && open.category === null ? { category: 'OTHER_UNCLASSIFIED' } : {};
  if (open.category === null || open.category === 'OTHER_UNCLASSIFIED') return { category: heard };
  const second =
    heard !== open.category &&
    open.category2 === null &&
    turn.state.asked !== 'demand' &&
    turn.state.asked !== 'hazard';
  const clear =
    turn.understanding.intent === 'COMPLAINT' &&
    turn.understanding.decision === 'accept' &&
    textOf(turn).length >= SECOND_MATTER_FROM;
  return second && clear ? { category2: heard } : {};
}

/** A case nobody could name yet, told in words the classifier does not know. */
const unnamed = (turn: TurnInput, { category }: OpenCase): Category | null =>
  turn.state.asked !== 'demand' && (category === null || category === 'OTHER_UNCLASSIFIED')
    ? categoryMeant(textOf(turn))
    : null;

/** What is wanted: by the words for it, or whatever was said when that was asked. */
function demandsOf(turn: TurnInput): readonly string[] {
  const text = textOf(turn).trim();
  const named = demandsIn(text);
  if (named.length > 0 || turn.state.asked !== 'demand') return named;
  const brings = Object.keys(slotsOf(turn.understanding)).some(
    (slot) => slot !== 'occurTime' && slot !== 'amounts',
  );
  return brings || isPlainAnswer(turn) || text.length < 2 || mentions(text, ['户号', ...PROOFS])
    ? []
    : [text.slice(0, LONGEST_DEMAND)];
}

/** 对, 对,请登记, 没有: says nothing but the answer. */
function isPlainAnswer(turn: TurnInput): boolean {
  const answer = readYesNo(textOf(turn));
  const named = turn.understanding.intent === 'AFFIRM' || turn.understanding.intent === 'DENY';
  return (
    answer?.plain === true || ((answer !== null || named) && squeezed(textOf(turn)).length <= LONGEST_ANSWER)
  );
}

/** What is said first: to a threat that comes with facts, to a missing 户号, to a missing receipt. */
function leadFor(turn: TurnInput, open: OpenCase): readonly Say[] {
  const { flags, entities } = turn.understanding;
  const text = textOf(turn);
  if (flags.includes('threat_escalate') && !open.flags.includes('threat_escalate'))
    return [say('ESCALATE', 'rights')];
  if (mentions(text, ['户号']) && !entities.some(({ type }) => type === 'account_no'))
    return [say('ACK', 'account_optional')];
  if (open.flags.includes('compensation') && mentions(text, PROOFS)) return [say('COMPENSATION', 'proof')];
  return [];
}

function isBareNo(turn: TurnInput): boolean {
  const said = squeezed(textOf(turn));
  return readYesNo(textOf(turn))?.answer === 'no' && (/^.{1,4}$/.test(said) || /改一?下$/.test(said));
}

function askWhatToChange(turn: TurnInput) {
  return decide(turn, {
    state: { phase: 'collecting', asked: 'change', askedOften: askedOnceMore(turn.state, 'change') },
    says: [say('ASK_SLOT', 'change')],
  });
}

/** A message that brings facts corrects those; one that brings none may correct what it is all about. */
function correctedCategory(turn: TurnInput, open: OpenCase): Category | null {
  const { category, entities, decision } = turn.understanding;
  if (open.type !== 'TS' || entities.some(({ type }) => type === 'phone' || type === 'account_no'))
    return null;
  const meant = categoryMeant(textOf(turn)) ?? (decision === 'accept' ? category : null);
  return meant === open.category || meant === 'OTHER_UNCLASSIFIED' ? null : meant;
}

/** Where a device stands is part of what happened, not where the customer lives. */
function correctedSlots(turn: TurnInput) {
  const slots =
    turn.state.asked === 'address' || mentions(textOf(turn), ['地址'])
      ? slotsOfPlaceAnswer(turn.understanding, textOf(turn))
      : slotsOf(turn.understanding);
  if (!isAboutDevice(textOf(turn))) return slots;
  const { address: _, ...others } = slots;
  return others;
}
