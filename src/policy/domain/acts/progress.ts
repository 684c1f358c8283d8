import { confirmCase } from '../case/fill.js';
import { pendingQuestion, resume } from '../case/proceed.js';
import { startCase } from '../case/start.js';
import { currentTicket, hasProof, lastTicket, namedNumber, namesForeign } from '../own-tickets.js';
import { readTail } from '../reading/answers.js';
import { mentions } from '../reading/words.js';
import { askedOnceMore, mayAsk, mergeSlots, slotsOf } from '../slots.js';
import type { Decision, Effect, Say, TicketView, TurnInput } from '../turn.js';
import { alarm } from './about-ticket.js';
import { type ActFn, decide, HUMAN, note, textOf } from './act.js';
import { say } from './sayable.js';

/** Where the case stands: step, who, until when. Never an invented time. */
export const tellProgress: ActFn = (turn) => {
  const number = namedNumber(turn);
  if (number !== null && namesForeign(turn)) return answerForeign(turn, number);
  const ticket = lastTicket(turn);
  const { phase } = turn.state;
  if (phase === 'confirming') return confirmCase(turn);
  if (phase === 'collecting')
    return resume(turn, [ticket ? progressOf(ticket, turn) : say('INQ_COMPLAINT_RULE', 'default')]);
  if (!ticket) return decide(turn, { says: [say('PROGRESS', 'ask_no')] });
  return resume({ ...turn, state: { ...turn.state, ticket: ticket.number } }, [progressOf(ticket, turn)]);
};

/** What can be said of a ticket without promising what nobody has promised. */
export function progressOf(ticket: TicketView, turn: TurnInput): Say {
  return say('PROGRESS', progressKey(ticket, turn), { ticket: { number: ticket.number } });
}

function progressKey(
  ticket: TicketView,
  turn: TurnInput,
): 'default' | 'no_eta' | 'damage' | 'report' | 'closed' {
  if (!ticket.active) return 'closed';
  if (ticket.type === 'BX') return 'no_eta';
  if (ticket.type === 'JB') return 'report';
  const visit =
    ticket.category === 'OPS_DAMAGE' &&
    mentions(textOf(turn), ['来人', '来看', '上门', '现场', '派人', '人来']);
  return visit ? 'damage' : 'default';
}

/**
 * A number that is not known to be this customer's. Unknown numbers and other people's get the same
 * answers, so nothing leaks: who has proved themselves hears "not found", others are asked for the
 * tail of the phone, a few times only, since four digits can be guessed.
 */
function answerForeign(turn: TurnInput, number: string): Decision {
  if (hasProof(turn)) return notFound(turn);
  if (isBusy(turn)) return resume(turn, [say('PROGRESS', 'later')]);
  if (!mayAsk(turn.state, 'proof')) return { ...notFound(turn), choices: HUMAN };
  const counted: TurnInput = {
    ...turn,
    state: { ...turn.state, verifying: number, askedOften: askedOnceMore(turn.state, 'proof') },
  };
  if (tailIn(turn) !== null) return verifyOwner(counted);
  return decide(counted, {
    state: { phase: 'verifying', open: null, asked: null },
    says: [say('PROGRESS', 'verify')],
  });
}

/** Something is being asked that must not be lost over a proof: the number has its turn after it. */
const isBusy = ({ state }: TurnInput): boolean =>
  state.phase === 'collecting' ||
  state.phase === 'confirming' ||
  (state.phase === 'completing' && state.asked === 'address');

const notFound = (turn: TurnInput): Decision =>
  decide(turn, { state: { ...back(turn), verifying: null }, says: [say('PROGRESS', 'not_found')] });

/** A proof that was asked for is over either way. */
const back = ({ state }: TurnInput): { phase: TurnInput['state']['phase'] } => ({
  phase: state.phase === 'verifying' ? 'idle' : state.phase,
});

/** The tail that was asked for: right, and the ticket is spoken about from now on; wrong, and it is as if it did not exist. */
export const verifyOwner: ActFn = (turn) => {
  const tail = tailIn(turn);
  const ticket = turn.named.find((candidate) => candidate.number === turn.state.verifying);
  if (!ticket || tail === null || !ticket.phone?.endsWith(tail)) return notFound(turn);
  return decide(turn, {
    state: {
      ...back(turn),
      verifying: null,
      verified: [...turn.state.verified, ticket.number],
      ticket: ticket.number,
    },
    says: [progressOf(ticket, turn)],
  });
};

function tailIn({ understanding, ...turn }: TurnInput): string | null {
  const phone = understanding.entities.find((entity) => entity.type === 'phone')?.value;
  return phone ? phone.slice(-4) : readTail(textOf(turn));
}

/** Pushing an open case: counted, raised, answered with a step and a time; no second ticket. */
export const urge: ActFn = (turn) => {
  if (namesForeign(turn)) return tellProgress(turn);
  const ticket = currentTicket(turn);
  if (!ticket) return turn.understanding.emotion === 'calm' ? tellProgress(turn) : startCase(turn);
  return decide(turn, {
    state: { ticket: ticket.number, slots: mergeSlots(turn.state.slots, slotsOf(turn.understanding), false) },
    says: [say('URGE', urgeKey(ticket), { ticket: { number: ticket.number } }), ...pendingQuestion(turn)],
    effects: urgeEffects(turn, ticket),
    ...(ticket.urgeCount > 0 ? { attention: 'supervisor' as const } : {}),
    ...alarm(ticket),
  });
};

function urgeKey(ticket: TicketView): 'default' | 'escalated' | 'repair' {
  if (ticket.type === 'BX') return 'repair';
  return ticket.urgeCount > 0 ? 'escalated' : 'default';
}

/** The second urge raises the case one level more (intents: 第2次升一级并通知主管); later ones are counted. */
function urgeEffects(turn: TurnInput, ticket: TicketView): readonly Effect[] {
  const counted = note(ticket, 'urge', turn, { flags: ['repeat_contact'] });
  return ticket.urgeCount === 1 && ticket.urgency !== 'critical'
    ? [counted, note(ticket, 'escalate', turn)]
    : [counted];
}
