import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TICKET_TYPES } from '#app/base/model/labels.js';
import { formatTicketNo, parseTicketNo } from './ticket-number.js';

const AT = new Date('2026-11-21T03:00:00Z');

describe('formatTicketNo', () => {
  it.each([
    ['TS', 12, 'TS2611000012'],
    ['BX', 1, 'BX2611000001'],
    ['JB', 999_999, 'JB2611999999'],
    ['TS', 1_000_000, 'TS2611000000'],
    ['TS', 1_000_001, 'TS2611000001'],
  ] as const)('%s and %d give %s', (type, n, number) => {
    expect(formatTicketNo(type, AT, n)).toBe(number);
  });

  it('takes the month from the clock in Shanghai, not from UTC', () => {
    expect(formatTicketNo('TS', new Date('2026-12-31T15:59:59Z'), 7)).toBe('TS2612000007');
    expect(formatTicketNo('TS', new Date('2026-12-31T16:00:00Z'), 7)).toBe('TS2701000007');
  });
});

describe('parseTicketNo', () => {
  it('reads back every number that is printed', () => {
    const months = fc.date({ min: new Date('2000-01-02'), max: new Date('2099-12-30'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...TICKET_TYPES), months, fc.nat(999_999), (type, date, serial) => {
        expect(parseTicketNo(formatTicketNo(type, date, serial))).toMatchObject({ type, serial });
      }),
    );
  });

  it('takes what customers type', () => {
    expect(parseTicketNo(' ts2611000012 ')).toEqual({ type: 'TS', year: 26, month: 11, serial: 12 });
  });

  it.each([
    '',
    'TS',
    'TS261100001',
    'TS26110000123',
    'XX2611000012',
    'TS2613000012',
    'TS2600000012',
    '2611000012',
  ])('refuses %p', (text) => {
    expect(parseTicketNo(text)).toBeNull();
  });
});
