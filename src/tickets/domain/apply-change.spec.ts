import { describe, expect, it } from '@jest/globals';
import { applyChange } from './apply-change.js';
import { assignTicket, moveTicket } from './move-ticket.js';
import { openTicket } from './open-ticket.js';
import type { Ticket, TicketChange, TicketDraft } from './ticket.js';
import { TICKET_STATES } from './ticket-states.js';

const OPENED = new Date('2026-11-21T08:00:00Z');
const HOUR = 3_600_000;
const later = (hours: number): Date => new Date(OPENED.getTime() + hours * HOUR);

const draft: TicketDraft = {
  conversationId: 'cnv_1',
  channel: 'web',
  customerKey: 'c1',
  type: 'TS',
  category: 'MKT_METER',
  category2: null,
  urgency: 'general',
  urgencyReasons: [],
  flags: [],
  source: 'customer',
  issue: '电表走得太快,报了两次都没人来校',
  demand: ['校表'],
  address: null,
  phone: '13800138000',
  accountNo: null,
  person: null,
  occurTime: null,
  amounts: [],
  dedupeKey: 'k1',
};

const opened = (over: Partial<Ticket> = {}): Ticket => ({
  ...openTicket(draft, { id: 'tkt_1', number: 'TS2611000001', now: OPENED }),
  ...over,
});
type Said = TicketChange extends infer One
  ? One extends TicketChange
    ? Omit<One, 'ticketId' | 'by'>
    : never
  : never;
const apply = (ticket: Ticket, said: Said, at = later(1)) =>
  applyChange(ticket, { ticketId: ticket.id, by: 'customer', ...said }, at);
const become = (ticket: Ticket, said: Said, at = later(1)): Ticket =>
  apply(ticket, said, at)?.ticket ?? ticket;

describe('a new ticket', () => {
  it('has the first responsible desk as its owner, nobody assigned, and four clocks', () => {
    expect(opened()).toMatchObject({
      owner: '计量部 值班员',
      assignee: null,
      state: 'registered',
      contactDeadline: later(2),
      deadline: later(24),
      resolveDeadline: later(120),
    });
  });

  it('starts its clocks when the complaint came in, not when it was handled', () => {
    const ticket = openTicket({ ...draft, receivedAt: later(-1) }, { id: 't', number: 'n', now: OPENED });
    expect(ticket.contactDeadline).toEqual(later(1));
  });

  it('is confidential when it is a report', () => {
    const report = openTicket({ ...draft, type: 'JB' }, { id: 't', number: 'n', now: OPENED });
    expect(report).toMatchObject({ confidential: true, owner: '纪检监察部 值班员' });
    expect(opened().confidential).toBe(false);
  });
});

describe('urge', () => {
  it('lifts a general ticket to urgent the first time within seven days, and says why', () => {
    const urged = apply(opened(), { kind: 'urge', text: '都两天了还没人联系我' });
    expect(urged?.ticket).toMatchObject({
      urgeCount: 1,
      urgency: 'urgent',
      urgencyReasons: ['7天内再次来催'],
    });
    expect(urged?.ticket.contactDeadline).toEqual(later(1.5));
    expect(urged?.events[0]).toMatchObject({
      kind: 'urge',
      visibility: 'customer',
      text: '都两天了还没人联系我',
      data: { urgency: { from: 'general', to: 'urgent' } },
    });
  });

  it('only counts from then on', () => {
    const twice = become(become(opened(), { kind: 'urge' }), { kind: 'urge' }, later(2));
    expect(twice).toMatchObject({ urgeCount: 2, urgency: 'urgent', urgencyReasons: ['7天内再次来催'] });
  });

  it('does not lift after seven days, nor a ticket that is urgent already', () => {
    expect(become(opened(), { kind: 'urge' }, later(7 * 24 + 1)).urgency).toBe('general');
    expect(become(opened({ urgency: 'urgent' }), { kind: 'urge' }).urgency).toBe('urgent');
  });

  it('means nothing on a closed ticket', () => {
    expect(apply(opened({ state: 'archived', closedAt: OPENED }), { kind: 'urge' })).toBeNull();
  });
});

