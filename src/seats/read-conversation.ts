import { Injectable } from '@nestjs/common';
import type { User } from '#app/accounts/index.js';
import { Database } from '#app/base/db/database.js';
import { AppError } from '#app/base/errors/app-error.js';
import { maskPersonalData } from '#app/base/log/mask.js';
import { ConversationRepository, Transcript } from '#app/conversations/index.js';
import { maySee, STATE_NAMES, type Ticket, TicketDesk } from '#app/tickets/index.js';
import { ConversationList, type Summary } from './conversation-list.js';

export interface ConversationDetails extends Summary {
  readonly caseSlots: Readonly<Record<string, unknown>>;
  readonly tickets: readonly TicketLine[];
}

interface TicketLine {
  readonly number: string;
  readonly type: string;
  readonly category: string | null;
  readonly urgency: string;
  readonly state: string;
  readonly stateName: string;
  readonly owner: string;
  readonly urgeCount: number;
  readonly contactDeadline: string;
  readonly deadline: string;
}

/** What an agent sees of one conversation. Confidential tickets stay out for those who may not see them. */
@Injectable()
export class ReadConversation {
  constructor(
    private readonly db: Database,
    private readonly list: ConversationList,
    private readonly conversations: ConversationRepository,
    private readonly transcript: Transcript,
    private readonly desk: TicketDesk,
  ) {}

  /** @throws AppError `conversations.not_found` (404) */
  async details(id: string, user: User): Promise<ConversationDetails> {
    const [summary] = await this.list.byIds([id]);
    const row = await this.conversations.find(this.db, id);
    if (!summary || !row) throw notFound();
    const tickets = await this.desk.forConversations(this.db, [id]);
    return {
      ...summary,
      caseSlots: maskSlots(row.state.slots),
      tickets: tickets.filter((ticket) => maySee(user.role, ticket)).map(line),
    };
  }

  async messages(id: string, after: number): Promise<object[]> {
    const lines = await this.transcript.after(this.db, id, after);
    if (lines.length === 0 && !(await this.conversations.find(this.db, id))) throw notFound();
    return lines.map(({ position, at, ...line }) => ({
      ...line,
      position: Number(position),
      at: at.toISOString(),
    }));
  }
}

const notFound = (): AppError =>
  new AppError({ code: 'conversations.not_found', status: 404, field: 'id', message: 'id: 没有这个会话' });

function maskSlots(slots: unknown): Record<string, unknown> {
  if (typeof slots !== 'object' || slots === null) return {};
  return Object.fromEntries(
    Object.entries(slots).map(([key, value]) => [
      key,
      typeof value === 'string' ? maskPersonalData(value) : value,
    ]),
  );
}

function line(ticket: Ticket): TicketLine {
  return {
    number: ticket.number,
    type: ticket.type,
    category: ticket.category,
    urgency: ticket.urgency,
    state: ticket.state,
    stateName: STATE_NAMES[ticket.state],
    owner: ticket.owner,
    urgeCount: ticket.urgeCount,
    contactDeadline: ticket.contactDeadline.toISOString(),
    deadline: ticket.deadline.toISOString(),
  };
}
