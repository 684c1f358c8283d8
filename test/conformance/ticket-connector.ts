import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Outcome } from '#app/tickets/connectors/remote/outcome.js';
import type { RemoteDraft, RemoteTicket, TicketSystem } from '#app/tickets/connectors/ticket-system.port.js';

/** One ticket system, ours to play with: the queue or project of the shared tools, channel and account mapped. */
export interface SystemUnderTest {
  /** With the right settings. */
  readonly system: TicketSystem;
  /** With field `category`, state `archived` and channel value `sms` mapped to what is not there. */
  readonly wronglyMapped: TicketSystem;
  /** Names the wrong mappings must be told by. */
  readonly wrongNames: readonly RegExp[];
  /** Another account sets a status and leaves words; null where the system has no other account for us. */
  readonly otherHand: ((id: string, status: string, words: string) => Promise<void>) | null;
  readonly resolvedStatus: string;
  /** What a value that the system must refuse leads to: RT drops it silently, Redmine says no. */
  readonly badValue: 'dropped' | 'rejected';
  stop(): Promise<void>;
}

export const draftOf = (key: string, over: Partial<RemoteDraft> = {}): RemoteDraft => ({
  key,
  subject: `${key} 电表走得太快 "引号" <b>`,
  body: '第一行\n第二行',
  state: 'registered',
  urgency: 'urgent',
  values: { channel: 'web', accountNo: '0123456789' },
  ...over,
});
export const newKey = (): string => `TS${randomUUID().slice(0, 8)}`;

/** What an accepted outcome holds. */
export function taken<T>(outcome: Outcome<T>): T {
  if (outcome.status === 'accepted') return outcome.value;
  throw new Error(`${outcome.status}: ${outcome.error}`);
}

/** What every system behind the port must do, be it real or a fake that is true to the protocol. */
export function ticketSystemSuite(name: string, start: () => Promise<SystemUnderTest>): void {
  describe(`ticket system: ${name}`, () => {
    let under: SystemUnderTest;
    let system: TicketSystem;
    const signal = (): AbortSignal => AbortSignal.timeout(60_000);
    const made = async (key: string, over: Partial<RemoteDraft> = {}): Promise<RemoteTicket> => {
      const id = taken(await system.create(draftOf(key, over), signal()));
      return taken(await system.read(id, signal()));
    };

    beforeAll(async () => {
      under = await start();
      system = under.system;
    }, 240_000);
    afterAll(() => under?.stop());

    it('finds nothing, then what it made, with every field as it was sent', async () => {
      const key = newKey();
      expect(taken(await system.findByKey(key, signal()))).toEqual([]);
      const ticket = await made(key);
      expect(system.compare(draftOf(key), ticket)).toEqual([]);
      expect(taken(await system.findByKey(key, signal())).map(({ id }) => id)).toEqual([ticket.id]);
    }, 60_000);

    it('finds a closed one, too', async () => {
      const key = newKey();
      const { id } = await made(key);
      taken(await system.setStatus(id, system.statusFor('archived'), signal()));
      const [found] = taken(await system.findByKey(key, signal()));
      expect(found).toMatchObject({ id, status: system.statusFor('archived') });
    }, 60_000);

    it('names a value that was not taken', async () => {
      const key = newKey();
      const draft = draftOf(key, { values: { channel: 'carrier pigeon' } });
      const outcome = await system.create(draft, signal());
      if (under.badValue === 'rejected') {
        expect(outcome).toMatchObject({ status: 'rejected', error: expect.stringContaining('Channel') });
      } else {
        const ticket = taken(await system.read(taken(outcome), signal()));
        expect(system.compare(draft, ticket)).toEqual(['Channel']);
      }
    }, 60_000);

    it('does not take a second ticket of one key for the first', async () => {
      const key = newKey();
      const [first, second] = [await made(key), await made(key)];
      const found = taken(await system.findByKey(key, signal()));
      expect(found[0]?.id).toBe(first.id);
      // Either both show, or the second one shows that its key was dropped.
      expect(found.length === 2 || system.compare(draftOf(key), second).length > 0).toBe(true);
    }, 60_000);

    it('knows its own comment again, and no other', async () => {
      const { id } = await made(newKey());
      const comment = { marker: 'jiesu tev_1', text: '内部备注 & <i>', internal: true };
      expect(taken(await system.hasMarker(id, comment.marker, signal()))).toBe(false);
      taken(await system.comment(id, comment, signal()));
      expect(taken(await system.hasMarker(id, comment.marker, signal()))).toBe(true);
      expect(taken(await system.hasMarker(id, 'jiesu tev_2', signal()))).toBe(false);
    }, 60_000);

    it('keeps a file with a Chinese name byte for byte', async () => {
      const { id } = await made(newKey());
      const bytes = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 10, 13, 10]);
      const file = { name: '电表照片 1.png', type: 'image/png', bytes };
      taken(await system.attach(id, file, 'jiesu tev_9', signal()));
      const [kept] = taken(await system.files(id, signal()));
      expect([kept?.name, kept && [...kept.bytes]]).toEqual([file.name, [...bytes]]);
      expect(taken(await system.hasMarker(id, 'jiesu tev_9', signal()))).toBe(true);
    }, 60_000);

    it('does not call a status set that was not taken', async () => {
      const { id, status } = await made(newKey());
      expect(await system.setStatus(id, 'nonsense', signal())).toMatchObject({ status: 'rejected' });
      expect(taken(await system.read(id, signal())).status).toBe(status);
    }, 60_000);

    it('tells what others did, and nothing of its own doing', async () => {
      const key = newKey();
      const since = new Date(Date.now() - 5_000);
      const { id } = await made(key);
      taken(await system.setStatus(id, system.statusFor('investigating'), signal()));
      taken(await system.comment(id, { marker: 'jiesu tev_3', text: '我们的话', internal: true }, signal()));
      if (!under.otherHand) return console.warn(`${name}: remote changes not tried, no other account`);
      await under.otherHand(id, under.resolvedStatus, '现场已换表');
      const { changes, newest } = taken(await system.changesSince(since, signal()));
      const mine = changes.filter((change) => change.key === key).map(({ what }) => what);
      expect(mine).toContainEqual({
        kind: 'status',
        from: system.statusFor('investigating'),
        to: under.resolvedStatus,
      });
      expect(mine).toContainEqual({ kind: 'comment', text: '现场已换表' });
      expect(mine).toHaveLength(2);
      expect(newest).toBeInstanceOf(Date);
      expect(new Set(changes.map((change) => change.id)).size).toBe(changes.length);
    }, 60_000);

    it('is healthy with the right mapping and names each wrong one', async () => {
      expect(await system.healthCheck(signal())).toEqual({ faults: [] });
      const { faults } = await under.wronglyMapped.healthCheck(signal());
      for (const wrong of under.wrongNames) expect(faults).toContainEqual(expect.stringMatching(wrong));
      expect(faults).toHaveLength(under.wrongNames.length);
    }, 60_000);
  });
}
