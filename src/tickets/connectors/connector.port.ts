import type { OutboxDraft, OutboxHandler } from '#app/base/outbox/outbox.port.js';
import type { Ticket, TicketEvent } from '../domain/ticket.js';

/** What happened to a ticket: the ticket as it now is, and the first line of its timeline that tells so. */
export interface TicketNotice {
  readonly ticket: Ticket;
  readonly event: TicketEvent;
}

/**
 * A downstream ticket system. The built-in store is always first: `toOutbox` only describes, inside
 * the transaction of the complaint, what has to leave, and `deliver` (OutboxHandler) sends it later,
 * so that a dead downstream never holds up intake.
 *
 * Rows of one ticket share a lane (they arrive in order); a row's id is the idempotency key the
 * downstream sees, the same on every retry. `deliver` answers for each row it was given, throws
 * never, and takes less than the outbox's lease of 30 s however slow the downstream is.
 */
export interface TicketConnector extends OutboxHandler {
  toOutbox(notices: readonly TicketNotice[]): readonly OutboxDraft[];
}

/** The connectors that are configured; one that is not does not exist. */
export class TicketConnectors {
  constructor(readonly all: readonly TicketConnector[]) {}

  toOutbox(notices: readonly TicketNotice[]): readonly OutboxDraft[] {
    return this.all.flatMap((connector) => connector.toOutbox(notices));
  }
}
