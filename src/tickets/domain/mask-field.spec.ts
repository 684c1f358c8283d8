import { describe, expect, it } from '@jest/globals';
import { maskAddress, maskNumber, maskPerson } from './mask-field.js';

describe('masking of fields', () => {
  it.each([
    ['江宁区幸福路5号院3栋502', '江宁区幸福路***'],
    ['阳光花园12栋1单元', '阳光花园***'],
    ['翠湖小区三号楼', '翠湖小区***'],
    ['幸福村老槐树旁', '幸福村老槐树旁'],
    ['天河小区8-2-301', '天河小区***'],
  ])('address %s → %s', (address, masked) => {
    expect(maskAddress(address)).toBe(masked);
  });

  it.each([
    ['13812348000', '138****8000'],
    ['0551-6543210', '********3210'],
    ['0123456789', '*******789'],
    ['95598', '****8'],
    ['', ''],
  ])('number %s → %s', (number, masked) => {
    expect(maskNumber(number)).toBe(masked);
  });

  it('keeps the family name only', () => {
    expect(maskPerson('欧阳修')).toBe('欧**');
  });
});
