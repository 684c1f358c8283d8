import type { ActFn } from './acts/act.js';
import { acceptThreat, calm, calmAbuse } from './acts/feelings.js';
import { takeFile } from './acts/files.js';
import { appeal, explainCompensation, rate, reopen, repeatReceipt } from './acts/outcome.js';
import { answerPrivacy, arrangeCall, transfer } from './acts/people.js';
import { tellProgress, urge, verifyOwner } from './acts/progress.js';
import { careForPerson, protectPatient, rescue, stayQuiet } from './acts/safety.js';
import { completeFacts, supplement } from './acts/supplement.js';
import {
  answerInquiry,
  bye,
  chooseMatter,
  clarify,
  greet,
  noteRepeat,
  pointElsewhere,
  resumeMessages,
  stopMessages,
  takeOpinion,
  thank,
} from './acts/talk.js';
import { askWithdraw, keepTicket, noteResolved, withdraw } from './acts/withdrawal.js';
import { confirmCase, correctCase, fillCase } from './case/fill.js';
import { startReport } from './case/report.js';
import { acceptOffer, declineOffer, startCase, startRepair } from './case/start.js';
import { type Act, actFor, mayLead } from './dialogue-machine.js';
import { type DialogueState, settled } from './dialogue-state.js';
import { foldForRepeat } from './reading/repeat.js';
import { triggerOf } from './trigger.js';
import type { Decision, TurnInput } from './turn.js';

export const ACT_FUNCTIONS: Readonly<Record<Act, ActFn>> = {
  rescue,
  protectPatient,
  careForPerson,
  stayQuiet,
  transfer,
  stopMessages,
  resumeMessages,
  noteRepeat,
  takeFile,
  verifyOwner,
  startCase,
  startRepair,
  startReport,
  acceptOffer,
  declineOffer,
  fillCase,
  correctCase,
  confirmCase,
  completeFacts,
  tellProgress,
  urge,
  supplement,
  askWithdraw,
  withdraw,
  keepTicket,
  noteResolved,
  reopen,
  appeal,
  acceptThreat,
  rate,
  calm,
  calmAbuse,
  arrangeCall,
  answerPrivacy,
  takeOpinion,
  answerInquiry,
  explainCompensation,
  repeatReceipt,
  greet,
  thank,
  bye,
  pointElsewhere,
  chooseMatter,
  clarify,
};

/** Acts that leave the count of messages not understood to themselves. */
const COUNT_THEMSELVES: readonly Act[] = ['clarify', 'takeFile', 'noteRepeat', 'supplement'];

/**
 * What to do with one customer message. Pure; `turn.now` is the only clock.
 * @throws Error where an act leaves the dialogue in a phase its table does not allow: a fault of ours
 */
export function decideTurn(given: TurnInput): Decision & { readonly act: Act } {
  const turn: TurnInput = { ...given, state: heardRudeness(settled(given.state), given) };
  const { phase } = turn.state;
  const act = actFor(phase, triggerOf(turn));
  const decision = ACT_FUNCTIONS[act](turn);
  if (!mayLead(act, phase, decision.state.phase)) {
    throw new Error(
      `act ${act} led from ${phase} to ${decision.state.phase}, which its table does not allow`,
    );
  }
  return { ...decision, act, state: afterwards(turn, decision.state, act) };
}

/** Insults are counted wherever they come, so that the boundary is drawn at the second, not later. */
function heardRudeness(state: DialogueState, { understanding }: TurnInput): DialogueState {
  const rude = understanding.intent === 'ABUSE' || understanding.flags.includes('abuse');
  return rude ? { ...state, rudeTurns: state.rudeTurns + 1 } : state;
}

function afterwards({ content, now }: TurnInput, state: DialogueState, act: Act): DialogueState {
  const lastMessage =
    content.kind === 'text' ? { text: foldForRepeat(content.text), at: now.getTime() } : state.lastMessage;
  return {
    ...settled(state),
    lastMessage,
    unknownTurns: COUNT_THEMSELVES.includes(act) ? state.unknownTurns : 0,
  };
}
