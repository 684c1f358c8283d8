import type { Choice } from '#app/base/model/message.js';
import { decide, isAngry, opening, phoneOf, textOf } from '../acts/act.js';
import { say } from '../acts/sayable.js';
import type { Askable, DialogueState, OpenCase } from '../dialogue-state.js';
import { wantsItRegistered } from '../reading/answers.js';
import { matterOf } from '../reading/matters.js';
import { quoteOf } from '../reading/quote.js';
import { askedOnceMore, mayAsk, nextQuestion } from '../slots.js';
import type { Decision, OpenTicket, Say, TurnInput } from '../turn.js';

const CONFIRM: readonly Choice[] = [
  { label: '对,请登记', text: '对,请登记' },
  { label: '要改一下', text: '不对,要改一下' },
];

/**
 * The next step of a case: ask the one thing missing, or tell all back for confirmation, or register
 * where confirming would be a burden (a repair, an insulted or waiting customer, a claim told in full).
 */
export function proceed(turn: TurnInput, state: DialogueState, lead: readonly Say[]): Decision {
  const { open } = state;
  if (!open) return decide(turn, { state, says: lead });
  const brief = isBrief(turn, state, open);
  const question = nextQuestion(state, open, { brief, phoneKnown: phoneOf(turn, state.slots) !== null });
  if (question === 'issue' || question === 'hazard') return ask(turn, state, lead, question);
  if (isReady(turn, state, open)) return register(turn, state, lead);
  if (question) return ask(turn, state, lead, question);
  const toldInFull = claimsLoss(open) && state.asked !== null;
  if (open.type === 'BX' || toldInFull || !mayAsk(state, 'confirm')) return register(turn, state, lead);
  return confirm(turn, state, lead);
}

/** Money or goods lost is what is asked for; a refund of what was paid is none. */
const claimsLoss = (open: OpenCase): boolean => open.type === 'TS' && open.demand.includes('赔偿');

/** Who is angry, threatens, comes again or waits for a human is asked for the place only. */
function isBrief(turn: TurnInput, state: DialogueState, open: OpenCase): boolean {
  const pressed = open.flags.some(
    (flag) => flag === 'abuse' || flag === 'threat_escalate' || flag === 'repeat_contact',
  );
  return isAngry(turn) || state.angryTurns > 0 || pressed || turn.holder === 'queue';
}

/** Located, and not to be held up with a confirmation. */
function isReady(turn: TurnInput, state: DialogueState, open: OpenCase): boolean {
  if (!state.slots.address && !state.slots.accountNo) return false;
  return (
    open.type === 'BX' ||
    turn.holder === 'queue' ||
    open.flags.includes('abuse') ||
    state.rudeTurns > 0 ||
    wantsItRegistered(textOf(turn))
  );
}

function ask(turn: TurnInput, state: DialogueState, lead: readonly Say[], question: Askable): Decision {
  const says = lead.length > 0 ? lead : [say('ACK', 'noted')];
  const asked = questionFor(question, mayBeAgain(state, question));
  return decide(turn, {
    state: { ...state, phase: 'collecting', asked: question, askedOften: askedOnceMore(state, question) },
    says: [...says, ...asked],
  });
}

const mayBeAgain = (state: DialogueState, question: Askable): boolean =>
  (state.askedOften[question] ?? 0) > 0;

/** The words of a question; a place asked for again is asked for differently. */
export function questionFor(asked: Askable, again: boolean): readonly Say[] {
  if (asked === 'confirm' || asked === 'proof') return [];
  return [say('ASK_SLOT', asked === 'address' && again ? 'address_again' : asked)];
}

function confirm(turn: TurnInput, state: DialogueState, lead: readonly Say[]): Decision {
  return decide(turn, {
    state: { ...state, phase: 'confirming', asked: null, askedOften: askedOnceMore(state, 'confirm') },
    says: [...withoutRestating(lead), ...confirmation(turn, state)],
    choices: CONFIRM,
  });
}

/** All that was understood, told back in one sentence with "对/改" (flow step 5). */
export function confirmation(turn: TurnInput, state: DialogueState): readonly Say[] {
  return state.open
    ? [say('CONFIRM', 'case', { category: state.open.category, vars: summary(turn, state, state.open) })]
    : [];
}

