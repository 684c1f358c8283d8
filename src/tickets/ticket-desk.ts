import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import type { Queryer, Tx } from '#app/base/db/database.js';
import { AppError } from '#app/base/errors/app-error.js';
import { Outbox } from '#app/base/outbox/outbox.js';
import { ClockKeeper, type Followed } from './clock-keeper.js';
import { TicketConnectors, type TicketNotice } from './connectors/connector.port.js';
import { applyChange } from './domain/apply-change.js';
import { assignTicket, moveTicket } from './domain/move-ticket.js';
import { openedEvent, openTicket } from './domain/open-ticket.js';
import type {
  Applied,
  Ticket,
  TicketChange,
  TicketDraft,
  TicketEvent,
  TicketEventDraft,
} from './domain/ticket.js';
import { formatTicketNo, parseTicketNo } from './domain/ticket-number.js';
import type { TicketState } from './domain/ticket-states.js';
import { type CurrentKey, TicketRepository } from './ticket.repository.js';

/** Closed tickets can still be asked about, rated and reopened for this long. */
const REMEMBERED_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * The life of tickets, for those who talk: the conversation turn and the seats' pages. Everything
 * happens in the caller's transaction and for many tickets at once: rows, timeline, and what has to
 * leave for downstream systems.
 */
@Injectable()
export class TicketDesk {
  constructor(
    private readonly clock: Clock,
    private readonly tickets: TicketRepository,
    private readonly outbox: Outbox,
    private readonly connectors: TicketConnectors,
    private readonly clocks: ClockKeeper,
  ) {}

  /**
   * Registers complaints and gives them their receipt numbers, in the order of `drafts`. A draft whose
   * `dedupeKey` is known, or came earlier in the same list, yields the ticket that is already there.
   */
  async open(tx: Tx, drafts: readonly TicketDraft[]): Promise<Ticket[]> {
    if (drafts.length === 0) return [];
    const candidates = await this.register(tx, firstOfEachKey(drafts));
    const fresh = await this.tickets.insert(tx, candidates);
    const opened = candidates.filter((ticket) => fresh.has(ticket.dedupeKey));
    await this.clocks.opened(tx, opened);
    await this.tell(
      tx,
      opened.map((ticket) => ({ ticket, events: [openedEvent(ticket)] })),
    );
    const known = candidates
      .filter((ticket) => !fresh.has(ticket.dedupeKey))
      .map((ticket) => ticket.dedupeKey);
    const existing = known.length > 0 ? await this.tickets.byDedupeKeys(tx, known) : [];
    const byKey = new Map([...opened, ...existing].map((ticket) => [ticket.dedupeKey, ticket]));
    return drafts.map((draft) => found(byKey.get(draft.dedupeKey)));
  }

  /**
   * Writes what customers and seats say about tickets, one after another; returns each ticket as it is
   * after its change. A change that no longer means anything (urging a closed ticket, withdrawing an
   * archived one) leaves no trace: compare `state` before promising anything.
   * @throws AppError `tickets.not_found` (404) for an unknown id; then nothing is written
   */
  async note(tx: Tx, changes: readonly TicketChange[]): Promise<Ticket[]> {
    const at = this.clock.now();
    const steps = changes.map((change) => ({
      ticketId: change.ticketId,
      apply: (ticket: Ticket) => applyChange(ticket, change, at, this.clocks.rules),
    }));
    return this.change(tx, steps);
  }

  /**
   * A seat's move along the stages. `reason` is internal; it may be empty on the ordinary way forward only.
   * @throws AppError `tickets.transition_refused` (409), `tickets.reason_needed` (400), `tickets.not_found` (404)
   */
  async transition(tx: Tx, ticketId: string, to: TicketState, by: string, reason: string): Promise<Ticket> {
    const at = this.clock.now();
    return this.changeOne(tx, ticketId, (ticket) => {
      const moved = moveTicket(ticket, { to, by, reason: reason.trim() }, at, this.clocks.rules);
      if (moved === 'no_such_way') throw refused(ticket, to);
      if (moved === 'reason_needed') throw reasonNeeded();
      return moved;
    });
  }

  /** Gives the work to a user id, or back to the pool with null. The owner stays. */
  async assign(tx: Tx, ticketId: string, assignee: string | null, by: string): Promise<Ticket> {
    const at = this.clock.now();
    return this.changeOne(tx, ticketId, (ticket) => assignTicket(ticket, assignee, by, at));
  }

  /**
   * Another change of one ticket, worked out by who asks for it, with everything a change brings along.
   * @throws AppError `tickets.not_found` (404)
   */
  async amend(tx: Tx, ticketId: string, apply: (ticket: Ticket) => Applied): Promise<Ticket> {
    return this.changeOne(tx, ticketId, apply);
  }

