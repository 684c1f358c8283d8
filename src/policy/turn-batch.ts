import { Injectable } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import type { Tx } from '#app/base/db/database.js';
import { LiveBus } from '#app/base/events/live-bus.js';
import { Metrics } from '#app/base/health/metrics.js';
import type { Understanding } from '#app/base/model/understanding.js';
import { type Conversation, ConversationRepository, type NewEntry } from '#app/conversations/index.js';
import type { InboxMessage } from '#app/intake/index.js';
import { Understander } from '#app/nlu/index.js';
import { type PreparedReply, QueueReply } from '#app/reply/index.js';
import type { Ticket } from '#app/tickets/index.js';
import { ConversationDraft } from './conversation-draft.js';
import { readDialogueState } from './dialogue-state.schema.js';
import { decideTurn } from './domain/decide.js';
import type { Decision, TurnInput } from './domain/turn.js';
import { SpeakTurn } from './speak-turn.js';
import { TicketBook } from './ticket-book.js';

interface Pending {
  readonly message: InboxMessage;
  readonly understanding: Understanding;
}

/** What was read under the conversations' locks. */
export interface LockedTurns {
  readonly locked: readonly Conversation[];
  /** In the order of arrival. */
  readonly messages: readonly InboxMessage[];
  /** The conversations' own tickets. */
  readonly tickets: readonly Ticket[];
}

/** One message's turn, decided and waiting for its tickets and words. */
interface Decided extends Pending {
  readonly draft: ConversationDraft;
  readonly decision: Decision;
}

/** Turns the waiting messages of locked conversations into transcript, tickets and replies. */
@Injectable()
export class TurnBatch {
  constructor(
    private readonly understander: Understander,
    private readonly conversations: ConversationRepository,
    private readonly tickets: TicketBook,
    private readonly speak: SpeakTurn,
    private readonly replies: QueueReply,
    private readonly live: LiveBus,
    private readonly metrics: Metrics,
    private readonly clock: Clock,
  ) {}

  /** `poisoned`: the one message given has failed again and again; it is kept and handed to a human. */
  async run(
    tx: Tx,
    { locked, messages, tickets }: LockedTurns,
    { poisoned }: { poisoned: boolean },
  ): Promise<void> {
    const now = this.clock.now();
    const drafts = new Map(
      locked.map((row) => [row.id, new ConversationDraft(row, readDialogueState(row.state))]),
    );
    const pending = poisoned ? messages.map(unread) : await this.understand(messages);
    const known = await this.tickets.load(tx, tickets, pending, [...drafts.values()]);
    const entries: NewEntry[] = [];
    const outgoing: PreparedReply[] = [];
    for (const round of rounds(pending)) {
      const decided = round.flatMap((item) => this.take(item, drafts, known, entries, { now, poisoned }));
      const opened = await known.apply(tx, decided);
      const spoken = decided.map((turn) => ({
        ...turn,
        now,
        opened: opened.get(turn.message.messageId),
        book: known,
      }));
      const prepared = await this.speak.run(tx, spoken);
      entries.push(...prepared.entries);
      outgoing.push(...prepared.replies);
    }
    await this.write(tx, [...drafts.values()], entries, outgoing);
    tx.afterCommit(() => this.measure(pending, drafts));
  }

  private async understand(messages: readonly InboxMessage[]): Promise<Pending[]> {
    const pending: Pending[] = [];
    for (const message of messages) {
      const text = message.content.kind === 'text' ? message.content.text : '';
      pending.push({ message, understanding: await this.understander.understand(text, message.receivedAt) });
    }
    return pending;
  }

  /** Writes the message down; decides an answer unless a human holds the conversation: then none. */
  private take(
    item: Pending,
    drafts: ReadonlyMap<string, ConversationDraft>,
    known: Awaited<ReturnType<TicketBook['load']>>,
    entries: NewEntry[],
    { now, poisoned }: { now: Date; poisoned: boolean },
  ): Decided[] {
    const draft = drafts.get(item.message.conversationId);
    if (!draft) throw new Error(`conversation ${item.message.conversationId} is not locked`);
    entries.push(draft.hear(item.message, item.understanding));
    if (draft.holder === 'seat') return [];
    const decision = poisoned ? handOver(draft) : decideTurn(this.input(item, draft, known, now));
    return [{ ...item, draft, decision }];
  }

  private input(
    { message, understanding }: Pending,
    draft: ConversationDraft,
    known: Awaited<ReturnType<TicketBook['load']>>,
    now: Date,
  ): TurnInput {
    return {
      messageId: message.messageId,
      content: message.content,
      understanding,
      state: draft.dialogue,
      holder: draft.holder,
      channel: message.channel,
      channelPhone: message.sender.phone ?? null,
      tickets: known.ofConversation(message.conversationId, now),
      named: known.named(understanding, draft.dialogue, now),
      now,
    };
  }

  private async write(
    tx: Tx,
    drafts: readonly ConversationDraft[],
    entries: readonly NewEntry[],
    outgoing: readonly PreparedReply[],
  ): Promise<void> {
    const touched = drafts.filter((draft) => draft.touched).map((draft) => draft.row());
    await Promise.all([
      this.conversations.append(tx, entries),
      this.conversations.save(tx, touched),
      this.replies.enqueue(tx, outgoing),
    ]);
    tx.afterCommit(() => this.live.conversationsChanged(touched.map((row) => row.id)));
  }

  /** After the commit: only then is a reply durable. */
  private measure(pending: readonly Pending[], drafts: ReadonlyMap<string, ConversationDraft>): void {
    const now = this.clock.now();
    for (const { message, understanding } of pending) {
      this.metrics.turns.inc({
        intent: understanding.intent,
        holder: drafts.get(message.conversationId)?.holder ?? 'bot',
      });
      this.metrics.turnSeconds.observe(Math.max(0, now.getTime() - message.receivedAt.getTime()) / 1000);
    }
  }
}

/** The k-th messages of all conversations form round k, so each sees what the one before it did. */
function rounds(pending: readonly Pending[]): Pending[][] {
  const seen = new Map<string, number>();
  const result: Pending[][] = [];
  for (const item of pending) {
    const round = seen.get(item.message.conversationId) ?? 0;
    seen.set(item.message.conversationId, round + 1);
    const list = result[round] ?? [];
    list.push(item);
    result[round] = list;
  }
  return result;
}

/** A message that cannot be read by us is read by a human; the customer is told so. */
function handOver(draft: ConversationDraft): Decision {
  return {
    state: draft.dialogue,
    says: [{ stage: 'FALLBACK', key: '2' }],
    effects: [],
    toQueue: '系统未能处理这条消息',
    attention: 'agent',
  };
}

function unread(message: InboxMessage): Pending {
  return {
    message,
    understanding: {
      intent: 'OTHER',
      confidence: 0,
      category: null,
      category2: null,
      flags: [],
      emotion: 'calm',
      entities: [],
      decision: 'handoff',
      alternatives: [],
    },
  };
}
