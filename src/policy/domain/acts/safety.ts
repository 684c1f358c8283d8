import type { Flag } from '#app/base/model/labels.js';
import { caseTicket } from '../case/proceed.js';
import type { Slots } from '../dialogue-state.js';
import { openMatters } from '../own-tickets.js';
import { hazardIn, speaksOfOutage } from '../reading/hazards.js';
import { mergeSlots, slotsOf, slotsOfPlaceAnswer } from '../slots.js';
import type { Decision, Effect, Say, TicketView, TurnInput } from '../turn.js';
import { type ActFn, decide, note, opening, textOf } from './act.js';
import { say } from './sayable.js';

const LIVE_DANGER = '正在发生的用电危险';
const MEDICAL_RISK = '停电危及医疗设备用电';
const PERSON_AT_RISK = '客户可能有人身危险';
const OUTAGE_BEHIND_IT = '客户反映停电;请先与值班主管联系';
const CALL_AT_ONCE = '请值班主管立即联系客户';
const AT_RISK: Flag = 'personal_danger';

/**
 * Live danger (flow step 1): the instruction comes first, the critical ticket is opened at once even
 * without a place, people are alerted, and only the place is asked, never a 户号.
 */
export const rescue: ActFn = (turn) => {
  const hazard = hazardIn(textOf(turn));
  const known = criticalRepair(turn);
  const instruction = say('SAFETY', hazard ?? (known ? 'still' : 'default'));
  const decision = openCritical(turn, instruction, 'safety', LIVE_DANGER);
  return turn.state.phase === 'danger'
    ? { ...decision, state: { ...decision.state, phase: 'danger', asked: null } }
    : decision;
};

/** Someone's life hangs on the power (medical device): protect the patient first, then ask where; a human joins. */
export const protectPatient: ActFn = (turn) => ({
  ...openCritical(turn, say('VULN', 'medical'), 'vulnerable', MEDICAL_RISK),
  toQueue: '家中有医疗设备用电,停电',
});

const activeRepair = (turn: TurnInput): TicketView | undefined =>
  turn.tickets.find((ticket) => ticket.active && ticket.type === 'BX');
const criticalRepair = (turn: TurnInput): TicketView | undefined =>
  turn.tickets.find((ticket) => ticket.active && ticket.type === 'BX' && ticket.urgency === 'critical');

function openCritical(turn: TurnInput, instruction: Say, flag: Flag, why: string): Decision {
  const fresh =
    turn.state.asked === 'address'
      ? slotsOfPlaceAnswer(turn.understanding, textOf(turn))
      : slotsOf(turn.understanding);
  const slots = mergeSlots(turn.state.slots, fresh, false);
  const existing = criticalRepair(turn) ?? activeRepair(turn);
  const placed = slots.address !== null || existing?.hasAddress === true;
  const next = placed
    ? say('ACCEPT', 'critical', { ticket: existing ? { number: existing.number } : 'opened' })
    : say('ASK_SLOT', 'danger_location');
  return decide(turn, {
    state: {
      slots,
      open: null,
      ticket: existing?.number ?? null,
      ...(placed ? { phase: 'idle', asked: null } : askingPlace(turn)),
    },
    says: [instruction, next],
    effects: existing ? raised(turn, existing, flag, fresh) : [criticalTicket(turn, flag, why)],
    attention: 'danger',
  });
}

const askingPlace = ({ state }: TurnInput) => ({
  phase: 'completing' as const,
  asked: 'address' as const,
  askedOften: { ...state.askedOften, address: 1 },
});

/** What was being taken in before is part of the same emergency: its words go along, so nothing is told twice. */
function criticalTicket(turn: TurnInput, flag: Flag, why: string): Effect {
  const { open } = turn.state;
  return opening(turn, 'BX', {
    flags: [...new Set([...(open?.flags ?? []), ...turn.understanding.flags, flag])],
    issue: [...(open?.words ?? []), textOf(turn)].join('\n'),
    urgency: 'critical',
    urgencyReason: why,
  });
}

/** The same emergency: raised if it was not, and what is new is written on it. */
function raised(turn: TurnInput, ticket: TicketView, flag: Flag, fresh: Partial<Slots>): readonly Effect[] {
  const critical = ticket.urgency === 'critical';
  const facts = note(ticket, 'supplement', turn);
  const rise = note(ticket, 'escalate', turn, { flags: [flag] });
  return critical ? [facts] : Object.keys(fresh).length > 0 ? [rise, facts] : [rise];
}

/** Self-harm or violence (flow step 13): one caring sentence, a human takes over, no form, no number. */
export const careForPerson: ActFn = (turn) => {
  const again = turn.state.phase === 'danger';
  return decide(turn, {
    state: { phase: 'danger', open: null, asked: null, slots: heard(turn) },
    says: again ? [] : [say('DANGER', 'person')],
    ...(again ? { silence: `${PERSON_AT_RISK},等待人工` } : {}),
    effects: recorded(turn),
    toQueue: PERSON_AT_RISK,
    attention: 'danger',
  });
};

/** While a person is at risk the bot takes notes and leaves the talking to people. */
export const stayQuiet: ActFn = (turn) =>
  decide(turn, {
    state: { phase: 'danger', open: null, asked: null, slots: heard(turn) },
    effects: recorded(turn),
    silence: `${PERSON_AT_RISK},等待人工`,
    toQueue: PERSON_AT_RISK,
    attention: 'danger',
  });

/** Whoever goes there must find the way: any place named is kept. */
const heard = (turn: TurnInput): Slots =>
  mergeSlots(turn.state.slots, slotsOfPlaceAnswer(turn.understanding, textOf(turn)), false);

/**
 * The matter behind it is recorded without a question: on the open ticket, or as the outage it speaks
 * of. What was said of life and death stays in the conversation; a repair crew does not read it.
 */
function recorded(turn: TurnInput): readonly Effect[] {
  const ticket = openMatters(turn)[0];
  if (ticket) return onTicket(turn, ticket);
  const { open } = turn.state;
  if (open) return [caseTicket(turn, { ...open, flags: [...new Set([...open.flags, AT_RISK])] })];
  if (!speaksOfOutage(textOf(turn))) return [];
  return [
    opening(turn, 'BX', {
      flags: [AT_RISK],
      issue: OUTAGE_BEHIND_IT,
      urgency: 'critical',
      urgencyReason: PERSON_AT_RISK,
    }),
  ];
}

function onTicket(turn: TurnInput, ticket: TicketView): readonly Effect[] {
  if (turn.state.phase !== 'danger' && ticket.urgency !== 'critical')
    return [note(ticket, 'escalate', turn, { text: CALL_AT_ONCE, flags: [AT_RISK] })];
  const { address } = slotsOfPlaceAnswer(turn.understanding, textOf(turn));
  return address ? [note(ticket, 'supplement', turn, { text: `地点:${address}` })] : [];
}