  /** Open tickets of these conversations and those closed within 30 days, newest first. */
  async forConversations(q: Queryer, conversationIds: readonly string[]): Promise<Ticket[]> {
    return this.current(q, 'conversation_id', conversationIds);
  }

  /**
   * The same by receipt number, as printed in any case; what is no number is ignored. A number is not a
   * proof: whoever asks must also be the one who complained, before more than its state is told.
   */
  async byNumbers(q: Queryer, numbers: readonly string[]): Promise<Ticket[]> {
    const wellFormed = numbers
      .map((number) => number.trim().toUpperCase())
      .filter((number) => parseTicketNo(number));
    return this.current(q, 'number', wellFormed);
  }

  /** The same by the phone number left with the complaint, in the normalised form it was left in. */
  async byPhones(q: Queryer, phones: readonly string[]): Promise<Ticket[]> {
    return this.current(q, 'phone', phones);
  }

  /** Everything that was written about one ticket, oldest first. */
  async timeline(q: Queryer, ticketId: string): Promise<TicketEvent[]> {
    return this.tickets.timeline(q, ticketId);
  }

  private async current(q: Queryer, by: CurrentKey, values: readonly string[]): Promise<Ticket[]> {
    return this.tickets.current(q, by, values, new Date(this.clock.now().getTime() - REMEMBERED_MS));
  }

  private async register(tx: Tx, drafts: readonly TicketDraft[]): Promise<Ticket[]> {
    const now = this.clock.now();
    const numbers = await this.tickets.nextNumbers(tx, drafts.length);
    return drafts.map((draft, index) => {
      const number = formatTicketNo(draft.type, draft.receivedAt ?? now, numbers[index] ?? 0);
      return openTicket(draft, { id: newId('tkt'), number, now }, this.clocks.rules);
    });
  }

  private async changeOne(tx: Tx, ticketId: string, apply: (ticket: Ticket) => Applied): Promise<Ticket> {
    const [ticket] = await this.change(tx, [{ ticketId, apply }]);
    return found(ticket);
  }

  private async change(tx: Tx, steps: readonly Step[]): Promise<Ticket[]> {
    if (steps.length === 0) return [];
    const locked = await this.tickets.lock(tx, [...new Set(steps.map((step) => step.ticketId))]);
    const held = new Map(locked.map((ticket) => [ticket.id, ticket]));
    const applied: Followed[] = [];
    const results = steps.map(({ ticketId, apply }) => {
      const before = found(held.get(ticketId));
      const done = apply(before);
      if (!done) return before;
      held.set(ticketId, done.ticket);
      applied.push({ ...done, before });
      return done.ticket;
    });
    const touched = new Set(applied.map(({ ticket }) => ticket.id));
    if (touched.size > 0)
      await this.tickets.update(
        tx,
        [...held.values()].filter((ticket) => touched.has(ticket.id)),
      );
    await this.clocks.followed(tx, applied);
    await this.tell(tx, applied);
    return results;
  }

  /** The timeline, and one outbox row per change for each connector that is configured. */
  private async tell(tx: Tx, applied: readonly Applied[]): Promise<void> {
    if (applied.length === 0) return;
    const told = applied.map(({ ticket, events }) => ({ ticket, events: events.map(named) }));
    await this.tickets.addEvents(
      tx,
      told.flatMap(({ events }) => events),
    );
    const notices = told.flatMap(({ ticket, events: [event] }): TicketNotice[] =>
      event ? [{ ticket, event }] : [],
    );
    await this.outbox.enqueue(tx, this.connectors.toOutbox(notices));
  }
}

interface Step {
  readonly ticketId: string;
  apply(ticket: Ticket): Applied | null;
}

const newId = (prefix: string): string => `${prefix}_${randomUUID().replaceAll('-', '')}`;
const named = (event: TicketEventDraft): TicketEvent => ({ ...event, id: newId('tev') });

function firstOfEachKey(drafts: readonly TicketDraft[]): TicketDraft[] {
  const seen = new Set<string>();
  return drafts.filter(({ dedupeKey }) => !seen.has(dedupeKey) && seen.add(dedupeKey));
}

function found(ticket: Ticket | undefined): Ticket {
  if (ticket) return ticket;
  throw new AppError({ code: 'tickets.not_found', status: 404, message: '没有这张工单' });
}

const refused = (ticket: Ticket, to: TicketState): AppError =>
  new AppError({
    code: 'tickets.transition_refused',
    status: 409,
    message: `a ticket that is ${ticket.state} cannot become ${to}`,
    field: 'to',
    details: { from: ticket.state, to },
  });

const reasonNeeded = (): AppError =>
  new AppError({ code: 'tickets.reason_needed', status: 400, message: '请写明原因', field: 'note' });
