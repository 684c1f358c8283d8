import { mergeBySeq } from '../../shared/by-seq.js';
import type { ChatMessage, ChatState, Outgoing } from './chat-types.js';

export const emptyChat: ChatState = {
  messages: [],
  outgoing: [],
  holder: 'bot',
  loaded: false,
  offline: false,
};

/** Adds what the server told; our own waiting copies go as soon as the server shows theirs. */
export function withMessages(state: ChatState, fresh: readonly ChatMessage[]): ChatState {
  if (fresh.length === 0) return state;
  const shown = new Set(fresh.map((message) => message.clientMsgId));
  return {
    ...state,
    messages: mergeBySeq(state.messages, fresh),
    outgoing: state.outgoing.filter((item) => !shown.has(item.clientMsgId)),
  };
}

/** Adds a message that is about to leave, unless the server has shown it already. */
export function withOutgoing(state: ChatState, item: Outgoing): ChatState {
  return { ...state, outgoing: [...state.outgoing, item] };
}

export function withOutgoingState(
  state: ChatState,
  clientMsgId: string,
  change: Pick<Outgoing, 'state' | 'final'>,
): ChatState {
  const outgoing = state.outgoing.map((item) =>
    item.clientMsgId === clientMsgId ? { ...item, ...change } : item,
  );
  return { ...state, outgoing };
}

/** The bot owes an answer: the customer spoke last and nobody else has the conversation. */
export function awaitsBot(state: ChatState): boolean {
  if (state.holder !== 'bot' || state.offline) return false;
  if (state.outgoing.length > 0) return state.outgoing.every((item) => item.state !== 'failed');
  const last = state.messages[state.messages.length - 1];
  return last !== undefined && last.speaker === 'customer';
}
