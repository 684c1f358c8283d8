import { describe, expect, it } from '@jest/globals';
import { approvedEnd, DEFAULT_RULES, deadlinesFor, tighten } from './clocks.js';

const OPENED = new Date('2026-11-21T08:00:00Z');
const minutes = (date: Date): number => (date.getTime() - OPENED.getTime()) / 60_000;

describe('deadlinesFor', () => {
  it.each([
    ['general', 120, 24 * 60],
    ['urgent', 30, 120],
    ['critical', 5, 5],
  ] as const)('%s: contact within %d and response within %d minutes', (urgency, contact, response) => {
    const clocks = deadlinesFor(DEFAULT_RULES, urgency, OPENED);
    expect(minutes(clocks.ackDeadline)).toBe(30);
    expect(minutes(clocks.contactDeadline)).toBe(contact);
    expect(minutes(clocks.deadline)).toBe(response);
    expect(minutes(clocks.resolveDeadline)).toBe(5 * 24 * 60);
  });

  it('gives ten days only where a supervisor approved them', () => {
    const usual = deadlinesFor(DEFAULT_RULES, 'general', OPENED).resolveDeadline;
    expect(minutes(usual)).toBe(5 * 24 * 60);
    expect(minutes(approvedEnd(DEFAULT_RULES, 'general', OPENED, usual))).toBe(10 * 24 * 60);
  });
});

describe('tighten', () => {
  it('counts the shorter limits from the moment of the rise', () => {
    const risen = tighten(
      DEFAULT_RULES,
      deadlinesFor(DEFAULT_RULES, 'general', OPENED),
      'urgent',
      new Date(OPENED.getTime() + 60 * 60_000),
    );
    expect(minutes(risen.contactDeadline)).toBe(90);
    expect(minutes(risen.deadline)).toBe(180);
  });

  it('never moves a promise to later', () => {
    const before = deadlinesFor(DEFAULT_RULES, 'general', OPENED);
    const risen = tighten(DEFAULT_RULES, before, 'urgent', new Date(OPENED.getTime() + 23 * 3_600_000));
    expect(risen).toEqual(before);
  });
});
