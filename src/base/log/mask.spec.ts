import { describe, expect, it } from '@jest/globals';
import { maskPersonalData } from './mask.js';

describe('maskPersonalData', () => {
  it.each([
    ['电话13812345678', '电话138****5678'],
    ['１３８ １２３４ ５６７８', '138****5678'],
    ['138-1234-5678', '138****5678'],
    ['户号3201234567', '户号******4567'],
    ['户号3201234567890', '户号******7890'],
    ['身份证320102199001011234', '身份证320**************4'],
    ['编号TS2611000012', '编号TS2611000012'],
    ['停电3小时,电费120.5元', '停电3小时,电费120.5元'],
  ])('%s → %s', (given, masked) => {
    expect(maskPersonalData(given)).toBe(masked);
  });
});
