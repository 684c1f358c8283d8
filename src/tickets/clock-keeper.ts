import { Inject, Injectable } from '@nestjs/common';
import type { Tx } from '#app/base/db/database.js';
import { ClockRepository } from './clock.repository.js';
import type { ClockRules } from './domain/clocks.js';
import { concernsClocks, followTicket, type RunningClock, startClocks } from './domain/clocks-run.js';
import type { Applied, Ticket } from './domain/ticket.js';

/** DI token of the `ClockRules` in force. */
export const CLOCK_RULES = Symbol('ClockRules');

/** One change of a ticket, from what it was. */
export interface Followed extends Applied {
  readonly before: Ticket;
}

/** Keeps the rows of the clocks in step with their tickets, in the transaction that changes those. */
@Injectable()
export class ClockKeeper {
  constructor(
    @Inject(CLOCK_RULES) readonly rules: ClockRules,
    private readonly clocks: ClockRepository,
  ) {}

  async opened(tx: Tx, tickets: readonly Ticket[]): Promise<void> {
    await this.clocks.save(
      tx,
      tickets.flatMap((ticket) => startClocks(ticket, this.rules)),
    );
  }

  /** `changes` in the order they were made; the caller holds the tickets' rows. */
  async followed(tx: Tx, changes: readonly Followed[]): Promise<void> {
    const concerned = changes.filter(({ before, ticket, events }) => concernsClocks(before, ticket, events));
    if (concerned.length === 0) return;
    const ids = [...new Set(concerned.map(({ ticket }) => ticket.id))];
    const known = await this.clocks.of(tx, ids);
    const now = new Map(
      ids.map((id): [string, RunningClock[]] => [id, known.filter((clock) => clock.ticketId === id)]),
    );
    for (const { before, ticket, events } of concerned)
      now.set(ticket.id, followTicket(now.get(ticket.id) ?? [], before, ticket, events, this.rules));
    const unchanged = new Set(known);
    await this.clocks.save(
      tx,
      [...now.values()].flat().filter((clock) => !unchanged.has(clock)),
    );
  }
}
