import { Injectable } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import type { Tx } from '#app/base/db/database.js';
import { AppError } from '#app/base/errors/app-error.js';
import { LiveBus } from '#app/base/events/live-bus.js';
import type { TranscriptEvent } from '#app/base/model/message.js';
import { type Conversation, ConversationRepository } from '#app/conversations/index.js';
import { QueueReply } from '#app/reply/index.js';

/** A person who may hold conversations. */
export interface HoldingSeat {
  readonly id: string;
  readonly displayName: string;
  /** Supervisors may take a conversation from a colleague. */
  readonly mayTakeFromOthers: boolean;
}

/**
 * The one place where it is decided who may speak to a customer. It takes the same row lock as a
 * turn: a turn that began before has committed its answer before, one that begins after sees the
 * new holder and says nothing. So no bot reply can follow a takeover (peers: rasa-agent-bot-demo#12).
 */
@Injectable()
export class HoldConversation {
  constructor(
    private readonly conversations: ConversationRepository,
    private readonly replies: QueueReply,
    private readonly live: LiveBus,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError `seats.held_by_other` (409), `conversations.not_found` (404) */
  async takeOver(tx: Tx, conversationId: string, seat: HoldingSeat, force: boolean): Promise<Conversation> {
    const row = await this.lock(tx, conversationId);
    if (row.holder === 'seat' && row.seatId === seat.id) return row;
    if (row.holder === 'seat' && !(force && seat.mayTakeFromOthers)) throw heldByOther(row);
    await this.replies.withdrawBot(tx, conversationId);
    return this.change(
      tx,
      {
        ...row,
        holder: 'seat',
        seatId: seat.id,
        heldSince: this.clock.now(),
        queuedAt: null,
        attention: 'none',
      },
      'taken_over',
      seat,
    );
  }

  /** Back to the bot. Only the holder, or a supervisor. What the seat left unanswered stays marked as waiting. */
  async handBack(tx: Tx, conversationId: string, seat: HoldingSeat): Promise<Conversation> {
    const row = await this.lock(tx, conversationId);
    if (row.holder === 'bot') return row;
    if (row.holder === 'seat' && row.seatId !== seat.id && !seat.mayTakeFromOthers) throw heldByOther(row);
    const cleared = { ...row.state, phase: 'idle', angryTurns: 0, unknownTurns: 0, rudeTurns: 0 };
    return this.change(
      tx,
      {
        ...row,
        holder: 'bot',
        seatId: null,
        heldSince: null,
        queuedAt: null,
        transferReason: null,
        state: cleared,
      },
      'handed_back',
      seat,
    );
  }

  /** The row, locked, for a seat that wants to speak. @throws AppError `seats.not_holder` (409) */
  async lockAsHolder(tx: Tx, conversationId: string, seatId: string): Promise<Conversation> {
    const row = await this.lock(tx, conversationId);
    if (row.holder === 'seat' && row.seatId === seatId) return row;
    throw new AppError({ code: 'seats.not_holder', status: 409, message: '请先接管会话,再发送消息' });
  }

  private async lock(tx: Tx, conversationId: string): Promise<Conversation> {
    const row = (await this.conversations.lock(tx, [conversationId]))[0];
    if (row) return row;
    throw new AppError({
      code: 'conversations.not_found',
      status: 404,
      field: 'id',
      message: 'id: 没有这个会话',
    });
  }

  private async change(
    tx: Tx,
    next: Conversation,
    name: TranscriptEvent,
    seat: HoldingSeat,
  ): Promise<Conversation> {
    const at = this.clock.now();
    const seq = next.lastSeq + 1;
    const row = { ...next, lastSeq: seq, lastAt: at };
    await this.conversations.append(tx, [
      {
        id: `${row.id}_${seq}`,
        conversationId: row.id,
        seq,
        speaker: 'system',
        author: seat.id,
        content: { kind: 'event', name, data: { seat: seat.displayName } },
        understanding: null,
        delivery: null,
        inReplyTo: null,
        at,
      },
    ]);
    await this.conversations.save(tx, [row]);
    tx.afterCommit(() => this.live.conversationsChanged([row.id]));
    return row;
  }
}

const heldByOther = (row: Conversation): AppError =>
  new AppError({
    code: 'seats.held_by_other',
    status: 409,
    message: '会话正由其他坐席处理',
    details: { holder: row.seatId },
  });
