import { describe, expect, it } from '@jest/globals';
import { CATEGORIES, TICKET_TYPES } from '#app/base/model/labels.js';
import { ownerFor, responsibilityFor } from './departments.js';

describe('ownerFor', () => {
  it.each([
    ['TS', 'MKT_METER', '计量部 值班员'],
    ['TS', 'OPS_GRID', '工程建设部 值班员'],
    ['BX', null, '生产计划部 值班员'],
    ['JY', null, '供电服务中心 值班员'],
    ['JB', 'MKT_BILL', '纪检监察部 值班员'],
  ] as const)('%s %s → %s', (type, category, owner) => {
    expect(ownerFor(type, category)).toBe(owner);
  });

  it('leaves nothing without an owner', () => {
    for (const type of TICKET_TYPES) {
      for (const category of [null, ...CATEGORIES]) expect(ownerFor(type, category)).toMatch(/^\S+ 值班员$/);
    }
  });

  it('knows the level a category starts at', () => {
    expect(responsibilityFor('TS', 'OPS_REPAIR').urgency).toBe('urgent');
    expect(responsibilityFor('TS', 'MKT_BILL').urgency).toBe('general');
  });
});
