import type { Flag } from '#app/base/model/labels.js';
import { newCase } from '../case/new-case.js';
import { proceed, resume } from '../case/proceed.js';
import { begin } from '../case/start.js';
import type { DialogueState } from '../dialogue-state.js';
import { currentTicket } from '../own-tickets.js';
import { demandsIn } from '../reading/demands.js';
import { askedOnceMore } from '../slots.js';
import type { Decision, TurnInput } from '../turn.js';
import { type ActFn, decide, HUMAN, note, textOf } from './act.js';
import { progressOf } from './progress.js';
import { say } from './sayable.js';

/** First empathy and one open question, then a human as a choice; never the same sentence twice (flow step 2). */
export const calm: ActFn = (turn) => {
  const angryTurns = turn.state.angryTurns + 1;
  const ticket = currentTicket(turn);
  const grown = withWords({ ...turn, state: { ...turn.state, angryTurns } });
  if (grown.state.phase === 'collecting' || grown.state.phase === 'confirming')
    return resume(grown, [say('EMPATHY', 'default')]);
  const effects = ticket ? [note(ticket, 'supplement', turn)] : [];
  if (angryTurns > 1)
    return decide(grown, { says: [say('VENT', 'offer_human')], choices: HUMAN, effects, attention: 'agent' });
  if (ticket)
    return decide(grown, {
      says: [say('EMPATHY', 'default'), progressOf(ticket, turn)],
      choices: HUMAN,
      effects,
    });
  return decide(grown, { says: [say('EMPATHY', 'angry'), say('VENT', 'probe')] });
};

/**
 * Abuse (flow step 13): soothe once and go on working; then a boundary, once, together with the
 * hand-over; whoever goes on while waiting is the supervisor's. Nobody is blocked or answered back.
 */
export const calmAbuse: ActFn = (turn) => {
  const grown = withWords(turn);
  if (turn.state.rudeTurns <= 1)
    return { ...resume(grown, [say('DEESC', 'abuse')]), choices: HUMAN, attention: 'agent' };
  const key = turn.holder === 'bot' ? 'boundary' : 'supervisor';
  return decide(grown, {
    says: [say('DEESC', key)],
    toQueue: '客户情绪激动',
    attention: key === 'supervisor' ? 'supervisor' : 'agent',
  });
};

/** The right to turn to 12398 is acknowledged, the case goes on one level up; nothing dissuades (flow step 14). */
export const acceptThreat: ActFn = (turn) => {
  const ticket = currentTicket(turn);
  const { open, phase } = turn.state;
  if (open && phase !== 'offering') return threatInCase(turn, open.flags.includes('threat_escalate'));
  if (!ticket) return threatFirst(turn);
  return decide(turn, {
    says: [say('ESCALATE', 'rights_ticket', { ticket: { number: ticket.number } })],
    effects: [note(ticket, 'escalate', turn, { flags: ['threat_escalate'] })],
    attention: 'supervisor',
  });
};

function threatInCase(turn: TurnInput, again: boolean): Decision {
  const flagged = withWords(turn, ['threat_escalate']);
  return { ...resume(flagged, [say('ESCALATE', again ? 'heard' : 'rights')]), attention: 'supervisor' };
}

/** A threat and no case yet: the right is acknowledged, and what happened is asked where it was not said. */
function threatFirst(turn: TurnInput): Decision {
  const told = newCase(turn, 'TS');
  const open = { ...told, flags: [...new Set([...told.flags, 'threat_escalate' as const])] };
  const state = begin(turn, open);
  const lead = [say('ESCALATE', 'rights')];
  if (open.category !== null) return { ...proceed(turn, state, lead), attention: 'supervisor' };
  return decide(turn, {
    state: { ...state, phase: 'collecting', asked: 'issue', askedOften: askedOnceMore(state, 'issue') },
    says: [...lead, say('ASK_SLOT', 'issue')],
    attention: 'supervisor',
  });
}

/** What was said in anger is part of the case it was said in. */
function withWords(turn: TurnInput, flags: readonly Flag[] = []): TurnInput {
  const { open } = turn.state;
  if (!open) return turn;
  const grown: DialogueState['open'] = {
    ...open,
    words: [...open.words, textOf(turn)],
    flags: [...new Set([...open.flags, ...turn.understanding.flags, ...flags])],
    demand: open.type === 'TS' ? [...new Set([...open.demand, ...demandsIn(textOf(turn))])] : open.demand,
  };
  return { ...turn, state: { ...turn.state, open: grown } };
}
