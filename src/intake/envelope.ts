import type { ChannelId, Content } from '#app/base/model/message.js';

/** One message as it came through a door, already verified and decoded (reference: channels §5). */
export interface InboundEnvelope {
  readonly channel: ChannelId;
  /** Which of our accounts on that channel received it (one bot, one number, one web site). */
  readonly accountId: string;
  /** Same delivery = same key, for ever: the platform's message id or what stands in for it. */
  readonly dedupeKey: string;
  /** Who writes, on this channel account. */
  readonly contactKey: string;
  readonly sender: { readonly displayName?: string; readonly phone?: string };
  readonly content: Content;
}

export interface Accepted {
  readonly messageId: string;
  readonly conversationId: string;
  /** The message had been stored before; nothing was stored now. */
  readonly duplicate: boolean;
}
