import { describe, expect, it } from '@jest/globals';
import { PHASES, settled } from './dialogue-state.js';
import { stateOf } from './simulator.spec.js';

const open = {
  type: 'TS',
  startedBy: 'm',
  category: null,
  category2: null,
  words: ['电表坏了'],
  flags: [],
  demand: [],
} as const;

describe('settled', () => {
  it.each(PHASES)('keeps in phase %s only what belongs to it', (phase) => {
    const state = settled(stateOf({ phase, open, asked: 'address', verifying: 'TS2611000001' }));
    expect(state.open !== null).toBe(['offering', 'collecting', 'confirming'].includes(phase));
    expect(state.asked !== null).toBe(['collecting', 'completing'].includes(phase));
    expect(state.verifying !== null).toBe(phase === 'verifying');
  });
});
