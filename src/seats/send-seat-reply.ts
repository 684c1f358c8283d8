import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog, type User } from '#app/accounts/index.js';
import { Clock } from '#app/base/clock/clock.js';
import { Database, type Tx } from '#app/base/db/database.js';
import { AppError } from '#app/base/errors/app-error.js';
import { LiveBus } from '#app/base/events/live-bus.js';
import { Metrics } from '#app/base/health/metrics.js';
import { ConversationRepository } from '#app/conversations/index.js';
import { HoldConversation } from '#app/policy/index.js';
import {
  BLANK,
  ComposeReply,
  GuardLog,
  type GuardResult,
  QueueReply,
  SuggestionLog,
} from '#app/reply/index.js';
import { DraftContext } from './draft-context.js';
import type { SeatMessage } from './seats.schema.js';

export interface SentReply {
  readonly messageId: string;
  readonly duplicate: boolean;
}

/** An agent's message to a customer: only from the holder, through the guard, once per `clientId`. */
@Injectable()
export class SendSeatReply {
  constructor(
    private readonly db: Database,
    private readonly hold: HoldConversation,
    private readonly conversations: ConversationRepository,
    private readonly compose: ComposeReply,
    private readonly drafts: DraftContext,
    private readonly guardLog: GuardLog,
    private readonly suggestions: SuggestionLog,
    private readonly replies: QueueReply,
    private readonly live: LiveBus,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @throws AppError `reply.blocked` (422) with the hits and a compliant rewrite, `reply.unfilled` (422) for a
   * suggestion with an empty place, `seats.not_holder` (409)
   */
  async run(conversationId: string, seat: User, message: SeatMessage): Promise<SentReply> {
    if (message.text.includes(BLANK)) throw unfilled();
    const id = `msg_${createHash('sha256').update(`${conversationId}:${seat.id}:${message.clientId}`).digest('base64url').slice(0, 22)}`;
    const checked = this.compose.guard.check(message.text, await this.drafts.of(conversationId, seat, id));
    for (const hit of checked.hits) this.metrics.guardHits.inc({ class: hit.class, speaker: 'seat' });
    if (checked.verdict === 'block' && !message.override) {
      await this.db.tx((tx) => this.hold.lockAsHolder(tx, conversationId, seat.id));
      await this.guardLog.blocked({ conversationId, agent: seat.id, text: message.text }, checked);
      throw blocked(checked);
    }
    return this.db.tx((tx) => this.write(tx, { conversationId, seat, message, checked, id }));
  }

  private async write(
    tx: Tx,
    {
      conversationId,
      seat,
      message,
      checked,
      id,
    }: { conversationId: string; seat: User; message: SeatMessage; checked: GuardResult; id: string },
  ): Promise<SentReply> {
    const row = await this.hold.lockAsHolder(tx, conversationId, seat.id);
    const known = await tx.query('SELECT 1 FROM messages WHERE id = $1', [id]);
    if (known.length > 0) return { messageId: id, duplicate: true };
    const at = this.clock.now();
    const seq = row.lastSeq + 1;
    const reply = this.replies.prepare({
      conversation: row,
      seq,
      speaker: 'seat',
      author: seat.displayName,
      content: { kind: 'text', text: message.text },
      inReplyTo: null,
      at,
      id,
    });
    await this.conversations.append(tx, [reply.entry]);
    await this.conversations.save(tx, [
      {
        ...row,
        lastSeq: seq,
        lastText: message.text.slice(0, 200),
        lastSpeaker: 'seat',
        lastAt: at,
        waitingSince: null,
      },
    ]);
    await this.replies.enqueue(tx, [reply]);
    const spoken = { conversationId, agent: seat.id, text: message.text };
    await this.guardLog.sent(tx, spoken, {
      messageId: id,
      checked,
      reason: message.override?.reason ?? null,
      rewrote: message.rewrote,
    });
    await this.suggestions.settle(tx, { ...spoken, suggestionId: message.suggestionId, messageId: id });
    if (checked.verdict === 'block' && message.override) {
      await this.audit.append(tx, {
        actor: seat.id,
        action: 'reply.override',
        object: id,
        details: {
          conversationId,
          reason: message.override.reason,
          classes: checked.hits.map((hit) => hit.class),
        },
      });
    }
    tx.afterCommit(() => this.live.conversationsChanged([conversationId]));
    return { messageId: id, duplicate: false };
  }
}

const unfilled = (): AppError =>
  new AppError({
    code: 'reply.unfilled',
    status: 422,
    field: 'text',
    message: 'text: 话术里还有待填的内容，请先补上',
  });

const blocked = (checked: GuardResult): AppError =>
  new AppError({
    code: 'reply.blocked',
    status: 422,
    field: 'text',
    message: '这段话含禁用话术,不能直接发送',
    details: { hits: checked.hits, rewritten: checked.rewritten },
  });
