import { describe, expect, it } from '@jest/globals';
import { ACT_FUNCTIONS } from './decide.js';
import {
  ACTS,
  actFor,
  DIALOGUE_MACHINE,
  type DialogueMachine,
  mayLead,
  validateMachine,
} from './dialogue-machine.js';
import { PHASES } from './dialogue-state.js';
import { TRIGGERS } from './triggers.js';

const implemented = Object.keys(ACT_FUNCTIONS);
const machine = (more: Partial<DialogueMachine>): DialogueMachine => ({ ...DIALOGUE_MACHINE, ...more });

describe('the dialogue machine', () => {
  it('is sound as shipped', () => {
    expect(() => validateMachine(implemented)).not.toThrow();
  });

  it('names an act that is not implemented', () => {
    expect(() => validateMachine(implemented.filter((act) => act !== 'rescue'))).toThrow(
      'act rescue is not implemented',
    );
  });

  it('names an act that nothing leads to', () => {
    const anywhere = { ...DIALOGUE_MACHINE.anywhere, goodbye: 'thank' as const };
    expect(() => validateMachine(implemented, machine({ anywhere }))).toThrow('act bye is never chosen');
  });

  it('names a phase that cannot be reached', () => {
    const leadsTo = { ...DIALOGUE_MACHINE.leadsTo, noteResolved: ['same'] as const };
    expect(() => validateMachine(implemented, machine({ leadsTo }))).toThrow(
      'phase rating cannot be reached',
    );
  });

  it('names a phase that cannot be left', () => {
    const stuck = Object.fromEntries(TRIGGERS.map((trigger) => [trigger, 'transfer' as const]));
    const inPhase = { ...DIALOGUE_MACHINE.inPhase, rating: stuck };
    expect(() => validateMachine(implemented, machine({ inPhase }))).toThrow(
      'phase rating does not lead back to idle',
    );
  });

  it('lists every fault at once', () => {
    const leadsTo = { ...DIALOGUE_MACHINE.leadsTo, noteResolved: ['same'] as const };
    expect(() => validateMachine([], machine({ leadsTo }))).toThrow(
      /phase rating .*act rescue is not implemented.*act clarify is not implemented/,
    );
  });

  it('lets a phase overrule what holds anywhere', () => {
    expect(actFor('confirming', 'yes')).toBe('confirmCase');
    expect(actFor('withdrawing', 'yes')).toBe('withdraw');
    expect(actFor('idle', 'yes')).toBe('repeatReceipt');
    expect(actFor('confirming', 'human')).toBe('transfer');
  });

  it('hears only danger and calls for people where a person is at risk', () => {
    const heard = TRIGGERS.filter((trigger) => actFor('danger', trigger) !== 'stayQuiet');
    expect(heard).toEqual(['danger', 'person_danger', 'human']);
  });

  it.each(PHASES)('answers danger, a person at risk and the wish for a human in phase %s', (phase) => {
    expect([actFor(phase, 'danger'), actFor(phase, 'person_danger'), actFor(phase, 'human')]).toEqual([
      'rescue',
      'careForPerson',
      'transfer',
    ]);
  });

  it('lets an act stay where it was only where its table says so', () => {
    expect(mayLead('greet', 'collecting', 'collecting')).toBe(true);
    expect(mayLead('greet', 'idle', 'collecting')).toBe(false);
    expect(mayLead('withdraw', 'withdrawing', 'withdrawing')).toBe(false);
    expect(mayLead('withdraw', 'withdrawing', 'idle')).toBe(true);
  });

  it('names each act once', () => {
    expect(new Set(ACTS).size).toBe(ACTS.length);
  });
});
