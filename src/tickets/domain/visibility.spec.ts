import { describe, expect, it } from '@jest/globals';
import { maySee } from './visibility.js';

describe('who may see what', () => {
  it.each([
    ['agent', true, false, false],
    ['supervisor', true, true, false],
    ['manager', true, true, true],
    ['admin', true, true, true],
    ['somebody new', true, false, false],
  ])('%s: ordinary %s, confidential %s, report %s', (role, ordinary, confidential, report) => {
    expect(maySee(role, { type: 'TS', confidential: false })).toBe(ordinary);
    expect(maySee(role, { type: 'TS', confidential: true })).toBe(confidential);
    expect(maySee(role, { type: 'JB', confidential: true })).toBe(report);
    expect(maySee(role, { type: 'JB', confidential: false })).toBe(report);
  });
});
