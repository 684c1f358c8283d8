import type { Emotion, Intent } from '#app/base/model/labels.js';
import type { ChannelId, Content, Holder, Speaker } from '#app/base/model/message.js';

/** Agents see at a glance what needs a human: `danger` before `supervisor` before `agent`. */
export const ATTENTIONS = ['none', 'agent', 'supervisor', 'danger'] as const;
export type Attention = (typeof ATTENTIONS)[number];

/** One row of `conversations`, locked by whoever changes it. `state` belongs to the policy room. */
export interface Conversation {
  readonly id: string;
  readonly channel: ChannelId;
  readonly accountId: string;
  readonly contactKey: string;
  readonly displayName: string | null;
  readonly phone: string | null;
  readonly status: 'open' | 'closed';
  readonly holder: Holder;
  readonly seatId: string | null;
  readonly heldSince: Date | null;
  readonly queuedAt: Date | null;
  readonly transferReason: string | null;
  readonly attention: Attention;
  readonly emotion: Emotion;
  readonly lastIntent: Intent | null;
  readonly lastSeq: number;
  /** Since when a customer message is unanswered; null when the ball is with the customer. */
  readonly waitingSince: Date | null;
  readonly lastText: string | null;
  readonly lastSpeaker: Speaker | null;
  readonly lastAt: Date | null;
  readonly state: Readonly<Record<string, unknown>>;
}

export interface NewEntry {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly speaker: Speaker;
  readonly author: string | null;
  readonly content: Content;
  readonly understanding: object | null;
  readonly delivery: 'pending' | 'sent' | null;
  readonly inReplyTo: string | null;
  readonly at: Date;
}

/** A line of the list: what to show for an entry's content in one row. */
export function previewOf(content: Content): string {
  switch (content.kind) {
    case 'text':
      return content.text.slice(0, 200);
    case 'image':
      return '[图片]';
    case 'voice':
      return content.transcript ? `[语音] ${content.transcript.slice(0, 190)}` : '[语音]';
    case 'location':
      return `[位置] ${content.label.slice(0, 190)}`;
    case 'event':
      return '';
  }
}
