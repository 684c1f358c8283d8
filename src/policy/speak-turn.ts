import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Tx } from '#app/base/db/database.js';
import type { Understanding } from '#app/base/model/understanding.js';
import { ConversationRepository, type NewEntry } from '#app/conversations/index.js';
import type { InboxMessage } from '#app/intake/index.js';
import { ComposeReply, type PreparedReply, QueueReply } from '#app/reply/index.js';
import { STATE_NAMES, type Ticket } from '#app/tickets/index.js';
import type { ConversationDraft } from './conversation-draft.js';
import { SAYABLE_PAIRS } from './domain/acts/sayable.js';
import { sayTime } from './domain/say-time.js';
import type { Decision, Say } from './domain/turn.js';
import { type KnownTickets, nextPromise } from './ticket-book.js';

interface SpokenTurn {
  readonly message: InboxMessage;
  readonly understanding: Understanding;
  readonly draft: ConversationDraft;
  readonly decision: Decision;
  readonly now: Date;
  readonly opened: Ticket | undefined;
  readonly book: KnownTickets;
}

/** Minutes an agent spends on a conversation, for the wait that is told to the queue. */
const MINUTES_PER_CONVERSATION = 3;

/** Gives a decision its words: facts of tickets and queue into scripts, through the guard, into the record. */
@Injectable()
export class SpeakTurn implements OnApplicationBootstrap {
  constructor(
    private readonly compose: ComposeReply,
    private readonly queue: QueueReply,
    private readonly conversations: ConversationRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.compose.assertKnows(SAYABLE_PAIRS);
  }

  /** Turns of different conversations; all that they need from the database is asked for together. */
  async run(
    tx: Tx,
    turns: readonly SpokenTurn[],
  ): Promise<{ entries: NewEntry[]; replies: PreparedReply[] }> {
    const queued = turns.flatMap(({ draft, decision, now, opened }) =>
      draft.settle(decision, now, opened?.number) ? [queuedEntry(draft, now)] : [],
    );
    const speaking = turns.filter(({ decision }) => decision.says.length > 0);
    const ahead = await this.conversations.ahead(
      tx,
      speaking.flatMap(({ draft }) => queuedSince(draft) ?? []),
    );
    const replies = speaking.map((turn) => this.speak(turn, ahead));
    return { entries: [...queued, ...replies.map((reply) => reply.entry)], replies };
  }

  private speak(turn: SpokenTurn, ahead: ReadonlyMap<number, number>): PreparedReply {
    const { draft, decision, now } = turn;
    const place = draft.holder === 'queue' ? placeInLine(draft, ahead) : {};
    const text = this.words(turn, place);
    const choices = decision.choices && draft.holder === 'bot' ? { choices: decision.choices } : {};
    const reply = this.queue.prepare({
      conversation: draft.conversation,
      seq: draft.nextSeq(),
      speaker: 'bot',
      author: null,
      content: { kind: 'text', text, ...choices },
      inReplyTo: turn.message.messageId,
      at: now,
    });
    draft.spoke(text, now);
    return reply;
  }

  private words(
    { decision, draft, message, understanding, now, opened, book }: SpokenTurn,
    place: Record<string, string>,
  ): string {
    const pieces = decision.says.map((said) => ({
      stage: said.stage,
      key: said.key,
      category: said.category,
      vars: { ...place, ...ticketVars(said, book, opened, now), ...said.vars },
    }));
    return this.compose.run(pieces, {
      channel: message.channel,
      intent: understanding.intent,
      emotion: understanding.emotion,
      previousReplies: [...draft.dialogue.lastReplies].reverse(),
      echoes: echoesOf(message, decision.says),
    });
  }
}

const queuedSince = (draft: ConversationDraft): Date | null =>
  draft.holder === 'queue' ? draft.conversation.queuedAt : null;

function placeInLine(draft: ConversationDraft, ahead: ReadonlyMap<number, number>): Record<string, string> {
  const n = ahead.get(queuedSince(draft)?.getTime() ?? 0) ?? 0;
  return { n: String(n), eta: `${(n + 1) * MINUTES_PER_CONVERSATION}分钟内` };
}

/** The customer's words as the reply repeats them: whole, and as they were cut for it. */
function echoesOf(message: InboxMessage, says: readonly Say[]): readonly string[] {
  const quotes = says.flatMap((said) => (said.vars?.issue ? [said.vars.issue.replace(/…$/, '')] : []));
  return message.content.kind === 'text' ? [message.content.text, ...quotes] : quotes;
}

function ticketVars(
  said: Say,
  book: KnownTickets,
  opened: Ticket | undefined,
  now: Date,
): Record<string, string> {
  const ticket = said.ticket ? book.find(said.ticket, opened) : undefined;
  if (!ticket) return {};
  return {
    ticketNo: ticket.number,
    owner: ticket.owner,
    contactDeadline: sayTime(
      ticket.contactDeadline > now ? ticket.contactDeadline : nextPromise(ticket, now),
      now,
    ),
    deadline: sayTime(ticket.contactDeadline > now ? ticket.deadline : nextPromise(ticket, now), now),
    resolveDeadline: sayTime(ticket.resolveDeadline, now),
    step: STATE_NAMES[ticket.state],
    next: '由负责人联系您',
    date: sayTime(ticket.updatedAt, now),
  };
}

function queuedEntry(draft: ConversationDraft, now: Date): NewEntry {
  const seq = draft.nextSeq();
  return {
    id: `${draft.conversation.id}_${seq}`,
    conversationId: draft.conversation.id,
    seq,
    speaker: 'system',
    author: null,
    content: { kind: 'event', name: 'queued' },
    understanding: null,
    delivery: null,
    inReplyTo: null,
    at: now,
  };
}
