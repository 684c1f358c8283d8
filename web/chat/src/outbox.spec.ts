import { describe, expect, it } from '@jest/globals';
import { ChatFault } from './chat-api.js';
import type { Outgoing } from './chat-types.js';
import { Outbox } from './outbox.js';

const message = (id: string): Outgoing => ({
  clientMsgId: id,
  payload: { text: id },
  state: 'sending',
  final: false,
  at: '2026-11-22T00:00:00Z',
});

/** A door that can be shut; remembers what came through and how each message is marked. */
function openDoor() {
  const sent: string[] = [];
  const marks = new Map<string, string>();
  const door = { fault: null as ChatFault | null };
  const outbox = new Outbox(
    {
      deliver: async ({ clientMsgId }) => {
        await Promise.resolve();
        if (door.fault) throw door.fault;
        sent.push(clientMsgId);
      },
      mark: (id, { state, final }) => marks.set(id, final ? `${state} for good` : state),
    },
    () => Promise.resolve(),
  );
  return { outbox, door, sent, marks };
}

const settled = () => new Promise((done) => setTimeout(done, 5));

describe('Outbox', () => {
  it('sends in the order of writing', async () => {
    const { outbox, sent } = openDoor();
    for (const id of ['a', 'b', 'c']) outbox.add(message(id));
    await settled();
    expect(sent).toEqual(['a', 'b', 'c']);
  });

  it('lets no message overtake one that the network held back', async () => {
    const { outbox, door, sent, marks } = openDoor();
    door.fault = new ChatFault(0);
    outbox.add(message('a'));
    outbox.add(message('b'));
    await settled();
    expect([...marks]).toEqual([
      ['a', 'failed'],
      ['b', 'failed'],
    ]);
    door.fault = null;
    outbox.add(message('c'));
    await settled();
    expect(sent).toEqual(['a', 'b', 'c']);
    expect(marks.get('b')).toBe('sent');
  });

  it('resumes when the network is back, each once', async () => {
    const { outbox, door, sent } = openDoor();
    door.fault = new ChatFault(503);
    outbox.add(message('a'));
    await settled();
    door.fault = null;
    outbox.resume();
    outbox.resume();
    await settled();
    expect(sent).toEqual(['a']);
  });

  it('does not repeat by itself what the server refused, and does not stop for it', async () => {
    const { outbox, door, sent, marks } = openDoor();
    door.fault = new ChatFault(400);
    outbox.add(message('a'));
    await settled();
    expect(marks.get('a')).toBe('failed for good');
    door.fault = null;
    outbox.resume();
    outbox.add(message('b'));
    await settled();
    expect(sent).toEqual(['b']);
    outbox.retry('a');
    await settled();
    expect(sent).toEqual(['b', 'a']);
  });
});
