import { describe, expect, it } from '@jest/globals';
import {
  currentTicket,
  hasProof,
  isOurs,
  lastTicket,
  namesForeign,
  openMatters,
  ownTickets,
} from './own-tickets.js';
import { slots, stateOf, ticketView, turnOf } from './simulator.spec.js';

const mine = ticketView({ number: 'TS2611000001', phone: '13800000001' });
const theirs = ticketView({ number: 'TS2611000002', phone: '13900000002' });
const naming = (number: string, more = {}) =>
  turnOf(`看看${number}`, { has: { ticket_no: number } }, { tickets: [mine], named: [theirs], ...more });

describe('whose ticket it is', () => {
  it('is settled by the conversation, a proof of the number, or a proven phone', () => {
    expect(isOurs(naming('TS2611000001'), mine)).toBe(true);
    expect(isOurs(naming('TS2611000002'), theirs)).toBe(false);
    expect(isOurs(naming('TS2611000002', { state: stateOf({ verified: ['TS2611000002'] }) }), theirs)).toBe(
      true,
    );
    expect(isOurs(naming('TS2611000002', { channelPhone: '13900000002' }), theirs)).toBe(true);
  });

  it('is not settled by a phone that was typed, or by the phone of a ticket of this conversation', () => {
    const typed = stateOf({ slots: slots({ phone: '13900000002' }) });
    expect(isOurs(naming('TS2611000002', { state: typed }), theirs)).toBe(false);
    const sameTyped = turnOf('看看', {}, { tickets: [{ ...mine, phone: '13900000002' }], named: [theirs] });
    expect(isOurs(sameTyped, theirs)).toBe(false);
  });

  it('extends to other tickets of a phone that was proved', () => {
    const other = ticketView({ number: 'BX2611000003', phone: '13900000002' });
    const turn = turnOf(
      '看看',
      {},
      { named: [theirs, other], state: stateOf({ verified: ['TS2611000002'] }) },
    );
    expect(ownTickets(turn).map(({ number }) => number)).toEqual(['TS2611000002', 'BX2611000003']);
    expect(hasProof(turn)).toBe(true);
  });

  it('is foreign where the number exists nowhere', () => {
    expect(namesForeign(naming('TS2699999999'))).toBe(true);
    expect(namesForeign(naming('TS2611000001'))).toBe(false);
    expect(namesForeign(turnOf('在吗'))).toBe(false);
  });
});

describe('the ticket a message is about', () => {
  const older = ticketView({ number: 'TS2611000003' });
  const opinion = ticketView({ number: 'JY2611000004', type: 'JY' });
  const closed = ticketView({ number: 'TS2611000005', active: false });

  it('is the one it names, else the one talked of last, else the newest matter, else whatever is open', () => {
    const tickets = [opinion, mine, older];
    expect(
      currentTicket(turnOf('TS2611000003怎样', { has: { ticket_no: 'TS2611000003' } }, { tickets }))?.number,
    ).toBe('TS2611000003');
    expect(
      currentTicket(turnOf('怎样', {}, { tickets, state: stateOf({ ticket: 'TS2611000003' }) }))?.number,
    ).toBe('TS2611000003');
    expect(currentTicket(turnOf('怎样', {}, { tickets }))?.number).toBe('TS2611000001');
    expect(currentTicket(turnOf('怎样', {}, { tickets: [opinion] }))?.number).toBe('JY2611000004');
  });

  it("is none where it names somebody else's, and a closed one only for what is said after the end", () => {
    expect(currentTicket(naming('TS2611000002'))).toBeUndefined();
    expect(lastTicket(naming('TS2611000002'))).toBeUndefined();
    expect(currentTicket(turnOf('怎样', {}, { tickets: [closed] }))).toBeUndefined();
    expect(lastTicket(turnOf('怎样', {}, { tickets: [closed] }))?.number).toBe('TS2611000005');
  });

  it('among open matters, a suggestion is none', () => {
    expect(
      openMatters(turnOf('怎样', {}, { tickets: [opinion, closed, mine] })).map(({ number }) => number),
    ).toEqual(['TS2611000001']);
  });
});
