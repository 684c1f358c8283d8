import { Injectable } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import type { Queryer, Tx } from '#app/base/db/database.js';
import { AppError } from '#app/base/errors/app-error.js';
import { ClockRepository } from './clock.repository.js';
import { ClockKeeper } from './clock-keeper.js';
import { approvedEnd, type ClockKind, DEADLINE_OF } from './domain/clocks.js';
import { pauseClock, type RunningClock, resumeClock } from './domain/clocks-run.js';
import { CLOCK_NAMES } from './domain/clocks-words.js';
import type { Ticket, TicketEventDraft, TicketEventKind } from './domain/ticket.js';
import { TicketRepository } from './ticket.repository.js';
import { TicketDesk } from './ticket-desk.js';

/** What a seat does to a clock; the reason is internal and never empty. */
export interface ClockOrder {
  readonly kind: ClockKind;
  readonly by: string;
  readonly reason: string;
}

/** Stopping, continuing and extending clocks by hand. Everything is on the internal timeline. */
@Injectable()
export class ClockDesk {
  constructor(
    private readonly clock: Clock,
    private readonly clocks: ClockRepository,
    private readonly keeper: ClockKeeper,
    private readonly tickets: TicketRepository,
    private readonly desk: TicketDesk,
  ) {}

  async of(q: Queryer, ticketId: string): Promise<RunningClock[]> {
    return this.clocks.of(q, [ticketId]);
  }

  /**
   * Stops a clock while nothing can be done (the customer is away, a part is ordered).
   * @throws AppError `tickets.clock_refused` (409): done or already paused, the first reply, or a critical ticket
   */
  async pause(tx: Tx, ticketId: string, order: ClockOrder): Promise<RunningClock[]> {
    const at = this.clock.now();
    const [ticket, clock] = await this.locked(tx, ticketId, order.kind);
    if (clock.doneAt) throw refused('时限已经完成');
    if (clock.pausedAt) throw refused('时限已经暂停');
    if (order.kind === 'ack') throw refused('首次回应时限不能暂停');
    if (ticket.urgency === 'critical') throw refused('特急工单的时限不能暂停');
    await this.clocks.save(tx, [pauseClock(clock, at, order.reason)]);
    await this.desk.amend(tx, ticketId, (held) => ({
      ticket: { ...held, updatedAt: at },
      events: [line(held, 'clock_paused', `${CLOCK_NAMES[order.kind]}时限暂停：${order.reason}`, order, at)],
    }));
    return this.of(tx, ticketId);
  }

  /** Lets a paused clock run on with the time it had left. @throws AppError `tickets.clock_refused` (409) */
  async resume(tx: Tx, ticketId: string, order: ClockOrder): Promise<RunningClock[]> {
    const at = this.clock.now();
    const [, clock] = await this.locked(tx, ticketId, order.kind);
    if (!clock.pausedAt || clock.doneAt) throw refused('时限没有暂停');
    const resumed = resumeClock(clock, at, this.keeper.rules);
    await this.clocks.save(tx, [resumed]);
    return this.move(tx, ticketId, order, 'clock_resumed', '时限恢复', resumed.dueAt, at);
  }

  /**
   * Gives a complex case the approved time to be resolved, counted from its start.
   * @throws AppError `tickets.clock_refused` (409): done, paused, or already at least as long
   */
  async extend(tx: Tx, ticketId: string, order: Omit<ClockOrder, 'kind'>): Promise<RunningClock[]> {
    const at = this.clock.now();
    const [ticket, clock] = await this.locked(tx, ticketId, 'resolve');
    if (clock.doneAt) throw refused('时限已经完成');
    if (clock.pausedAt) throw refused('时限已经暂停');
    const dueAt = approvedEnd(this.keeper.rules, ticket.urgency, clock.startedAt, clock.dueAt);
    if (dueAt.getTime() === clock.dueAt.getTime()) throw refused('办结时限已经延长过');
    return this.move(tx, ticketId, { ...order, kind: 'resolve' }, 'clock_extended', '时限延长', dueAt, at);
  }

  /** Moves the ticket's deadline; the clock's row follows it (`ClockKeeper`). */
  private async move(
    tx: Tx,
    ticketId: string,
    order: ClockOrder,
    kind: TicketEventKind,
    what: string,
    dueAt: Date,
    at: Date,
  ): Promise<RunningClock[]> {
    await this.desk.amend(tx, ticketId, (held) => ({
      ticket: { ...held, [DEADLINE_OF[order.kind]]: dueAt, updatedAt: at },
      events: [
        line(held, kind, `${CLOCK_NAMES[order.kind]}${what}：${order.reason}`, order, at, {
          from: held[DEADLINE_OF[order.kind]].toISOString(),
          to: dueAt.toISOString(),
        }),
      ],
    }));
    return this.of(tx, ticketId);
  }

  private async locked(tx: Tx, ticketId: string, kind: ClockKind): Promise<[Ticket, RunningClock]> {
    const [ticket] = await this.tickets.lock(tx, [ticketId]);
    const clock = (await this.clocks.of(tx, [ticketId])).find((one) => one.kind === kind);
    if (ticket && clock) return [ticket, clock];
    throw new AppError({ code: 'tickets.not_found', status: 404, message: '没有这张工单或它的时限' });
  }
}

function line(
  ticket: Ticket,
  kind: TicketEventKind,
  text: string,
  { kind: clock, by }: ClockOrder,
  at: Date,
  data: Readonly<Record<string, unknown>> = {},
): TicketEventDraft {
  return {
    ticketId: ticket.id,
    kind,
    visibility: 'internal',
    by,
    text,
    data: { clock, ...data },
    at,
  };
}

const refused = (message: string): AppError =>
  new AppError({ code: 'tickets.clock_refused', status: 409, message, field: 'kind' });
