import { describe, expect, it } from '@jest/globals';
import {
  isClosed,
  type Machine,
  nextStates,
  STATE_NAMES,
  TICKET_MACHINE,
  TICKET_STATES,
  transitionVia,
  validateMachine,
} from './ticket-states.js';

const machine: Machine = {
  initial: 'a',
  finals: ['c'],
  states: ['a', 'b', 'c'],
  transitions: [
    { from: 'a', to: 'b', via: 'advance' },
    { from: 'b', to: 'c', via: 'advance' },
  ],
};

describe('the ticket state machine', () => {
  it('is sound as shipped', () => {
    expect(() => validateMachine()).not.toThrow();
    expect(() => validateMachine(machine)).not.toThrow();
  });

  it('leads through the five steps of 五步法 into the archive', () => {
    const way = TICKET_STATES.slice(0, 6);
    expect(way.map((state) => STATE_NAMES[state])).toEqual([
      '受理登记',
      '调查分析',
      '解决处理',
      '反馈回访',
      '总结改进',
      '已归档',
    ]);
    const steps = way.slice(1).map((to, index) => transitionVia(way[index] ?? 'archived', to));
    expect(steps).toEqual(Array.from({ length: 5 }, () => 'advance'));
  });

  it('lets nobody skip the investigation or the callback', () => {
    expect(transitionVia('registered', 'resolving')).toBeNull();
    expect(transitionVia('resolving', 'archived')).toBeNull();
    expect(transitionVia('registered', 'archived')).toBeNull();
  });

  it('brings finished tickets back, and only those', () => {
    const reopened = TICKET_STATES.filter((state) => transitionVia(state, 'investigating') === 'reopen');
    expect(reopened).toEqual(['visiting', 'reviewing', 'archived', 'withdrawn']);
  });

  it('does not let an archived complaint be withdrawn', () => {
    expect(transitionVia('archived', 'withdrawn')).toBeNull();
    expect(nextStates('archived')).toEqual(['investigating']);
  });

  it('counts exactly the two ends as closed', () => {
    expect(TICKET_STATES.filter(isClosed)).toEqual([...TICKET_MACHINE.finals]);
  });
});

describe('validateMachine', () => {
  it.each<[string, Partial<Machine>, string]>([
    ['an unreachable state', { states: ['a', 'b', 'c', 'd'] }, 'state d is unreachable'],
    ['a state that is missing', { states: ['a', 'b'] }, 'state c is missing'],
    ['a missing initial state', { initial: 'x' }, 'state x is missing'],
    ['a way listed twice', { transitions: [...machine.transitions, ...machine.transitions] }, 'listed twice'],
    ['a state listed twice', { states: ['a', 'b', 'b', 'c'] }, 'state b is listed twice'],
    [
      'a state that leads to itself',
      { transitions: [...machine.transitions, { from: 'a', to: 'a', via: 'x' }] },
      'a leads to itself',
    ],
    [
      'a dead end',
      {
        states: ['a', 'b', 'c', 'd'],
        transitions: [...machine.transitions, { from: 'a', to: 'd', via: 'x' }],
      },
      'state d leads to no end',
    ],
  ])('refuses %s', (_title, change, message) => {
    expect(() => validateMachine({ ...machine, ...change })).toThrow(message);
  });

  it('names all faults at once', () => {
    expect(() => validateMachine({ ...machine, states: ['a', 'b', 'd'] })).toThrow(
      /c is missing.*d is unreachable/,
    );
  });
});
