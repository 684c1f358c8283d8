import type { Holder } from '#app/base/model/message.js';
import type { Understanding } from '#app/base/model/understanding.js';
import {
  ATTENTIONS,
  type Attention,
  type Conversation,
  type NewEntry,
  previewOf,
} from '#app/conversations/index.js';
import type { InboxMessage } from '#app/intake/index.js';
import type { DialogueState } from './domain/dialogue-state.js';
import type { Decision } from './domain/turn.js';

/** A locked conversation while its turns are worked out; written back once at the end. */
export class ConversationDraft {
  touched = false;
  private current: Conversation;

  constructor(
    original: Conversation,
    public dialogue: DialogueState,
  ) {
    this.current = original;
  }

  get holder(): Holder {
    return this.current.holder;
  }

  get conversation(): Conversation {
    return this.current;
  }

  nextSeq(): number {
    this.change({ lastSeq: this.current.lastSeq + 1 });
    return this.current.lastSeq;
  }

  /** The customer's message becomes the next line of the record. */
  hear(message: InboxMessage, understanding: Understanding): NewEntry {
    const seq = this.nextSeq();
    this.change({
      status: 'open',
      emotion: understanding.emotion,
      lastIntent: understanding.intent,
      waitingSince: this.current.waitingSince ?? message.receivedAt,
      phone: this.current.phone ?? message.sender.phone ?? null,
      lastText: previewOf(message.content),
      lastSpeaker: 'customer',
      lastAt: message.receivedAt,
      attention: understanding.flags.includes('safety') ? 'danger' : this.current.attention,
    });
    return {
      id: message.messageId,
      conversationId: this.current.id,
      seq,
      speaker: 'customer',
      author: null,
      content: message.content,
      understanding,
      delivery: null,
      inReplyTo: null,
      at: message.receivedAt,
    };
  }

  /** Takes over what the policy decided, and the ticket it opened. True when the conversation joins the queue by it. */
  settle(decision: Decision, now: Date, opened?: string): boolean {
    const joins = decision.toQueue !== undefined && this.current.holder === 'bot';
    this.dialogue = opened ? { ...decision.state, ticket: opened } : decision.state;
    this.change({
      phone: decision.state.slots.phone ?? this.current.phone,
      attention: higher(this.current.attention, decision.attention ?? 'none'),
      ...(joins ? { holder: 'queue' as const, queuedAt: now, transferReason: decision.toQueue ?? null } : {}),
    });
    return joins;
  }

  /** The bot has answered: the ball is with the customer, unless a human was asked for. */
  spoke(text: string, now: Date): void {
    this.dialogue = { ...this.dialogue, lastReplies: [text, ...this.dialogue.lastReplies].slice(0, 3) };
    const waits = this.current.holder === 'queue' || this.current.attention === 'danger';
    this.change({
      lastText: text.slice(0, 200),
      lastSpeaker: 'bot',
      lastAt: now,
      waitingSince: waits ? this.current.waitingSince : null,
    });
  }

  row(): Conversation {
    return { ...this.current, state: { ...this.dialogue } };
  }

  private change(patch: Partial<Conversation>): void {
    this.touched = true;
    this.current = { ...this.current, ...patch };
  }
}

const higher = (a: Attention, b: Attention): Attention =>
  ATTENTIONS.indexOf(a) >= ATTENTIONS.indexOf(b) ? a : b;
