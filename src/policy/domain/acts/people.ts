import { register, resume } from '../case/proceed.js';
import { currentTicket, ownTickets } from '../own-tickets.js';
import { mentions } from '../reading/words.js';
import { askedOnceMore, mayAsk, mergeSlots, slotsOf } from '../slots.js';
import type { Decision, TicketView, TurnInput } from '../turn.js';
import { type ActFn, decide, note, opening, phoneOf, textOf, WANTS_CALL } from './act.js';
import { say } from './sayable.js';

/** Obeyed at once, no form, no persuasion; asked again the place in line is kept (flow step 12). */
export const transfer: ActFn = (turn) =>
  decide(turn, {
    says: [say('TRANSFER', turn.holder === 'queue' ? 'waiting' : 'default')],
    toQueue: turn.understanding.flags.includes('abuse') ? '客户情绪激动,要求人工' : '客户要求人工',
    attention: 'agent',
  });

/** A call is wanted: of a case on its ticket; of no case through the queue; the number is asked where none is known. */
export const arrangeCall: ActFn = (turn) => {
  const slots = mergeSlots(turn.state.slots, slotsOf(turn.understanding), true);
  const heard: TurnInput = { ...turn, state: { ...turn.state, slots } };
  const ticket = currentTicket(turn);
  if (turn.state.open && turn.state.phase !== 'offering')
    return callAboutCase(heard, turn.state.open.type === 'TS');
  if (ticket) return callAboutTicket(heard, ticket);
  if (phoneOf(turn, slots) === null && mayAsk(turn.state, 'contact')) return askNumber(heard);
  return decide(heard, {
    state: { asked: null, phase: 'idle', open: null },
    says: [say('CALLBACK', 'default')],
    toQueue: WANTS_CALL,
    attention: 'agent',
  });
};

/** "没空打字,电话说": what there is becomes a ticket, and the rest is for the call. */
function callAboutCase(turn: TurnInput, complaint: boolean): Decision {
  const open = turn.state.open;
  const grown: TurnInput = {
    ...turn,
    state: { ...turn.state, open: open ? { ...open, words: [...open.words, textOf(turn)] } : null },
  };
  if (complaint && phoneOf(turn, turn.state.slots) !== null)
    return { ...register(turn, grown.state), toQueue: WANTS_CALL, attention: 'agent' };
  if (phoneOf(turn, turn.state.slots) !== null || !mayAsk(turn.state, 'contact'))
    return { ...resume(grown, [say('ACK', 'noted')]), toQueue: WANTS_CALL, attention: 'agent' };
  return {
    ...decide(grown, {
      state: { phase: 'collecting', asked: 'contact', askedOften: askedOnceMore(turn.state, 'contact') },
      says: [say('CALLBACK', 'ask_phone')],
    }),
    toQueue: WANTS_CALL,
    attention: 'agent',
  };
}

function callAboutTicket(turn: TurnInput, ticket: TicketView): Decision {
  return decide(turn, {
    state: { ticket: ticket.number },
    says: [say('CALLBACK', 'ticket', { ticket: { number: ticket.number } })],
    effects: [note(ticket, 'supplement', turn)],
    attention: 'agent',
  });
}

function askNumber(turn: TurnInput): Decision {
  return decide(turn, {
    state: {
      phase: 'completing',
      open: null,
      asked: 'contact',
      askedOften: askedOnceMore(turn.state, 'contact'),
    },
    says: [say('CALLBACK', 'ask_phone')],
    toQueue: WANTS_CALL,
    attention: 'agent',
  });
}

const ASKS_WHENCE = ['怎么有我', '哪来的', '哪里来的', '从哪', '谁给你', '怎么知道我', '哪弄'];

/**
 * Personal data (channels §privacy, domain 合规): where a number can come from is explained without a guess
 * about this person; what is wanted done becomes a task with a number and a term, and nothing is
 * shown or deleted before a person has checked who is asking.
 */
export const answerPrivacy: ActFn = (turn) => {
  const text = textOf(turn);
  const running = ownTickets(turn).find((ticket) => ticket.active && ticket.type === 'ZX');
  if (running) return privacyAgain(turn, running);
  if (mentions(text, ASKS_WHENCE) && !mentions(text, ['删', '查', '改']))
    return resume(turn, [say('PRIVACY', 'source')]);
  return {
    ...resume(turn, [say('PRIVACY', 'opened', { ticket: 'opened' })]),
    effects: [opening(turn, 'ZX', { flags: ['privacy'] })],
    attention: 'supervisor',
  };
};

function privacyAgain(turn: TurnInput, running: TicketView): Decision {
  return {
    ...resume(turn, [say('PRIVACY', 'again', { ticket: { number: running.number } })]),
    effects: [note(running, 'supplement', turn)],
    attention: 'supervisor',
  };
}
