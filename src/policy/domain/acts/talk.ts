import type { Intent } from '#app/base/model/labels.js';
import type { Choice } from '#app/base/model/message.js';
import { newCase } from '../case/new-case.js';
import { resume } from '../case/proceed.js';
import { startRepair } from '../case/start.js';
import { currentTicket } from '../own-tickets.js';
import { saysNoMatter } from '../reading/answers.js';
import { isOutNow, isPlannedOutage } from '../reading/hazards.js';
import { tradeIn } from '../reading/trades.js';
import { mentions, squeezed } from '../reading/words.js';
import { mergeSlots, slotsOf } from '../slots.js';
import type { Decision, TurnInput } from '../turn.js';
import { alarm } from './about-ticket.js';
import { type ActFn, decide, HUMAN, note, opening, textOf } from './act.js';
import { say } from './sayable.js';

const MENU: readonly Choice[] = [
  { label: '报修停电', text: '家里停电了' },
  { label: '我要投诉', text: '我要投诉' },
  { label: '查进度', text: '查进度' },
  { label: '查电费', text: '查电费' },
  { label: '转人工', text: '转人工' },
];

export const greet: ActFn = (turn) =>
  turn.state.open ? resume(turn, []) : decide(turn, { says: [say('GREET', 'default')], choices: MENU });

/** Thanks and nothing else. */
const THANKS =
  /谢谢|多谢|感谢|谢了|谢|辛苦|麻烦|你们|你|您|好的|好|知道|收到|了|啦|太|哈|啊|那|就|吧|非常|真的?|是/g;
const LEAST_NEWS = 3;

/** Thanks that tell something (发电机送来了,多谢) are written down too. */
export const thank: ActFn = (turn) => {
  const ticket = currentTicket(turn);
  const tells = ticket !== undefined && squeezed(textOf(turn)).replace(THANKS, '').length >= LEAST_NEWS;
  return decide(turn, {
    says: [say('THANKS', 'default')],
    effects: tells ? [note(ticket, 'supplement', turn)] : [],
    ...(tells ? alarm(ticket) : {}),
  });
};

/** What is still open is named at the end (intents GOODBYE: 小结未了事项与编号). */
export const bye: ActFn = (turn) => {
  const ticket = currentTicket(turn);
  return decide(turn, {
    says: [
      ticket ? say('GOODBYE', 'ticket', { ticket: { number: ticket.number } }) : say('GOODBYE', 'default'),
    ],
  });
};

/** Obeyed at once; what is necessary about an open case still comes, and is said to. */
export const stopMessages: ActFn = (turn) => {
  const ticket = currentTicket(turn);
  const done = ticket
    ? say('OPTOUT', 'with_ticket', { ticket: { number: ticket.number } })
    : say('OPTOUT', 'default');
  return decide(turn, {
    state: { optedOut: true },
    says: [turn.state.optedOut ? say('OPTOUT', 'again') : done],
  });
};

/** Consent comes back only by these explicit words. */
export const resumeMessages: ActFn = (turn) =>
  decide(turn, { state: { optedOut: false }, says: [say('OPTOUT', 'resumed')] });

const INQUIRIES = [
  'INQ_BILL',
  'INQ_BUSINESS',
  'INQ_CHANNEL',
  'INQ_COMPLAINT_RULE',
  'INQ_OUTAGE',
  'INQ_SAFETY_TIPS',
  'INQ_TARIFF',
] as const;

/** One answer; whoever asks about an outage is offered the repair, and who says that it is dark gets it. */
export const answerInquiry: ActFn = (turn) => {
  const { understanding, state } = turn;
  const intent = INQUIRIES.find((known) => known === understanding.intent) ?? 'INQ_CHANNEL';
  const busy =
    state.phase === 'collecting' || state.phase === 'confirming' || currentTicket(turn)?.type === 'BX';
  if (intent !== 'INQ_OUTAGE' || busy) return resume(turn, [say(intent, 'default')]);
  if (isPlannedOutage(textOf(turn))) return resume(turn, [say('INQ_OUTAGE', 'default')]);
  return isOutNow(textOf(turn)) && slotsOf(understanding).address ? startRepair(turn) : offerRepair(turn);
};

