import { Injectable } from '@nestjs/common';
import type { Tx } from '#app/base/db/database.js';
import type { Understanding } from '#app/base/model/understanding.js';
import type { InboxMessage } from '#app/intake/index.js';
import {
  assessUrgency,
  isClosed,
  responsibilityFor,
  STATE_NAMES,
  type Ticket,
  type TicketChange,
  TicketDesk,
  type TicketDraft,
  type TicketState,
} from '#app/tickets/index.js';
import type { ConversationDraft } from './conversation-draft.js';
import type { DialogueState, Slots } from './domain/dialogue-state.js';
import { slotsOf } from './domain/slots.js';
import type { Decision, NoteTicket, OpenTicket, TicketRef, TicketView } from './domain/turn.js';

interface Turn {
  readonly message: InboxMessage;
  readonly understanding: Understanding;
  readonly draft: ConversationDraft;
  readonly decision: Decision;
}

/** Brings the tickets a batch of turns can be about, and writes what the turns do to them. */
@Injectable()
export class TicketBook {
  constructor(private readonly desk: TicketDesk) {}

  /** @param own tickets of the conversations themselves; those that are only named are fetched here */
  async load(
    tx: Tx,
    own: readonly Ticket[],
    pending: readonly { understanding: Understanding }[],
    drafts: readonly ConversationDraft[],
  ): Promise<KnownTickets> {
    const numbers = new Set<string>();
    for (const { understanding } of pending) {
      for (const entity of understanding.entities) if (entity.type === 'ticket_no') numbers.add(entity.value);
    }
    for (const { dialogue } of drafts)
      for (const number of [dialogue.verifying, ...dialogue.verified]) if (number) numbers.add(number);
    const named = numbers.size > 0 ? await this.desk.byNumbers(tx, [...numbers]) : [];
    return new KnownTickets(this.desk, [...own, ...named]);
  }
}

/** The tickets of one batch, kept current while its turns are applied. */
export class KnownTickets {
  private readonly byNumber = new Map<string, Ticket>();

  constructor(
    private readonly desk: TicketDesk,
    tickets: readonly Ticket[],
  ) {
    for (const ticket of tickets) this.byNumber.set(ticket.number, ticket);
  }

  /** Newest first. */
  ofConversation(conversationId: string, now: Date): TicketView[] {
    return [...this.byNumber.values()]
      .filter((ticket) => ticket.conversationId === conversationId)
      .sort((a, b) => b.openedAt.getTime() - a.openedAt.getTime() || b.number.localeCompare(a.number))
      .map((ticket) => view(ticket, now));
  }

  /** Tickets whose numbers the message names, the one being proved, and those proved before. */
  named(understanding: Understanding, dialogue: DialogueState, now: Date): TicketView[] {
    const { verifying, verified } = dialogue;
    const numbers = understanding.entities
      .filter((entity) => entity.type === 'ticket_no')
      .map((entity) => entity.value);
    return [...new Set([...numbers, ...(verifying ? [verifying] : []), ...verified])].flatMap((number) => {
      const ticket = this.byNumber.get(number);
      return ticket && !ticket.confidential ? [view(ticket, now)] : [];
    });
  }

  find(ref: TicketRef, opened: Ticket | undefined): Ticket | undefined {
    return ref === 'opened' ? opened : this.byNumber.get(ref.number);
  }

  /** Opens and changes tickets as decided; returns the ticket each turn opened, by message id. */
  async apply(tx: Tx, turns: readonly Turn[]): Promise<Map<string, Ticket>> {
    const opened = await this.open(tx, turns);
    const changes = turns.flatMap((turn) =>
      turn.decision.effects.flatMap((effect) => {
        if (effect.kind !== 'note') return [];
        const ticket = this.find(effect.ticket, opened.get(turn.message.messageId));
        return ticket ? changesOf(effect, ticket, turn) : [];
      }),
    );
    for (const ticket of await this.desk.note(tx, changes)) this.byNumber.set(ticket.number, ticket);
    return opened;
  }

  private async open(tx: Tx, turns: readonly Turn[]): Promise<Map<string, Ticket>> {
    const wanted = turns.flatMap((turn) =>
      turn.decision.effects.flatMap((effect) =>
        effect.kind === 'open' ? [{ turn, draft: this.draftOf(turn, effect) }] : [],
      ),
    );
    const tickets = await this.desk.open(
      tx,
      wanted.map(({ draft }) => draft),
    );
    const opened = new Map<string, Ticket>();
    tickets.forEach((ticket, i) => {
      const turn = wanted[i]?.turn;
      if (!turn) return;
      this.byNumber.set(ticket.number, ticket);
      opened.set(turn.message.messageId, ticket);
    });
    return opened;
  }

