import { Injectable } from '@nestjs/common';
import type { User } from '#app/accounts/index.js';
import { AuditLog } from '#app/accounts/index.js';
import type { Queryer, Tx } from '#app/base/db/database.js';
import { AppError } from '#app/base/errors/app-error.js';
import type { Ticket } from './domain/ticket.js';
import { hiddenFrom, maySee } from './domain/visibility.js';
import { TicketRepository, type TicketSearch } from './ticket.repository.js';
import { type TicketDetail, type TicketSummary, ticketDetail, ticketSummary } from './ticket-view.js';

export interface TicketPage {
  readonly items: readonly TicketSummary[];
  /** `before` of the next page; null on the last one. */
  readonly next: string | null;
}

/** What seats may see of tickets: masked lists, and one at a time in clear, which is audited. */
@Injectable()
export class ReadTickets {
  constructor(
    private readonly tickets: TicketRepository,
    private readonly audit: AuditLog,
  ) {}

  async page(q: Queryer, user: User, search: Omit<TicketSearch, 'hidden'>): Promise<TicketPage> {
    const wanted = { ...search, limit: search.limit + 1, hidden: hiddenFrom(user.role) };
    const found = await this.tickets.search(q, wanted);
    const items = found.slice(0, search.limit).map(ticketSummary);
    return { items, next: found.length > search.limit ? (items.at(-1)?.number ?? null) : null };
  }

  /** @throws AppError `tickets.not_found` (404), also for a ticket this user must not know of */
  async visible(q: Queryer, user: User, number: string): Promise<Ticket> {
    const ticket = await this.tickets.byNumber(q, number);
    if (ticket && maySee(user.role, ticket)) return ticket;
    throw new AppError({ code: 'tickets.not_found', status: 404, message: '没有这张工单' });
  }

  async detail(tx: Tx, user: User, number: string): Promise<TicketDetail> {
    const ticket = await this.visible(tx, user, number);
    const timeline = await this.tickets.timeline(tx, ticket.id);
    await this.audit.append(tx, { actor: user.id, action: 'ticket.revealed', object: ticket.id });
    return ticketDetail(ticket, timeline);
  }
}
