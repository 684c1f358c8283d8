import { Injectable } from '@nestjs/common';
import type { User } from '#app/accounts/index.js';
import { Clock } from '#app/base/clock/clock.js';
import { Database } from '#app/base/db/database.js';
import { type GuardContext, ReplyRecord } from '#app/reply/index.js';
import { maySee, TicketDesk } from '#app/tickets/index.js';
import { chooseTicket, ticketVars } from './ticket-words.js';

/**
 * What the guard has to know to judge an agent's words: what was said so far, what rewrites may fill in, and
 * what the ticket's clocks allow to be promised.
 */
@Injectable()
export class DraftContext {
  constructor(
    private readonly db: Database,
    private readonly record: ReplyRecord,
    private readonly desk: TicketDesk,
    private readonly clock: Clock,
  ) {}

  /** @param messageId the reply itself, should it be in the record already (a repeated click) */
  async of(conversationId: string, user: User, messageId?: string): Promise<GuardContext> {
    const [said, tickets] = await Promise.all([
      this.record.contextOf(conversationId, messageId),
      this.desk.forConversations(this.db, [conversationId]),
    ]);
    const ticket = chooseTicket(
      tickets.filter((one) => maySee(user.role, one)),
      null,
    );
    if (ticket === null) return said;
    const now = this.clock.now();
    // A clock that has run out allows nothing any more: no time could be said at all, so none is compared.
    const deadline = ticket.resolveDeadline > now ? { deadline: ticket.resolveDeadline.getTime() } : {};
    return { ...said, vars: ticketVars(ticket, now), limits: { now: now.getTime(), ...deadline } };
  }
}