function offerRepair(turn: TurnInput): Decision {
  const slots = mergeSlots(turn.state.slots, slotsOf(turn.understanding), false);
  return decide(turn, {
    state: { phase: 'offering', open: newCase(turn, 'BX'), asked: null, slots },
    says: [say('INQ_OUTAGE', 'offer')],
  });
}

/** Others are responsible: said politely, with where to turn to. */
export const pointElsewhere: ActFn = (turn) => {
  return resume(turn, [say('UNRELATED', tradeIn(textOf(turn)) ?? 'default')]);
};

/** Suggestions and praise get a number of their own, at once, with nothing asked but what they are. */
export const takeOpinion: ActFn = (turn) => {
  if (saysNoMatter(textOf(turn))) return decide(turn, { says: [say('OPINION', 'ask')] });
  const type = turn.understanding.intent === 'PRAISE' ? 'BY' : 'JY';
  const state = turn.state.phase === 'offering' ? { phase: 'idle' as const, open: null } : {};
  return decide(turn, {
    state,
    says: [say('ACCEPT', type, { ticket: 'opened' })],
    effects: [opening(turn, type)],
  });
};

/** A repeated delivery is acknowledged once, shortly; it is no urge and no second case (peers: SMS gateways retry). */
export const noteRepeat: ActFn = (turn) => {
  const ticket = currentTicket(turn);
  return decide(turn, {
    says: [ticket ? say('NOTED', 'duplicate', { ticket: { number: ticket.number } }) : say('NOTED', 'heard')],
  });
};

/** What the choices of an unsure reading are called, and what tapping one says. */
const OPTIONS: Readonly<Partial<Record<Intent, Choice>>> = {
  COMPLAINT: { label: '投诉', text: '我要投诉' },
  COMPENSATION: { label: '投诉', text: '我要投诉' },
  REPAIR: { label: '报修', text: '我要报修' },
  REPORT: { label: '举报', text: '我要举报' },
  SUGGEST: { label: '提建议', text: '我要提建议' },
  PRAISE: { label: '表扬', text: '我要表扬' },
  PROGRESS: { label: '查进度', text: '查进度' },
};
const TYPE_OF: Readonly<Partial<Record<Intent, 'TS' | 'BX' | 'JB'>>> = { REPAIR: 'BX', REPORT: 'JB' };

/** Not sure enough to open a case of this kind: the likely ones are offered, and the words are kept for whichever it is. */
export const chooseMatter: ActFn = (turn) => {
  const { intent, alternatives } = turn.understanding;
  const likely = [intent, ...alternatives.map((other) => other.intent)].flatMap((one) => OPTIONS[one] ?? []);
  const options = likely.filter((option, i) => likely.findIndex(({ label }) => label === option.label) === i);
  const slots = mergeSlots(turn.state.slots, slotsOf(turn.understanding), false);
  return decide(turn, {
    state: { phase: 'offering', open: newCase(turn, TYPE_OF[intent] ?? 'TS'), asked: null, slots },
    says: [say('FALLBACK', 'choose', { vars: { options: options.map(({ label }) => label).join('、') } })],
    choices: [...options, { label: '转人工', text: '转人工' }],
  });
};

/** Not understood: one clarifying menu, the second time a human (guard: NO_ANSWER_LOOP); who has no number is helped by people. */
export const clarify: ActFn = (turn) => {
  const unknownTurns = turn.state.unknownTurns + 1;
  if (turn.holder === 'queue')
    return decide(turn, { state: { unknownTurns }, says: [say('NOTED', 'heard')] });
  if (mentions(textOf(turn), ['单号', '编号', '工单']))
    return decide(turn, { state: { unknownTurns }, says: [say('VENT', 'offer_human')], choices: HUMAN });
  if (unknownTurns === 1)
    return decide(turn, { state: { unknownTurns }, says: [say('FALLBACK', '1')], choices: MENU });
  return decide(turn, {
    state: { unknownTurns: 0 },
    says: [say('FALLBACK', '2')],
    toQueue: '机器人两次未能理解',
    attention: 'agent',
  });
};
