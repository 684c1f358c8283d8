import { describe, expect, it } from '@jest/globals';
import { awaitsBot, emptyChat, withMessages, withOutgoing } from './chat-state.js';
import type { ChatMessage, Outgoing } from './chat-types.js';

const mine: Outgoing = {
  clientMsgId: 'x1',
  payload: { text: '停电了' },
  state: 'sent',
  final: false,
  at: '2026-11-22T00:00:00Z',
};
const shown = (seq: number, speaker: ChatMessage['speaker'], clientMsgId?: string): ChatMessage => ({
  seq,
  id: `m${seq}`,
  speaker,
  author: null,
  content: { kind: 'text', text: '…' },
  clientMsgId,
  at: '2026-11-22T00:00:00Z',
});

describe('chat state', () => {
  it('replaces the waiting copy by the server’s, not by somebody else’s words', () => {
    const waiting = withOutgoing(emptyChat, mine);
    expect(withMessages(waiting, [shown(1, 'bot')]).outgoing).toHaveLength(1);
    const told = withMessages(waiting, [shown(1, 'customer', 'x1')]);
    expect([told.outgoing.length, told.messages.length]).toEqual([0, 1]);
  });

  it('shows that the bot is writing only while the bot owes an answer', () => {
    const asked = withMessages(emptyChat, [shown(1, 'customer')]);
    expect(awaitsBot(asked)).toBe(true);
    expect(awaitsBot({ ...asked, holder: 'seat' })).toBe(false);
    expect(awaitsBot({ ...asked, offline: true })).toBe(false);
    expect(awaitsBot(withMessages(asked, [shown(2, 'bot')]))).toBe(false);
    expect(awaitsBot(withOutgoing(emptyChat, { ...mine, state: 'failed' }))).toBe(false);
    expect(awaitsBot(emptyChat)).toBe(false);
  });
});
