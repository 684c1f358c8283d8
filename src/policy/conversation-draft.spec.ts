import { describe, expect, it } from '@jest/globals';
import type { Understanding } from '#app/base/model/understanding.js';
import type { Conversation } from '#app/conversations/index.js';
import type { InboxMessage } from '#app/intake/index.js';
import { ConversationDraft } from './conversation-draft.js';
import { INITIAL_STATE } from './domain/dialogue-state.js';
import type { Decision } from './domain/turn.js';

const at = new Date('2026-11-20T04:00:00Z');
const later = new Date('2026-11-20T04:05:00Z');

const conversation = (more: Partial<Conversation> = {}): Conversation => ({
  id: 'cnv_1',
  channel: 'sms',
  accountId: 'main',
  contactKey: '13800000001',
  displayName: null,
  phone: null,
  status: 'closed',
  holder: 'bot',
  seatId: null,
  heldSince: null,
  queuedAt: null,
  transferReason: null,
  attention: 'none',
  emotion: 'calm',
  lastIntent: null,
  lastSeq: 7,
  waitingSince: null,
  lastText: null,
  lastSpeaker: null,
  lastAt: null,
  state: {},
  ...more,
});

const message = (more: Partial<InboxMessage> = {}): InboxMessage => ({
  inboxId: 'inb_1',
  messageId: 'msg_1',
  conversationId: 'cnv_1',
  channel: 'sms',
  accountId: 'main',
  contactKey: '13800000001',
  content: { kind: 'text', text: '停电了' },
  sender: { phone: '13800000001' },
  receivedAt: at,
  failures: 0,
  ...more,
});

const reading = (more: Partial<Understanding> = {}): Understanding => ({
  intent: 'REPAIR',
  confidence: 0.9,
  category: null,
  category2: null,
  flags: [],
  emotion: 'upset',
  entities: [],
  decision: 'accept',
  alternatives: [],
  ...more,
});

const decision = (more: Partial<Decision> = {}): Decision => ({
  state: INITIAL_STATE,
  says: [],
  effects: [],
  ...more,
});
const draftOf = (more: Partial<Conversation> = {}) =>
  new ConversationDraft(conversation(more), INITIAL_STATE);

describe('a draft', () => {
  it('is untouched until something happens to it', () => {
    const draft = draftOf();
    expect(draft.touched).toBe(false);
    expect(draft.nextSeq()).toBe(8);
    expect(draft.touched).toBe(true);
  });

  it('hears a message as the next line and as what the list shows', () => {
    const draft = draftOf();
    const entry = draft.hear(message(), reading());
    expect(entry).toMatchObject({
      id: 'msg_1',
      seq: 8,
      speaker: 'customer',
      content: { text: '停电了' },
      delivery: null,
      at,
    });
    expect(draft.conversation).toMatchObject({
      status: 'open',
      emotion: 'upset',
      lastIntent: 'REPAIR',
      lastSeq: 8,
      waitingSince: at,
      lastText: '停电了',
      lastSpeaker: 'customer',
      phone: '13800000001',
      attention: 'none',
    });
  });

  it('keeps since when the customer waits, and the phone it has', () => {
    const draft = draftOf({ waitingSince: at, phone: '13900000009' });
    draft.hear(message({ receivedAt: later }), reading());
    expect(draft.conversation).toMatchObject({ waitingSince: at, phone: '13900000009', lastAt: later });
  });

  it('is alarmed by danger, also where a human holds it', () => {
    const draft = draftOf({ holder: 'seat', seatId: 'usr_1' });
    draft.hear(message(), reading({ flags: ['safety'] }));
    expect(draft.conversation.attention).toBe('danger');
  });
});

describe('settling a decision', () => {
  it('joins the queue once, with the reason', () => {
    const draft = draftOf();
    expect(draft.settle(decision({ toQueue: '客户要求人工', attention: 'agent' }), at)).toBe(true);
    expect(draft.conversation).toMatchObject({
      holder: 'queue',
      queuedAt: at,
      transferReason: '客户要求人工',
      attention: 'agent',
    });
    expect(draft.settle(decision({ toQueue: '客户要求人工' }), later)).toBe(false);
    expect(draft.conversation).toMatchObject({ queuedAt: at });
  });

  it('never lowers the attention', () => {
    const draft = draftOf({ attention: 'danger' });
    draft.settle(decision({ attention: 'agent' }), at);
    expect(draft.conversation.attention).toBe('danger');
    const calm = draftOf();
    calm.settle(decision({ attention: 'supervisor' }), at);
    expect(calm.conversation.attention).toBe('supervisor');
  });

  it('takes over the dialogue and the phone that was told', () => {
    const draft = draftOf({ phone: '13800000001' });
    const state = { ...INITIAL_STATE, slots: { ...INITIAL_STATE.slots, phone: '13900000009' } };
    draft.settle(decision({ state }), at);
    expect(draft.dialogue).toBe(state);
    expect(draft.conversation.phone).toBe('13900000009');
    draft.settle(decision(), at);
    expect(draft.conversation.phone).toBe('13900000009');
  });
});

describe('speaking', () => {
  it('gives the ball to the customer and remembers the last three texts, newest first', () => {
    const draft = draftOf({ waitingSince: at });
    for (const text of ['一', '二', '三', '四']) draft.spoke(text, later);
    expect(draft.dialogue.lastReplies).toEqual(['四', '三', '二']);
    expect(draft.conversation).toMatchObject({
      lastText: '四',
      lastSpeaker: 'bot',
      lastAt: later,
      waitingSince: null,
    });
  });

  it.each([
    ['in the queue', { holder: 'queue' }],
    ['in danger', { attention: 'danger' }],
  ] as const)('leaves the customer waiting %s', (_, more) => {
    const draft = draftOf({ waitingSince: at, ...more });
    draft.spoke('马上有人来', later);
    expect(draft.conversation.waitingSince).toBe(at);
  });

  it('is written back with the dialogue as its state', () => {
    const draft = draftOf();
    draft.spoke('好', later);
    expect(draft.row()).toMatchObject({ id: 'cnv_1', state: { phase: 'idle', lastReplies: ['好'] } });
  });
});
