import { describe, expect, it } from '@jest/globals';
import type { Message } from '../base/api-types.js';
import { newThread, type OutgoingReply, readAfter, withEntries } from './thread-state.js';

const entry = (seq: number, more: Partial<Message> = {}): Message => ({
  seq,
  id: `m${seq}`,
  speaker: 'seat',
  author: '王芳',
  content: { kind: 'text', text: '好的' },
  at: '2026-11-22T00:00:00Z',
  ...more,
});
const reply = (clientId: string, text = '好的'): OutgoingReply => ({
  clientId,
  text,
  state: 'sending',
  fault: null,
  after: 4,
});

describe('withEntries', () => {
  it('takes away one waiting reply for each copy in the record', () => {
    const thread = { ...newThread('c'), outgoing: [reply('a'), reply('b')] };
    expect(withEntries(thread, [entry(5)]).outgoing.map(({ clientId }) => clientId)).toEqual(['b']);
    expect(withEntries(thread, [entry(5), entry(6)]).outgoing).toEqual([]);
  });

  it('does not take an older entry, the bot’s or other words for the copy', () => {
    const thread = { ...newThread('c'), outgoing: [reply('a')] };
    const others = [
      entry(3),
      entry(5, { speaker: 'bot' }),
      entry(6, { content: { kind: 'text', text: '好' } }),
    ];
    expect(withEntries(thread, others).outgoing).toHaveLength(1);
  });
});

describe('readAfter', () => {
  it('goes back to the first delivery that is still open', () => {
    expect(readAfter([])).toBe(0);
    expect(readAfter([entry(1), entry(2)])).toBe(2);
    expect(readAfter([entry(1), entry(2, { delivery: 'pending' }), entry(3)])).toBe(1);
  });
});
