import { describe, expect, it } from '@jest/globals';
import type { Summary } from '../base/api-types.js';
import { countsOf, freshIds, neighbour, slotsOf } from './list-order.js';

const row = (id: string, more: Partial<Summary>): Summary => ({
  id,
  channel: 'web',
  displayName: null,
  phone: null,
  status: 'open',
  holder: 'bot',
  seat: null,
  queuedAt: null,
  attention: 'none',
  emotion: 'calm',
  lastIntent: null,
  lastSeq: 1,
  waitingSince: null,
  preview: '',
  lastSpeaker: null,
  lastAt: '2026-11-22T08:00:00Z',
  position: 1,
  ...more,
});

const answered = row('answered', { lastAt: '2026-11-22T09:00:00Z' });
const older = row('older', { lastAt: '2026-11-22T07:00:00Z' });
const late = row('late', { waitingSince: '2026-11-22T08:10:00Z', holder: 'queue' });
const early = row('early', {
  waitingSince: '2026-11-22T08:05:00Z',
  holder: 'seat',
  seat: { id: 'me', displayName: '王芳' },
});
const danger = row('danger', { waitingSince: '2026-11-22T08:20:00Z', holder: 'queue', attention: 'danger' });
const all = [answered, older, late, early, danger];

describe('slotsOf', () => {
  it('puts danger first, then the longest waiting, then the rest by last activity', () => {
    expect(slotsOf(all, 'all', 'me').map(({ id }) => id)).toEqual([
      'danger',
      'early',
      'late',
      'answered',
      'older',
    ]);
  });

  it.each([
    ['waiting', ['danger', 'early', 'late']],
    ['mine', ['early']],
    ['queue', ['danger', 'late']],
    ['bot', ['answered', 'older']],
  ] as const)('shows in %s only what belongs there', (tab, ids) => {
    expect(slotsOf(all, tab, 'me').map(({ id }) => id)).toEqual(ids);
  });
});

it('counts each tab', () => {
  expect(countsOf(all, 'me')).toEqual({ all: 5, waiting: 3, mine: 1, queue: 2, bot: 2 });
});

describe('freshIds', () => {
  it('names who waits and is not shown as waiting', () => {
    const shown = [
      { id: 'early', tier: 'waiting' },
      { id: 'late', tier: 'other' },
    ] as const;
    expect(freshIds(shown, slotsOf(all, 'all', 'me'))).toEqual(['danger', 'late']);
  });
});

describe('neighbour', () => {
  const slots = slotsOf(all, 'all', 'me');
  it('walks both ways, begins at the top and ends at the ends', () => {
    expect(neighbour(slots, null, 1)).toBe('danger');
    expect(neighbour(slots, 'danger', 1)).toBe('early');
    expect(neighbour(slots, 'early', -1)).toBe('danger');
    expect(neighbour(slots, 'danger', -1)).toBeNull();
    expect(neighbour([], null, 1)).toBeNull();
  });
});