function summary(turn: TurnInput, state: DialogueState, open: OpenCase): Readonly<Record<string, string>> {
  const { address, accountNo } = state.slots;
  const phone = phoneOf(turn, state.slots);
  const matter = matterOf(open.category, open.category2);
  return {
    matter,
    issue: issueOf(open, address) || matter,
    address: address ?? (accountNo ? `户号尾号${accountNo.slice(-4)}` : '待补充'),
    phone: phone ? `尾号${phone.slice(-4)}` : '本对话',
    demand: open.demand.join('、') || '核实处理',
  };
}

/** What happened, in the customer's words; insults are not held up to anybody. */
export function issueOf(open: OpenCase, place: string | null): string {
  if (open.flags.includes('abuse')) return '';
  for (const words of open.words) {
    const quote = quoteOf(words, place);
    if (quote !== '') return quote;
  }
  return '';
}

const withoutRestating = (lead: readonly Say[]): readonly Say[] =>
  lead.filter(({ stage }) => stage !== 'RESTATE');

/** Opens the ticket and gives the receipt: number, owner, both deadlines, how to ask for progress. */
export function register(turn: TurnInput, state: DialogueState, lead: readonly Say[] = []): Decision {
  const { open } = state;
  if (!open) return decide(turn, { state, says: lead });
  const asksPhone = asksForPhone(turn, state, open);
  return decide(turn, {
    state: { ...state, ...afterCase(state, asksPhone) },
    says: [
      ...withoutRestating(lead),
      ...(claimsLoss(open) ? [say('COMPENSATION', 'registered')] : []),
      say('ACCEPT', open.type, { ticket: 'opened' }),
      ...(asksPhone ? [say('ASK_SLOT', 'contact')] : []),
    ],
    effects: [caseTicket(turn, open)],
    ...(open.flags.includes('threat_escalate') ? { attention: 'supervisor' as const } : {}),
  });
}

/** Somebody has to call within hours; who reports, insults or already waits for a human is not asked. */
function asksForPhone(turn: TurnInput, state: DialogueState, open: OpenCase): boolean {
  if (open.type === 'JB' || turn.holder !== 'bot' || open.flags.includes('abuse')) return false;
  return phoneOf(turn, state.slots) === null && mayAsk(state, 'contact');
}

/** The dialogue once its case has a number: the newest ticket is now talked of, and only proofs are counted on. */
export function afterCase(state: DialogueState, asksPhone: boolean): Partial<DialogueState> {
  const { proof } = state.askedOften;
  return {
    phase: asksPhone ? 'completing' : 'idle',
    open: null,
    ticket: null,
    asked: asksPhone ? 'contact' : null,
    askedOften: { ...(proof ? { proof } : {}), ...(asksPhone ? { contact: 1 } : {}) },
    angryTurns: 0,
  };
}

export function caseTicket(turn: TurnInput, open: OpenCase): OpenTicket {
  return opening(turn, open.type, {
    category: open.category ?? (open.type === 'TS' ? 'OTHER_UNCLASSIFIED' : null),
    category2: open.category2,
    flags: open.flags,
    issue: open.words.join('\n'),
    demand: open.demand,
    dedupeKey: `${open.startedBy}:${open.type}`,
  });
}

/**
 * A word aside, then back to what was being asked, if anything was. What has been answered meanwhile
 * is not asked again.
 */
export function resume(turn: TurnInput, says: readonly Say[]): Decision {
  const pending = pendingQuestion(turn);
  return decide(turn, {
    says: says.length + pending.length > 0 ? [...says, ...pending] : [say('ACK', 'noted')],
  });
}

/** What was being asked and is still not known. */
export function pendingQuestion(turn: TurnInput): readonly Say[] {
  const { phase, asked, slots, open } = turn.state;
  if (phase === 'confirming') return confirmation(turn, turn.state);
  if (!asked || (asked === 'address' && slots.address) || (asked === 'contact' && phoneOf(turn, slots)))
    return [];
  if (phase === 'completing') return asked === 'address' ? [say('ASK_SLOT', 'danger_location')] : [];
  if (phase !== 'collecting') return [];
  return open?.type === 'JB' ? [say('REPORT', 'ask')] : questionFor(asked, true);
}
