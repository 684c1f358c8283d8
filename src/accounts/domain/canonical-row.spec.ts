import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type AuditRow, canonicalRow, storable, storableText } from './canonical-row.js';

const row: AuditRow = {
  at: new Date('2026-11-20T08:00:00.123Z'),
  actor: 'usr_1',
  action: 'reply.override',
  object: 'cnv_1',
  details: { reason: '客户要求原话', hits: 2 },
};

describe('canonicalRow', () => {
  it('is one fixed spelling', () => {
    expect(canonicalRow(row)).toBe(
      '["2026-11-20T08:00:00.123Z","usr_1","reply.override","cnv_1",{"hits":2,"reason":"客户要求原话"}]',
    );
  });

  it('does not depend on the order of keys', () => {
    expect(canonicalRow({ ...row, details: { hits: 2, reason: '客户要求原话' } })).toBe(canonicalRow(row));
  });

  it.each<[string, Partial<AuditRow>]>([
    ['at', { at: new Date('2026-11-20T08:00:00.124Z') }],
    ['actor', { actor: 'usr_2' }],
    ['action', { action: 'reply.overrid' }],
    ['object', { object: 'ecnv_1' }],
    ['details', { details: { reason: '客户要求原话', hits: '2' } }],
  ])('changes with %s', (_, change) => {
    expect(canonicalRow({ ...row, ...change })).not.toBe(canonicalRow(row));
  });

  it('keeps fields apart that would read the same run together', () => {
    expect(canonicalRow({ ...row, actor: 'a', action: 'bc' })).not.toBe(
      canonicalRow({ ...row, actor: 'ab', action: 'c' }),
    );
  });

  it('comes out the same after a trip through JSON, whatever the details', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.anything({ withDate: true, withBigInt: true })),
        (details) => {
          const stored = JSON.parse(JSON.stringify(storable(details)));
          expect(canonicalRow({ ...row, details: stored })).toBe(canonicalRow({ ...row, details }));
        },
      ),
    );
  });
});

describe('storable', () => {
  it('keeps what JSON can say and makes the rest harmless', () => {
    const value = {
      a: undefined,
      b: Number.NaN,
      c: -0,
      d: [undefined, 10n],
      e: new Date(0),
      'f\u0000': 'x\ud800y',
    };
    expect(storable(value)).toEqual({
      b: null,
      c: 0,
      d: [null, '10'],
      e: '1970-01-01T00:00:00.000Z',
      'f\ufffd': 'x\ufffdy',
    });
  });

  it('leaves whole characters alone', () => {
    expect(storableText('接诉😀')).toBe('接诉😀');
  });
});