describe('supplement', () => {
  it('fills what is empty and leaves what is there', () => {
    const slots = { address: '幸福路5号', phone: '13900139000' };
    const ticket = become(opened(), { kind: 'supplement', text: '我住幸福路5号', slots });
    expect(ticket).toMatchObject({
      address: '幸福路5号',
      phone: '13800138000',
      supplements: ['我住幸福路5号'],
      issue: draft.issue,
    });
  });

  it('replaces what the customer corrects and remembers what was there', () => {
    const change = apply(opened(), {
      kind: 'supplement',
      text: '不是电表,是电费',
      replace: { category: 'MKT_BILL', address: null },
    });
    expect(change?.ticket).toMatchObject({ category: 'MKT_BILL', address: null, owner: '计量部 值班员' });
    expect(change?.events[0].data).toEqual({
      slots: { category: 'MKT_BILL' },
      before: { category: 'MKT_METER' },
    });
  });

  it('does not erase with what was not said', () => {
    const ticket = become(opened(), {
      kind: 'supplement',
      text: '嗯',
      replace: { phone: null, category: null },
    });
    expect(ticket).toMatchObject({ phone: '13800138000', category: 'MKT_METER' });
  });

  it('adds wishes and amounts once', () => {
    const said = { kind: 'supplement', text: '赔200', demand: ['校表', '赔偿'], amounts: ['200'] } as const;
    expect(become(opened(), said)).toMatchObject({ demand: ['校表', '赔偿'], amounts: ['200'] });
  });
});

describe('escalate', () => {
  it('rises as its new flags say and stays internal', () => {
    const change = apply(opened(), { kind: 'escalate', reason: '威胁曝光', flags: ['threat_escalate'] });
    expect(change?.ticket).toMatchObject({ urgency: 'urgent', flags: ['threat_escalate'] });
    expect(change?.events[0]).toMatchObject({ visibility: 'internal', text: '威胁曝光' });
  });

  it('does not rise twice for the same flag', () => {
    const said = { kind: 'escalate', reason: '威胁曝光', flags: ['threat_escalate'] } as const;
    expect(become(become(opened(), said), said).urgency).toBe('urgent');
  });

  it('rises one level without a flag', () => {
    expect(become(opened(), { kind: 'escalate', reason: '主管要求' })).toMatchObject({
      urgency: 'urgent',
      urgencyReasons: ['主管要求'],
    });
  });
});

describe('withdrawing', () => {
  it('is asked, taken back or done', () => {
    const asked = become(opened(), { kind: 'withdraw_asked' });
    expect(asked).toMatchObject({ withdrawAskedAt: later(1), state: 'registered' });
    expect(become(asked, { kind: 'withdraw_cancelled' })).toMatchObject({
      withdrawAskedAt: null,
      state: 'registered',
    });
    expect(become(asked, { kind: 'withdraw' }, later(2))).toMatchObject({
      state: 'withdrawn',
      closedAt: later(2),
      withdrawAskedAt: null,
    });
  });

  it('means nothing once archived, or when it was never asked', () => {
    const archived = opened({ state: 'archived', closedAt: OPENED });
    expect(apply(archived, { kind: 'withdraw' })).toBeNull();
    expect(apply(archived, { kind: 'withdraw_asked' })).toBeNull();
    expect(apply(opened(), { kind: 'withdraw_cancelled' })).toBeNull();
  });
});

