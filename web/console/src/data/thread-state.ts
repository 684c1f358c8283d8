import { mergeBySeq } from '../../../shared/by-seq.js';
import type { ApiFault } from '../base/api.js';
import type { Detail, Message, Reply } from '../base/api-types.js';

/** A reply of ours that the record does not show yet. */
export interface OutgoingReply extends Reply {
  readonly state: 'sending' | 'failed';
  readonly fault: ApiFault | null;
  /** The last seq when it was written: the record's copy comes after it. */
  readonly after: number;
}

export interface Thread {
  readonly id: string;
  readonly status: 'loading' | 'ready' | 'failed';
  readonly fault: ApiFault | null;
  readonly detail: Detail | null;
  readonly messages: readonly Message[];
  readonly outgoing: readonly OutgoingReply[];
}

export const newThread = (id: string): Thread => ({
  id,
  status: 'loading',
  fault: null,
  detail: null,
  messages: [],
  outgoing: [],
});

/** Lays fresh entries over the known ones and drops the replies that the record now shows. */
export function withEntries(thread: Thread, fresh: readonly Message[]): Thread {
  const messages = mergeBySeq(thread.messages, fresh);
  const shown = new Set<number>();
  const outgoing = thread.outgoing.filter((reply) => {
    const copy = fresh.find((message) => isCopy(message, reply) && !shown.has(message.seq));
    if (copy) shown.add(copy.seq);
    return copy === undefined;
  });
  return { ...thread, messages, outgoing };
}

/** The record does not carry the page's own id, but nobody else may speak while we hold the conversation. */
function isCopy(message: Message, reply: OutgoingReply): boolean {
  return (
    message.speaker === 'seat' &&
    message.seq > reply.after &&
    message.content.kind === 'text' &&
    message.content.text === reply.text
  );
}

export function withReply(thread: Thread, clientId: string, change: Partial<OutgoingReply>): Thread {
  return {
    ...thread,
    outgoing: thread.outgoing.map((reply) => (reply.clientId === clientId ? { ...reply, ...change } : reply)),
  };
}

export function withoutReply(thread: Thread, clientId: string): Thread {
  return { ...thread, outgoing: thread.outgoing.filter((reply) => reply.clientId !== clientId) };
}

/** From where to read again: the first entry whose delivery is still open, else the end. */
export function readAfter(messages: readonly Message[]): number {
  const open = messages.find((message) => message.delivery === 'pending');
  return open ? open.seq - 1 : (messages.at(-1)?.seq ?? 0);
}

export const hasPending = (messages: readonly Message[]): boolean =>
  messages.some((message) => message.delivery === 'pending');
