import { resume } from '../case/proceed.js';
import { startCase } from '../case/start.js';
import { currentTicket, lastTicket, namesForeign, ownTickets } from '../own-tickets.js';
import { readScore } from '../reading/answers.js';
import { demandsIn } from '../reading/demands.js';
import type { Decision, TicketView, TurnInput } from '../turn.js';
import { alarm, saidOn } from './about-ticket.js';
import { type ActFn, decide, note, opening, textOf } from './act.js';
import { tellProgress } from './progress.js';
import { say } from './sayable.js';

const LOW = 2;

/** The result is not accepted: opened again, one level up; then what is wrong with it is asked (flow steps 4, 18). */
export const reopen: ActFn = (turn) => {
  if (namesForeign(turn)) return tellProgress(turn);
  const ticket = lastTicket(turn);
  if (!ticket) return isInCase(turn) ? resume(turn, [say('EMPATHY', 'default')]) : startCase(turn);
  return decide(turn, {
    state: { phase: 'completing', open: null, asked: 'reason', ticket: ticket.number },
    says: [say('DISSATISFIED', 'reopen', { ticket: { number: ticket.number } }), say('ASK_SLOT', 'reason')],
    effects: [note(ticket, (ticket.resolved ?? !ticket.active) ? 'reopen' : 'escalate', turn)],
    attention: 'supervisor',
  });
};

const isInCase = ({ state }: TurnInput): boolean =>
  state.phase === 'collecting' || state.phase === 'confirming';

/** Review by a superior: a case of its own (SS) that hangs on the first; one review at a time. */
export const appeal: ActFn = (turn) => {
  if (namesForeign(turn)) return tellProgress(turn);
  if (isInCase(turn)) return { ...resume(turn, [say('ESCALATE', 'heard')]), attention: 'supervisor' };
  const running = ownTickets(turn).find((ticket) => ticket.active && ticket.type === 'SS');
  if (running) return appealAgain(turn, running);
  const ticket = lastTicket(turn);
  return ticket ? openAppeal(turn, ticket) : { ...startCase(turn), attention: 'supervisor' };
};

function appealAgain(turn: TurnInput, running: TicketView): Decision {
  return decide(turn, {
    state: { ticket: running.number },
    says: [say('APPEAL', 'again', { ticket: { number: running.number } })],
    effects: [note(running, 'supplement', turn)],
    attention: 'supervisor',
  });
}

function openAppeal(turn: TurnInput, ticket: TicketView): Decision {
  return decide(turn, {
    state: { phase: 'idle', asked: null, ticket: null },
    says: [say('APPEAL', 'opened', { ticket: 'opened' })],
    effects: [
      opening(turn, 'SS', {
        category: ticket.category,
        flags: turn.understanding.flags,
        demand: demandsIn(textOf(turn)),
        dedupeKey: `${turn.messageId}:SS`,
        parent: ticket.number,
      }),
      note(ticket, 'appeal', turn),
    ],
    attention: 'supervisor',
  });
}

/** A score after an invitation; a low one reopens the case (in the tickets room) and the reason is asked. */
export const rate: ActFn = (turn) => {
  const ticket = lastTicket(turn);
  const score = readScore(textOf(turn));
  if (!ticket || score === null)
    return decide(turn, { state: { phase: 'idle' }, says: [say('FALLBACK', '1')] });
  const about = { ticket: { number: ticket.number } };
  const rated = note(ticket, 'rate', turn, { score });
  if (score > LOW)
    return decide(turn, { state: { phase: 'idle' }, says: [say('RATE', 'thanks', about)], effects: [rated] });
  return decide(turn, {
    state: { phase: 'completing', asked: 'reason' },
    says: [say('RATE', 'low', about), say('ASK_SLOT', 'reason')],
    effects: [rated],
    attention: 'supervisor',
  });
};

/** Asked for money again: who decides, on what and by when; no amount and no yes or no. */
export const explainCompensation: ActFn = (turn) => {
  const ticket = currentTicket(turn);
  if (!ticket) return resume(turn, [say('COMPENSATION', 'proof')]);
  return decide(turn, {
    says: [say('COMPENSATION', 'wait', { ticket: { number: ticket.number } })],
    effects: [note(ticket, 'supplement', turn)],
  });
};

/** A "yes" that nothing was asked for: the receipt in one line, or the menu where there is no case. */
export const repeatReceipt: ActFn = (turn) => {
  const ticket = currentTicket(turn);
  if (!ticket) return decide(turn, { says: [say('ACK', 'noted')] });
  const again = say('ACCEPT', 'again', { ticket: { number: ticket.number } });
  return decide(turn, { says: [ticket.active ? again : saidOn(ticket)], ...alarm(ticket) });
};
