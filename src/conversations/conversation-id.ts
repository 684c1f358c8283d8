import { hash } from 'node:crypto';

/**
 * A conversation is the thread of one contact on one channel account, and its id follows from
 * those three. So a burst of first messages cannot open two (peers: chatwoot#10798, PR#14214),
 * and the door needs no look-up before it stores a message.
 */
export function conversationIdOf(channel: string, accountId: string, contactKey: string): string {
  return `cnv_${digest([channel, accountId, contactKey])}`;
}

/** The same delivery always gets the same message id, whichever process it reaches. */
export function messageIdOf(channel: string, accountId: string, dedupeKey: string): string {
  return `msg_${digest([channel, accountId, dedupeKey])}`;
}

function digest(parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 22);
}
