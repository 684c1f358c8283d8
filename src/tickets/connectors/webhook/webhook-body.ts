import type { Ticket } from '../../domain/ticket.js';
import type { TicketNotice } from '../connector.port.js';
import { cut, type Mask, maskOf, plain } from '../ticket-words.js';

/** The body of a webhook, as Standard Webhooks lays it out. */
export interface WebhookBody {
  readonly type: 'complaint.ticket.opened' | 'complaint.ticket.updated';
  /** ISO 8601, of the change; the attempt has its own in `webhook-timestamp`. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** In code points; together they keep a body below the 20 kB of the specification, whatever was typed. */
const LONGEST = { issue: 1_500, change: 500, item: 100, items: 5 } as const;

/**
 * Written once, when the row is: every retry sends the same words, and what is masked is masked in
 * the outbox too. Of a confidential ticket only number, kind, state and clocks leave.
 */
export function webhookBody({ ticket, event }: TicketNotice, includePersonalData: boolean): WebhookBody {
  const mask = includePersonalData ? plain : maskOf(ticket);
  const opened = event.kind === 'opened';
  const told = { by: event.by, text: opened ? '' : mask.text(event.text, LONGEST.change) };
  return {
    type: opened ? 'complaint.ticket.opened' : 'complaint.ticket.updated',
    timestamp: event.at.toISOString(),
    data: {
      ...outline(ticket),
      ...(ticket.confidential ? {} : particulars(ticket, mask)),
      change: { kind: event.kind, ...(ticket.confidential ? {} : told) },
    },
  };
}

const outline = (ticket: Ticket): Record<string, unknown> => ({
  id: ticket.id,
  number: ticket.number,
  type: ticket.type,
  urgency: ticket.urgency,
  state: ticket.state,
  confidential: ticket.confidential,
  openedAt: ticket.openedAt.toISOString(),
  deadlines: {
    ack: ticket.ackDeadline.toISOString(),
    contact: ticket.contactDeadline.toISOString(),
    response: ticket.deadline.toISOString(),
    resolve: ticket.resolveDeadline.toISOString(),
  },
});

function particulars(ticket: Ticket, mask: Mask): Record<string, unknown> {
  const item = (text: string): string => mask.text(text, LONGEST.item);
  return {
    category: ticket.category,
    category2: ticket.category2,
    urgencyReasons: ticket.urgencyReasons.slice(-LONGEST.items).map(item),
    flags: ticket.flags,
    channel: ticket.channel,
    source: ticket.source,
    parentId: ticket.parentId,
    owner: ticket.owner,
    assignee: ticket.assignee,
    issue: mask.text(ticket.issue, LONGEST.issue),
    supplements: ticket.supplements.slice(-LONGEST.items).map(item),
    demand: ticket.demand.slice(0, LONGEST.items).map(item),
    amounts: ticket.amounts.slice(0, LONGEST.items).map(item),
    address: ticket.address && cut(mask.address(ticket.address), LONGEST.item),
    phone: ticket.phone && cut(mask.number(ticket.phone), LONGEST.item),
    accountNo: ticket.accountNo && cut(mask.number(ticket.accountNo), LONGEST.item),
    person: ticket.person && cut(mask.person(ticket.person), LONGEST.item),
    occurTime: ticket.occurTime && item(ticket.occurTime),
    urgeCount: ticket.urgeCount,
    reopenCount: ticket.reopenCount,
    rating: ticket.rating,
  };
}
