import type { ChannelId, Content } from '#app/base/model/message.js';

/** What a channel can carry. Checked before a message is planned, never found out by a failed send. */
export interface Capabilities {
  /** UTF-16 units in one text; longer ones are split by `plan`. */
  readonly maxTextLength: number;
  readonly images: boolean;
  readonly choices: boolean;
  /** The customer's page reads the transcript itself: what is committed is as good as delivered. */
  readonly pull: boolean;
  /** A repeated send would show twice; a row whose sender died is parked for a look. */
  readonly idempotentSend: boolean;
}

export interface OutboundMessage {
  /** Our id of the message = idempotency key. */
  readonly id: string;
  readonly conversationId: string;
  readonly accountId: string;
  /** The conversation's own address, never one looked up by person (peers: chatwoot#15359). */
  readonly contactKey: string;
  readonly content: Content;
}

/** A message with the parts `plan` made of it, in the order they leave. */
export interface PlannedMessage extends OutboundMessage {
  readonly parts: readonly Content[];
}

export type RefusalCode =
  | 'WINDOW_CLOSED'
  | 'QUOTA'
  | 'TOO_LONG'
  | 'OPTED_OUT'
  | 'TEMPLATE_REQUIRED'
  | 'BLOCKED'
  | 'BAD_RECIPIENT'
  | 'UNSUPPORTED';

export type SendResult =
  | { readonly status: 'accepted'; readonly externalIds: readonly string[] }
  | { readonly status: 'rejected'; readonly code: RefusalCode; readonly reason: string }
  | { readonly status: 'retryable'; readonly reason: string; readonly retryAfterMs?: number }
  | { readonly status: 'unknown'; readonly reason: string };

/** How a message would leave: its parts in order, or why it cannot. Pure. */
export type Plan =
  | { readonly ok: true; readonly parts: readonly Content[] }
  | { readonly ok: false; readonly code: RefusalCode; readonly reason: string };

export type ChannelHealth = { readonly state: 'up' | 'down' | 'starting'; readonly detail?: string };

/**
 * One door in both directions. Inbound: the adapter's own controller or listener verifies, decodes
 * and calls AcceptMessage. Outbound: only the reply room calls `send`.
 */
export interface ChannelAdapter {
  readonly id: ChannelId;
  readonly capabilities: Capabilities;
  start(): Promise<void>;
  stop(): Promise<void>;
  health(): ChannelHealth;
  plan(message: OutboundMessage): Plan;
  /** Must resolve; a throw counts as `unknown`. One result per message id. */
  send(messages: readonly PlannedMessage[]): Promise<ReadonlyMap<string, SendResult>>;
}
