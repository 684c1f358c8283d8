import type { Choice } from '#app/base/model/message.js';
import { currentTicket, lastTicket, namesForeign } from '../own-tickets.js';
import { hintsAtPressure } from '../reading/answers.js';
import { mentions } from '../reading/words.js';
import { type ActFn, decide, note, textOf } from './act.js';
import { tellProgress } from './progress.js';
import { say } from './sayable.js';

const CONFIRM_WITHDRAW: readonly Choice[] = [
  { label: '已解决,撤销', text: '是的,已解决,撤销' },
  { label: '先不撤', text: '先不撤' },
];

/** Withdrawing needs a second word: solved, and of the customer's own will? A case without a number is simply dropped. */
export const askWithdraw: ActFn = (turn) => {
  if (namesForeign(turn)) return tellProgress(turn);
  const { open } = turn.state;
  const ticket = currentTicket(turn);
  if (open !== null)
    return decide(turn, {
      state: { phase: 'idle', open: null, asked: null },
      says: [say('WITHDRAW', 'dropped')],
    });
  if (!ticket)
    return decide(turn, { state: { phase: 'idle', asked: null }, says: [say('WITHDRAW', 'none')] });
  return decide(turn, {
    state: { phase: 'withdrawing', asked: null, ticket: ticket.number },
    says: [say('WITHDRAW', 'confirm', { ticket: { number: ticket.number } })],
    choices: CONFIRM_WITHDRAW,
    effects: [note(ticket, 'withdraw_asked', turn)],
  });
};

export const withdraw: ActFn = (turn) => {
  const ticket = currentTicket(turn);
  if (!ticket) return decide(turn, { state: { phase: 'idle' }, says: [say('WITHDRAW', 'none')] });
  return decide(turn, {
    state: { phase: 'idle' },
    says: [say('WITHDRAW', 'done', { ticket: { number: ticket.number } })],
    effects: [note(ticket, 'withdraw', turn)],
  });
};

/**
 * The withdrawal is off. Words that hint at pressure alarm the supervisor and are kept off the ticket,
 * where those who are complained of could read them.
 */
export const keepTicket: ActFn = (turn) => {
  const ticket = currentTicket(turn);
  if (!ticket)
    return decide(turn, { state: { phase: 'idle', asked: null }, says: [say('WITHDRAW', 'none')] });
  const pressed = hintsAtPressure(textOf(turn));
  return decide(turn, {
    state: { phase: 'idle', asked: null },
    says: [say('WITHDRAW', 'kept', { ticket: { number: ticket.number } })],
    effects: [note(ticket, 'withdraw_cancelled', turn, pressed ? { text: '客户表示暂不撤销' } : {})],
    ...(pressed ? { attention: 'supervisor' as const } : {}),
  });
};

/** "好了,来电了": thanked and written down; a complaint is closed by people after the call-back, not by the bot. */
export const noteResolved: ActFn = (turn) => {
  const ticket = currentTicket(turn);
  if (namesForeign(turn) || (ticket && mentions(textOf(turn), ['撤']))) return askWithdraw(turn);
  if (!ticket) return inviteRating(turn);
  return decide(turn, {
    state: { ticket: ticket.number },
    says: [say('RESOLVED', 'noted', { ticket: { number: ticket.number } })],
    effects: [note(ticket, 'supplement', turn, { text: `客户表示:${textOf(turn)}` })],
  });
};

/** Only a case that people have closed is rated; before that a thank-you is enough. */
function inviteRating(turn: Parameters<ActFn>[0]): ReturnType<ActFn> {
  const closed = lastTicket(turn);
  if (!closed || closed.type === 'JB') return decide(turn, { says: [say('THANKS', 'default')] });
  return decide(turn, {
    state: { phase: 'rating', open: null, asked: null, ticket: closed.number },
    says: [say('RATE', 'invite', { ticket: { number: closed.number } })],
  });
}
