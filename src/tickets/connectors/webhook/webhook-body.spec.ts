import { describe, expect, it } from '@jest/globals';
import { openedEvent, openTicket } from '../../domain/open-ticket.js';
import type { Ticket, TicketEventKind } from '../../domain/ticket.js';
import { webhookBody } from './webhook-body.js';

const NOW = new Date('2026-11-21T08:00:00Z');
const ticket: Ticket = openTicket(
  {
    conversationId: 'cnv_1',
    channel: 'sms',
    customerKey: 'c1',
    type: 'TS',
    category: 'OPS_REPAIR',
    category2: null,
    urgency: 'urgent',
    urgencyReasons: [],
    flags: [],
    source: 'customer',
    issue: '我是王小明,住幸福路5号3栋,电话13812348000,没电了',
    demand: [],
    address: '幸福路5号3栋',
    phone: '13812348000',
    accountNo: '0123456789',
    person: '王小明',
    occurTime: null,
    amounts: [],
    dedupeKey: 'k',
  },
  { id: 'tkt_1', number: 'TS2611000001', now: NOW },
);
const notice = (of: Ticket, kind: TicketEventKind = 'opened', text = of.issue) => ({
  ticket: of,
  event: { ...openedEvent(of), id: 'tev_1', kind, text },
});
const secrets = ['13812348000', '5号3栋', '0123456789', '小明'];

describe('webhookBody', () => {
  it('tells what a downstream system needs', () => {
    expect(webhookBody(notice(ticket), false)).toMatchObject({
      type: 'complaint.ticket.opened',
      timestamp: '2026-11-21T08:00:00.000Z',
      data: {
        number: 'TS2611000001',
        type: 'TS',
        category: 'OPS_REPAIR',
        urgency: 'urgent',
        state: 'registered',
        phone: '138****8000',
        address: '幸福路***',
        deadlines: { contact: '2026-11-21T08:30:00.000Z', response: '2026-11-21T10:00:00.000Z' },
      },
    });
    expect(webhookBody(notice(ticket, 'urge', '快点'), false)).toMatchObject({
      type: 'complaint.ticket.updated',
      data: { change: { kind: 'urge', text: '快点' } },
    });
  });

  it.each(secrets)('lets %s out only when the operator asked for personal data', (secret) => {
    expect(JSON.stringify(webhookBody(notice(ticket), false))).not.toContain(secret);
    expect(JSON.stringify(webhookBody(notice(ticket), true))).toContain(secret);
  });

  it('tells of a report only that it is there', () => {
    const report: Ticket = { ...ticket, type: 'JB', confidential: true };
    const words = JSON.stringify(webhookBody(notice(report, 'supplement', '他叫李四'), true));
    for (const secret of [...secrets, '没电', '李四', 'OPS_REPAIR', 'customer'])
      expect(words).not.toContain(secret);
    expect(words).toContain('TS2611000001');
  });

  it('stays below 20 kB whatever was typed', () => {
    const long = '😡'.repeat(10_000);
    const many = Array.from({ length: 500 }, () => long);
    const wild: Ticket = {
      ...ticket,
      issue: long,
      address: long,
      phone: long,
      accountNo: long,
      person: long,
      occurTime: long,
      supplements: many,
      demand: many,
      amounts: many,
      urgencyReasons: many,
    };
    const body = JSON.stringify(webhookBody(notice(wild, 'supplement', long), true));
    expect(Buffer.byteLength(body)).toBeLessThan(20_000);
    expect(body).not.toMatch(/\\ud[89a-f]/i);
  });
});
