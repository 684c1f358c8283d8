import { fillCase } from '../case/fill.js';
import { resume } from '../case/proceed.js';
import { currentTicket } from '../own-tickets.js';
import { mergeSlots } from '../slots.js';
import type { Decision, TicketView, TurnInput } from '../turn.js';
import { alarm } from './about-ticket.js';
import { type ActFn, decide, HUMAN, note } from './act.js';
import { say } from './sayable.js';
import { completeFacts } from './supplement.js';

/** A file or a place sent by the page: kept with the conversation and the case; words are asked for where only pictures came. */
export const takeFile: ActFn = (turn) => {
  const { content, state } = turn;
  const place = content.kind === 'location' ? content.label : undefined;
  const placed: TurnInput = {
    ...turn,
    state: { ...state, slots: mergeSlots(state.slots, place ? { address: place } : {}, false) },
  };
  if (state.phase === 'completing' && place) return completeFacts(withWords(placed, place));
  if ((state.phase === 'collecting' || state.phase === 'confirming') && place && state.open?.type !== 'JB')
    return fillCase(withWords(placed, place));
  const ticket = currentTicket(turn);
  if (ticket || state.phase === 'collecting' || state.phase === 'confirming')
    return attach(placed, ticket, place);
  return unreadable(placed, place);
};

/** The label of a location, read as if it had been typed. */
const withWords = (turn: TurnInput, text: string): TurnInput => ({
  ...turn,
  content: { kind: 'text', text },
});

function attach(turn: TurnInput, ticket: TicketView | undefined, place: string | undefined): Decision {
  const decision = resume({ ...turn, state: { ...turn.state, unknownTurns: 0 } }, [
    say('NON_TEXT', 'attached'),
  ]);
  if (!ticket) return decision;
  return {
    ...decision,
    effects: [note(ticket, 'supplement', turn, { text: place ? `[位置] ${place}` : '[图片/语音]' })],
    ...alarm(ticket),
  };
}

/** Two in a row that we cannot read: a human is offered, the third time one is called. */
function unreadable(turn: TurnInput, place: string | undefined): Decision {
  const { kind } = turn.content;
  if (place)
    return decide(turn, {
      state: { unknownTurns: 0 },
      says: [say('NON_TEXT', 'location', { vars: { address: place } })],
    });
  const times = turn.state.unknownTurns + 1;
  if (times > 2)
    return decide(turn, {
      state: { unknownTurns: 0 },
      says: [say('FALLBACK', '2')],
      toQueue: '只有图片或语音,机器人读不了',
      attention: 'agent',
    });
  const ask = say('NON_TEXT', kind === 'voice' ? 'voice' : 'image');
  return decide(turn, {
    state: { unknownTurns: times },
    says: times > 1 ? [ask, say('VENT', 'offer_human')] : [ask],
    ...(times > 1 ? { choices: HUMAN } : {}),
  });
}
