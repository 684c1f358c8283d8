import { type ActFn, decide, textOf } from '../acts/act.js';
import { say } from '../acts/sayable.js';
import { type DialogueState, EMPTY_SLOTS, type OpenCase } from '../dialogue-state.js';
import { mentions } from '../reading/words.js';
import { askedOnceMore, mayAsk, mergeSlots, slotsOf } from '../slots.js';
import type { Decision, TurnInput } from '../turn.js';
import { newCase } from './new-case.js';
import { caseTicket, register } from './proceed.js';

const OF_OUR_OWN = [
  '你们',
  '供电所',
  '员工',
  '工作人员',
  '师傅',
  '抄表',
  '收费员',
  '收电费',
  '维修工',
  '电工',
  '班长',
  '所长',
  '营业厅',
  '贵司',
  '贵公司',
];
const STAYS_UNKNOWN = [
  '不方便',
  '名字',
  '不告诉',
  '匿名',
  '不想说我',
  '不说我是谁',
  '保密',
  '怕',
  '报复',
  '别说是我',
  '不留名',
  '不想留',
];

/** A report on somebody (举报): confidential, may stay anonymous, never asked who the reporter is. */
export const startReport: ActFn = (turn) => {
  const before = turn.state.open;
  const known = before?.type === 'JB' && turn.state.phase === 'collecting' ? before : null;
  const open = reportCase(turn, known);
  const state = reportState(turn, open, known !== null);
  const lead =
    turn.understanding.category === 'SVC_INTEGRITY' && !known
      ? [say('EMPATHY', 'SVC_INTEGRITY', { category: 'SVC_INTEGRITY' })]
      : [];
  if (before?.type === 'TS' && turn.state.phase !== 'offering') return besides(turn, state, before);
  if (saysEnough(turn, known !== null) || !mayAsk(state, 'issue')) return register(turn, state, lead);
  const refuses = known !== null && turn.understanding.intent === 'DENY';
  const key = refuses || mentions(textOf(turn), STAYS_UNKNOWN) ? 'anonymous' : 'ask';
  return decide(turn, {
    state: { ...state, phase: 'collecting', asked: 'issue', askedOften: askedOnceMore(state, 'issue') },
    says: [...lead, say('REPORT', key)],
  });
};

/** What our own people did is a matter of integrity; what others did (theft of power) has no category. */
function reportCase(turn: TurnInput, known: OpenCase | null): OpenCase {
  const fresh = known ?? newCase(turn, 'JB');
  const words = known ? [...known.words, textOf(turn)] : fresh.words;
  const ours =
    turn.understanding.category === 'SVC_INTEGRITY' || words.some((said) => mentions(said, OF_OUR_OWN));
  return { ...fresh, words, category: ours ? 'SVC_INTEGRITY' : null, category2: null, demand: [] };
}

/** The person named is whom the report is about, and the place is theirs: neither completes what we know of the reporter. */
function reportState(turn: TurnInput, open: OpenCase, goesOn: boolean): DialogueState {
  const { state } = turn;
  const facts = slotsOf(turn.understanding);
  const phone = mentions(textOf(turn), STAYS_UNKNOWN) ? null : state.slots.phone;
  const before = goesOn ? { ...state.slots, phone } : { ...EMPTY_SLOTS, phone };
  const { proof } = state.askedOften;
  return {
    ...state,
    open,
    asked: null,
    askedOften: goesOn ? state.askedOften : { ...(proof ? { proof } : {}) },
    slots: { ...mergeSlots(before, facts, false), person: null },
  };
}

/** Who or where, and what: two facts, or a second statement that brings something. */
function saysEnough({ understanding, ...turn }: TurnInput, asked: boolean): boolean {
  const kinds = new Set(understanding.entities.map((entity) => entity.type));
  const facts = ['address', 'person', 'time', 'amount'].filter((kind) =>
    [...kinds].some((type) => type === kind),
  ).length;
  return (
    facts >= (asked ? 1 : 2) || (asked && textOf(turn).length >= 8 && !mentions(textOf(turn), STAYS_UNKNOWN))
  );
}

/** A report in the middle of a complaint: the complaint gets its number, the report its own confidential case. */
function besides(turn: TurnInput, state: DialogueState, complaint: OpenCase): Decision {
  return decide(turn, {
    // The ticket of this turn is the complaint's: its facts stay until then.
    state: {
      ...state,
      slots: turn.state.slots,
      phase: 'collecting',
      asked: 'issue',
      askedOften: askedOnceMore(state, 'issue'),
    },
    says: [say('ACCEPT', 'TS', { ticket: 'opened' }), say('REPORT', 'ask')],
    effects: [caseTicket(turn, complaint)],
  });
}
