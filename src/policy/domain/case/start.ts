import type { Category } from '#app/base/model/labels.js';
import { type ActFn, decide, isAngry } from '../acts/act.js';
import { say } from '../acts/sayable.js';
import type { DialogueState, OpenCase, Slots } from '../dialogue-state.js';
import { ownTickets } from '../own-tickets.js';
import { saysNoMatter } from '../reading/answers.js';
import { matterOf } from '../reading/matters.js';
import { mergeSlots, slotsOf } from '../slots.js';
import type { Say, TurnInput } from '../turn.js';
import { newCase } from './new-case.js';
import { issueOf, proceed } from './proceed.js';
import { startReport } from './report.js';

/** A complaint begins: empathy, the matter in plain words, then the first missing thing. */
export const startCase: ActFn = (turn) => {
  if (turn.understanding.category === 'SVC_INTEGRITY') return startReport(turn);
  const open = newCase(turn, 'TS');
  if (open.words.every(saysNoMatter)) return proceed(turn, begin(turn, open), [say('ACK', 'noted')]);
  const empathy = empathyFor(turn, open.category);
  const place = slotsOf(turn.understanding).address ?? null;
  return proceed(
    turn,
    begin(turn, open),
    open.category === null ? [empathy] : [empathy, restate(open, place)],
  );
};

/** A first report of an outage: dispatched as soon as the place is known; the number is asked after. */
export const startRepair: ActFn = (turn) => {
  const lead = turn.understanding.emotion === 'calm' ? [] : [say('EMPATHY', 'outage')];
  return proceed(turn, begin(turn, newCase(turn, 'BX')), lead);
};

/** "Yes" to an offer, or the place it asked for: what was mentioned is taken in as what it was offered as. */
export const acceptOffer: ActFn = (turn) => {
  switch (turn.state.open?.type) {
    case 'BX':
      return startRepair(turn);
    case 'JB':
      return startReport(turn);
    default:
      return startCase(turn);
  }
};

export const declineOffer: ActFn = (turn) =>
  decide(turn, { state: { phase: 'idle', open: null, asked: null }, says: [say('WITHDRAW', 'dropped')] });

/** What is known of the person stays; when and how much belonged to the case before. */
export function begin(turn: TurnInput, open: OpenCase): DialogueState {
  const { state, understanding } = turn;
  const first = ownTickets(turn).length === 0;
  const kept: Slots = first ? state.slots : { ...state.slots, occurTime: null, amounts: [] };
  const { proof } = state.askedOften;
  return {
    ...state,
    open,
    asked: null,
    askedOften: proof ? { proof } : {},
    slots: mergeSlots(kept, slotsOf(understanding), true),
  };
}

function empathyFor(turn: TurnInput, category: Category | null): Say {
  if (category && category !== 'OTHER_UNCLASSIFIED') return say('EMPATHY', category, { category });
  return say('EMPATHY', isAngry(turn) ? 'angry' : 'default');
}

function restate(open: OpenCase, place: string | null): Say {
  const matter = matterOf(open.category, open.category2);
  const issue = issueOf(open, place);
  const more = { category: open.category };
  return issue === ''
    ? say('RESTATE', 'matter', { ...more, vars: { matter } })
    : say('RESTATE', 'noted', { ...more, vars: { matter, issue } });
}
