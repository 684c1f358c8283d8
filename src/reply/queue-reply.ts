import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Tx } from '#app/base/db/database.js';
import type { Content } from '#app/base/model/message.js';
import { Outbox } from '#app/base/outbox/outbox.js';
import type { OutboxDraft } from '#app/base/outbox/outbox.port.js';
import { ChannelRegistry } from '#app/channels/index.js';
import type { Conversation, NewEntry } from '#app/conversations/index.js';

export const REPLY_KIND = 'reply';
export const replyLane = (conversationId: string): string => `reply:${conversationId}`;

export interface ReplyDraft {
  readonly conversation: Conversation;
  readonly seq: number;
  readonly speaker: 'bot' | 'seat';
  readonly author: string | null;
  readonly content: Content;
  /** The customer's message this answers; a bot answers each one once (unique in the table). */
  readonly inReplyTo: string | null;
  readonly at: Date;
  readonly id?: string;
}

/** A reply on its way out: its transcript entry and its outbox row, for the caller's transaction. */
export interface PreparedReply {
  readonly entry: NewEntry;
  readonly outgoing: OutboxDraft;
}

/** The only place that makes outgoing messages; nothing else writes outbox rows of kind `reply`. */
@Injectable()
export class QueueReply {
  constructor(
    private readonly channels: ChannelRegistry,
    private readonly outbox: Outbox,
  ) {}

  prepare(draft: ReplyDraft): PreparedReply {
    const { conversation, seq, speaker, author, content, inReplyTo, at } = draft;
    const id = draft.id ?? `msg_${randomUUID().replaceAll('-', '')}`;
    const pull = this.channels.find(conversation.channel)?.capabilities.pull ?? false;
    return {
      entry: {
        id,
        conversationId: conversation.id,
        seq,
        speaker,
        author,
        content,
        understanding: null,
        // Where the page reads the record itself, what is in the record has arrived.
        delivery: pull ? 'sent' : 'pending',
        inReplyTo,
        at,
      },
      outgoing: {
        id,
        kind: REPLY_KIND,
        lane: replyLane(conversation.id),
        payload: {
          conversationId: conversation.id,
          channel: conversation.channel,
          accountId: conversation.accountId,
          contactKey: conversation.contactKey,
          speaker,
          pull: String(pull),
          content,
        },
      },
    };
  }

  async enqueue(tx: Tx, replies: readonly PreparedReply[]): Promise<void> {
    await this.outbox.enqueue(
      tx,
      replies.map((reply) => reply.outgoing),
    );
  }

  /** Takes back what the bot has said and what has not left yet. Part of the takeover's transaction. */
  async withdrawBot(tx: Tx, conversationId: string): Promise<void> {
    const ids = await this.outbox.withdraw(tx, replyLane(conversationId), REPLY_KIND, { speaker: 'bot' });
    if (ids.length > 0)
      await tx.query(`UPDATE messages SET delivery = 'withdrawn' WHERE id = ANY($1)`, [ids]);
  }
}
