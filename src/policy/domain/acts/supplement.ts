import { fillCase } from '../case/fill.js';
import { currentTicket, namesForeign } from '../own-tickets.js';
import { readYesNo } from '../reading/answers.js';
import { categoryMeant } from '../reading/matters.js';
import { isAboutDevice } from '../reading/place.js';
import { askedOnceMore, mayAsk, mergeSlots, slotsOf, slotsOfPlaceAnswer } from '../slots.js';
import type { Decision, Say, TicketView, TurnInput } from '../turn.js';
import { alarm, saidOn } from './about-ticket.js';
import { type ActFn, decide, HUMAN, note, phoneOf, textOf, WANTS_CALL } from './act.js';
import { tellProgress } from './progress.js';
import { say } from './sayable.js';

/** Facts that come after registration go onto the ticket. */
export const supplement: ActFn = (turn) => {
  if (namesForeign(turn)) return tellProgress(turn);
  const ticket = currentTicket(turn);
  if (!ticket)
    return turn.state.phase === 'collecting' || turn.state.phase === 'confirming'
      ? fillCase(turn)
      : noCase(turn);
  const correcting = turn.understanding.intent === 'CORRECT';
  const fresh = correcting && isAboutDevice(textOf(turn)) ? withoutPlace(turn) : slotsOf(turn.understanding);
  const category =
    correcting && ticket.type === 'TS' && Object.keys(fresh).length === 0
      ? categoryMeant(textOf(turn))
      : null;
  return decide(turn, {
    state: {
      slots: ticket.type === 'JB' ? turn.state.slots : mergeSlots(turn.state.slots, fresh, correcting),
      ticket: ticket.number,
      unknownTurns: 0,
    },
    says: [saidOn(ticket)],
    effects: [note(ticket, correcting ? 'correct' : 'supplement', turn, category ? { category } : {})],
    ...alarm(ticket),
  });
};

function withoutPlace(turn: TurnInput) {
  const { address: _, ...others } = slotsOf(turn.understanding);
  return others;
}

/** A bare fact with no case: keep it, ask what it belongs to; the second time offer somebody who can look. */
function noCase(turn: TurnInput): Decision {
  const unknownTurns = turn.state.unknownTurns + 1;
  const state = { slots: mergeSlots(turn.state.slots, slotsOf(turn.understanding), false), unknownTurns };
  if (unknownTurns === 1) return decide(turn, { state, says: [say('SUPPLEMENT', 'no_case')] });
  return decide(turn, { state, says: [say('ACK', 'noted'), say('VENT', 'offer_human')], choices: HUMAN });
}

/** The answer to the one more thing asked after registration: the place of a danger, a phone, a reason. */
export const completeFacts: ActFn = (turn) => {
  const ticket = currentTicket(turn);
  const fresh =
    turn.state.asked === 'address'
      ? slotsOfPlaceAnswer(turn.understanding, textOf(turn))
      : slotsOf(turn.understanding);
  const slots = mergeSlots(turn.state.slots, fresh, false);
  const done: TurnInput = { ...turn, state: { ...turn.state, slots } };
  if (!ticket) return withoutTicket(done);
  if (turn.state.asked === 'address' && !slots.address) return askPlaceAgain(done, ticket);
  return decide(done, {
    state: { phase: 'idle', asked: null, ticket: ticket.number },
    says: [completed(turn, ticket)],
    effects: isMereAnswer(turn) ? [] : [note(ticket, 'supplement', turn)],
    ...alarm(ticket),
  });
};

/** A number for a call that is not about a case: the call is in the queue. */
function withoutTicket(turn: TurnInput): Decision {
  const over = { phase: 'idle', asked: null } as const;
  if (turn.state.asked !== 'contact' || phoneOf(turn, turn.state.slots) === null)
    return decide(turn, { state: over, says: [say('ACK', 'noted')] });
  return decide(turn, {
    state: over,
    says: [say('CALLBACK', 'default')],
    toQueue: WANTS_CALL,
    attention: 'agent',
  });
}

function completed(turn: TurnInput, ticket: TicketView): Say {
  if (turn.state.asked === 'address' && ticket.urgency === 'critical')
    return say('ACCEPT', 'critical', { ticket: { number: ticket.number } });
  return isMereAnswer(turn) ? say('ACK', 'noted') : saidOn(ticket);
}

const isMereAnswer = (turn: TurnInput): boolean =>
  turn.state.asked === 'contact' && readYesNo(textOf(turn))?.plain === true;

/** Without a place nobody can come; asked for until there is little hope of an answer. */
function askPlaceAgain(turn: TurnInput, ticket: TicketView): Decision {
  const again = mayAsk(turn.state, 'address');
  return decide(turn, {
    state: again ? { askedOften: askedOnceMore(turn.state, 'address') } : { phase: 'idle', asked: null },
    says: [saidOn(ticket), ...(again ? [say('ASK_SLOT', 'danger_location')] : [])],
    effects: [note(ticket, 'supplement', turn)],
    ...alarm(ticket),
  });
}