describe('reopening', () => {
  const archived = opened({ state: 'archived', closedAt: later(50), resolvedAt: later(40) });

  it('starts the investigation anew, one level higher, with fresh clocks', () => {
    expect(become(archived, { kind: 'reopen', text: '又停了' }, later(100))).toMatchObject({
      state: 'investigating',
      closedAt: null,
      resolvedAt: null,
      reopenCount: 1,
      urgency: 'urgent',
      deadline: later(102),
      resolveDeadline: later(220),
    });
  });

  it('means nothing while the ticket is being worked on', () => {
    expect(apply(opened(), { kind: 'reopen' })).toBeNull();
  });

  it.each([
    [1, 'investigating'],
    [2, 'investigating'],
    [3, 'archived'],
    [5, 'archived'],
  ] as const)('a rating of %d leaves a finished ticket %s', (score, state) => {
    const change = apply(archived, { kind: 'rate', score }, later(100));
    expect(change?.ticket).toMatchObject({ rating: score, state });
    expect(change?.events.map(({ kind }) => kind)).toEqual(score <= 2 ? ['rate', 'reopen'] : ['rate']);
  });

  it.each([0, 6, 2.5, Number.NaN])('%d is no rating', (score) => {
    expect(apply(archived, { kind: 'rate', score })).toBeNull();
  });
});

describe('progress', () => {
  it('counts as told only when the customer may read it', () => {
    const inside = become(opened(), { kind: 'progress', text: '已联系厂家', visibility: 'internal' });
    expect(inside).toMatchObject({ lastProgress: null, lastProgressAt: null });
    expect(become(opened(), { kind: 'progress', text: '师傅明早上门' })).toMatchObject({
      lastProgress: '师傅明早上门',
      lastProgressAt: later(1),
    });
  });
});

describe('moveTicket', () => {
  it('shows the stage to the customer and keeps the reason inside', () => {
    const moved = moveTicket(opened(), { to: 'investigating', by: 'usr_1', reason: '派计量班' }, later(1));
    expect(moved).toMatchObject({
      ticket: { state: 'investigating', closedAt: null },
      events: [
        { kind: 'transition', visibility: 'customer', text: '调查分析' },
        { kind: 'remark', visibility: 'internal', text: '派计量班' },
      ],
    });
  });

  it('knows when it was resolved and when closed', () => {
    const visiting = moveTicket(
      opened({ state: 'resolving' }),
      { to: 'visiting', by: 'u', reason: '' },
      later(3),
    );
    expect(visiting).toMatchObject({ ticket: { resolvedAt: later(3), closedAt: null } });
    const archived = moveTicket(
      opened({ state: 'reviewing' }),
      { to: 'archived', by: 'u', reason: '' },
      later(9),
    );
    expect(archived).toMatchObject({ ticket: { closedAt: later(9) } });
  });

  it('refuses what the machine does not know', () => {
    expect(moveTicket(opened(), { to: 'archived', by: 'u', reason: 'x' }, later(1))).toBe('no_such_way');
  });

  it('wants a reason for every way but forward', () => {
    expect(moveTicket(opened(), { to: 'withdrawn', by: 'u', reason: '' }, later(1))).toBe('reason_needed');
  });
});

describe('the owner (首问负责)', () => {
  it('is the same after everything that can happen', () => {
    const said: readonly Said[] = [
      { kind: 'urge' },
      { kind: 'supplement', text: 'x', replace: { category: 'OPS_DAMAGE' } },
      { kind: 'escalate', reason: 'x' },
      { kind: 'withdraw' },
      { kind: 'reopen' },
      { kind: 'rate', score: 1 },
      { kind: 'progress', text: 'x' },
      { kind: 'appeal' },
      { kind: 'remark', text: 'x' },
    ];
    const lived = said.reduce((ticket, one) => become(ticket, one), opened());
    const assigned = assignTicket(lived, 'usr_2', 'usr_1', later(2)).ticket;
    expect(assigned).toMatchObject({ owner: opened().owner, assignee: 'usr_2' });
    expect(TICKET_STATES).toContain(lived.state);
  });
});