  private draftOf({ message, draft, decision }: Turn, effect: OpenTicket): TicketDraft {
    const { slots } = decision.state;
    const verdict = effect.urgency
      ? { urgency: effect.urgency, reasons: effect.urgencyReason ? [effect.urgencyReason] : [] }
      : assessUrgency({
          base: responsibilityFor(effect.type, effect.category).urgency,
          flags: effect.flags,
          type: effect.type,
        });
    return {
      conversationId: message.conversationId,
      channel: message.channel,
      customerKey: `${message.channel}:${message.accountId}:${message.contactKey}`,
      type: effect.type,
      category: effect.category,
      category2: effect.category2,
      urgency: verdict.urgency,
      urgencyReasons: verdict.reasons,
      flags: effect.flags,
      source: message.channel,
      issue: effect.issue,
      demand: effect.demand,
      amounts: slots.amounts,
      address: slots.address,
      // 举报 may be anonymous: nothing of the channel's goes onto it unless the reporter gives it.
      phone: effect.type === 'JB' ? null : (slots.phone ?? draft.conversation.phone),
      accountNo: slots.accountNo,
      person: effect.type === 'JB' ? null : slots.person,
      occurTime: slots.occurTime,
      parentId: effect.parent ? (this.byNumber.get(effect.parent)?.id ?? null) : null,
      dedupeKey: effect.dedupeKey,
      receivedAt: message.receivedAt,
    };
  }
}

function changesOf(effect: NoteTicket, ticket: Ticket, turn: Turn): TicketChange[] {
  const base = { ticketId: ticket.id, by: 'customer', text: effect.text };
  const fresh = slotsOf(turn.understanding);
  const { slots } = turn.decision.state;
  // A report may be anonymous: what is known of the reporter stays off it.
  const facts = ticket.type === 'JB' ? {} : contactFacts(slots);
  switch (effect.note) {
    case 'supplement':
      return [
        { ...base, kind: 'supplement', slots: facts, ...(fresh.amounts ? { amounts: fresh.amounts } : {}) },
      ];
    case 'correct':
      return [{ ...base, kind: 'supplement', replace: corrected(fresh, slots, effect) }];
    case 'escalate':
      return [
        {
          ...base,
          kind: 'escalate',
          reason: '客户再次来话',
          ...(effect.flags ? { flags: effect.flags } : {}),
        },
      ];
    case 'rate':
      return effect.score ? [{ ...base, kind: 'rate', score: effect.score }] : [];
    default:
      return [{ ...base, kind: effect.note }];
  }
}

const contactFacts = ({ address, phone, accountNo, person }: Slots) => ({
  address,
  phone,
  accountNo,
  person,
});

/** What the message brought, in the form the dialogue made of it: "4栋" alone does not replace a whole address. */
function corrected(fresh: ReturnType<typeof slotsOf>, slots: Slots, effect: NoteTicket) {
  return {
    ...(fresh.address ? { address: slots.address } : {}),
    ...(fresh.phone ? { phone: slots.phone } : {}),
    ...(fresh.accountNo ? { accountNo: slots.accountNo } : {}),
    ...(effect.category ? { category: effect.category } : {}),
  };
}

/** The result has been given; what follows is asking whether it holds. */
const RESOLVED: readonly TicketState[] = ['visiting', 'reviewing', 'archived'];

/** The deadline told is the next promise that is still ahead: contact, response, then resolution. */
function view(ticket: Ticket, now: Date): TicketView {
  return {
    id: ticket.id,
    number: ticket.number,
    type: ticket.type,
    category: ticket.category,
    urgency: ticket.urgency,
    stepName: STATE_NAMES[ticket.state],
    active: !isClosed(ticket.state),
    resolved: RESOLVED.includes(ticket.state),
    owner: ticket.owner,
    phone: ticket.phone,
    hasAddress: ticket.address !== null,
    urgeCount: ticket.urgeCount,
    deadline: nextPromise(ticket, now),
  };
}

export function nextPromise(ticket: Ticket, now: Date): Date {
  const promises = [ticket.contactDeadline, ticket.deadline, ticket.resolveDeadline];
  return promises.find((promise) => promise > now) ?? ticket.resolveDeadline;
}
