import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Content } from '#app/base/model/message.js';
import type { ChannelAdapter, OutboundMessage, PlannedMessage, SendResult } from '#app/channels/index.js';
import { eventually } from './eventually.js';

/** Where a reply to one customer goes. */
export type Address = Pick<OutboundMessage, 'conversationId' | 'accountId' | 'contactKey'>;

/** One channel with a far side that the suite can watch; contacts are named by the suite. */
export interface ChannelUnderTest {
  adapter(): ChannelAdapter;
  /** A message as the platform delivers it, under the platform's id; resolves once it is acknowledged. */
  arrives(contact: string, delivery: string, text: string): Promise<void>;
  /** What intake has stored of that contact, in the order of arrival. */
  heard(contact: string): Promise<readonly string[]>;
  /** Known from the contact's first message on. */
  addressOf(contact: string): Promise<Address>;
  /** What the reply room has committed by the time `send` is called. */
  commits(messages: readonly OutboundMessage[]): Promise<void>;
  /** What that contact sees of us, in order. */
  shown(contact: string): Promise<readonly string[]>;
  /** The process ends and a new one starts; `adapter()` is another one afterwards. */
  restart(): Promise<void>;
  close(): Promise<void>;
  /** From now on the far side takes nothing and asks to come back later; left out where it cannot. */
  readonly falters?: () => void;
  readonly heals?: () => void;
}

const KINDS: readonly Content[] = [
  { kind: 'text', text: '您好' },
  { kind: 'text', text: '请选择', choices: [{ label: '转人工', text: '转人工' }] },
  { kind: 'image', mediaId: 'med_0123456789012345678901' },
  { kind: 'voice', mediaId: 'med_0123456789012345678901', seconds: 3 },
  { kind: 'location', label: '梧桐路18号' },
  { kind: 'event', name: 'queued' },
];
const HEALTH = ['up', 'down', 'starting'];

/** What every channel must do, whatever it is. Run it with a far side that behaves like the platform. */
export function channelConformance(name: string, open: () => Promise<ChannelUnderTest>): void {
  describe(`the channel ${name}`, () => {
    let channel: ChannelUnderTest;

    beforeAll(async () => {
      channel = await open();
    }, 60_000);
    afterAll(async () => {
      await channel?.close();
    }, 30_000);

    const message = async (contact: string, content: Content): Promise<OutboundMessage> => ({
      id: `msg_${randomUUID()}`,
      ...(await channel.addressOf(contact)),
      content,
    });
    const texts = (contact: string, ...all: string[]): Promise<OutboundMessage[]> =>
      Promise.all(all.map((text) => message(contact, { kind: 'text', text })));
    const planned = (outbound: OutboundMessage): PlannedMessage => {
      const plan = channel.adapter().plan(outbound);
      if (!plan.ok) throw new Error(`cannot be planned: ${plan.reason}`);
      return { ...outbound, parts: plan.parts };
    };
    /** As the reply room sends: committed, planned, sent. */
    const send = async (outbound: readonly OutboundMessage[]): Promise<ReadonlyMap<string, SendResult>> => {
      await channel.commits(outbound);
      return channel.adapter().send(outbound.map(planned));
    };
    const shows = async (contact: string, ...expected: string[]): Promise<void> => {
      await eventually(
        `${contact} sees ${expected.length}`,
        async () => (await channel.shown(contact)).length >= expected.length,
      );
      expect(await channel.shown(contact)).toEqual(expected);
    };

    describe('inbound', () => {
      it('a delivery that is repeated is stored once: later, and 20 times in parallel', async () => {
        for (let i = 0; i < 3; i++) await channel.arrives('repeated', 'd-1', '停电了');
        await Promise.all(Array.from({ length: 20 }, () => channel.arrives('repeated', 'd-2', '还没来电')));
        expect(await channel.heard('repeated')).toEqual(['停电了', '还没来电']);
      });

      it('keeps the order in which a contact sends', async () => {
        const all = Array.from({ length: 10 }, (_, i) => `第${i}句`);
        for (const [i, text] of all.entries()) await channel.arrives('ordered', `d-${i}`, text);
        expect(await channel.heard('ordered')).toEqual(all);
      });

      it('gives each contact a conversation of its own, always the same', async () => {
        await channel.arrives('one', 'one-1', '我是一号');
        await channel.arrives('two', 'two-1', '我是二号');
        const first = await channel.addressOf('one');
        expect((await channel.addressOf('two')).conversationId).not.toBe(first.conversationId);
        await channel.arrives('one', 'one-2', '还是一号');
        expect(await channel.addressOf('one')).toEqual(first);
      });
    });

    describe('planning', () => {
      const plan = (content: Content) =>
        channel
          .adapter()
          .plan({ id: 'msg_1', conversationId: 'cnv_1', accountId: 'a', contactKey: 'c', content });

      it('splits a text that is too long for the channel into parts that are not, and loses nothing', () => {
        const { maxTextLength } = channel.adapter().capabilities;
        fc.assert(
          fc.property(
            fc.array(fc.constantFrom('停电', '。', '🙂', 'a', '您好,', '\n'), { maxLength: 400 }),
            (words) => {
              const text = `起${words.join('').repeat(Math.ceil(maxTextLength / 300))}`;
              const made = plan({ kind: 'text', text });
              if (!made.ok) return expect(made.code).toBe('TOO_LONG');
              const parts = made.parts.map((part) => (part.kind === 'text' ? part.text : ''));
              expect(parts.join('')).toBe(text);
              for (const part of parts) {
                expect(part.length).toBeGreaterThan(0);
                expect(part.length).toBeLessThanOrEqual(maxTextLength);
                expect(part.isWellFormed()).toBe(true);
              }
            },
          ),
          { numRuns: 50 },
        );
      });

      it('sends a text that fits in one part, as it is', () => {
        const fits = '停'.repeat(channel.adapter().capabilities.maxTextLength);
        expect(plan({ kind: 'text', text: fits })).toMatchObject({
          ok: true,
          parts: [{ kind: 'text', text: fits }],
        });
      });

      it('answers for every kind of content, and carries only what its capabilities say', () => {
        const { images, choices } = channel.adapter().capabilities;
        for (const content of KINDS) {
          const made = plan(content);
          if (!made.ok) {
            expect(made.code).toMatch(/^[A-Z_]+$/);
            expect(made.reason.length).toBeGreaterThan(0);
            continue;
          }
          expect(made.parts.length).toBeGreaterThan(0);
          if (!images) expect(made.parts.filter((part) => part.kind === 'image')).toEqual([]);
          if (!choices) expect(made.parts.filter((part) => 'choices' in part && part.choices)).toEqual([]);
        }
        if (images) expect(plan({ kind: 'image', mediaId: 'med_1' }).ok).toBe(true);
      });

      it('offers choices once, with the last part, so that no tap answers half a question', () => {
        const { maxTextLength, choices } = channel.adapter().capabilities;
        if (!choices) return;
        const made = plan({
          kind: 'text',
          text: '停'.repeat(maxTextLength + 5),
          choices: [{ label: '转人工', text: '转人工' }],
        });
        if (!made.ok) return expect(made.code).toBe('TOO_LONG');
        const offers = made.parts.map((part) => 'choices' in part && part.choices !== undefined);
        expect(offers).toEqual(made.parts.map((_, i) => i === made.parts.length - 1));
      });

      it('is pure: the same message is planned the same way, and is not changed', () => {
        for (const content of KINDS) {
          const before = structuredClone(content);
          expect(plan(content)).toEqual(plan(content));
          expect(content).toEqual(before);
        }
      });
    });

    describe('outbound', () => {
      it('gives one result for each message, and nothing for none', async () => {
        await channel.arrives('results', 'd-1', '你好');
        const batch = await texts('results', 'r-1', 'r-2', 'r-3');
        const results = await send(batch);
        expect([...results.keys()].sort()).toEqual(batch.map(({ id }) => id).sort());
        for (const result of results.values()) expect(result.status).toBe('accepted');
        expect((await channel.adapter().send([])).size).toBe(0);
      });

      it('shows the messages of a conversation in order, and to nobody else', async () => {
        await channel.arrives('left', 'left-1', '我是左边');
        await channel.arrives('right', 'right-1', '我是右边');
        const [l, r] = [await texts('left', 'l-1', 'l-2', 'l-3'), await texts('right', 'r-1', 'r-2')];
        await send([...l.slice(0, 2), ...r, ...l.slice(2)]);
        await shows('left', 'l-1', 'l-2', 'l-3');
        await shows('right', 'r-1', 'r-2');
      });

      it('a repeated send shows nothing twice, where the channel says so', async () => {
        await channel.arrives('again', 'd-1', '你好');
        const batch = await texts('again', 'a-1');
        await send(batch);
        if (!channel.adapter().capabilities.idempotentSend) return;
        expect([...(await channel.adapter().send(batch.map(planned))).values()]).toMatchObject([
          { status: 'accepted' },
        ]);
        await send(await texts('again', 'a-2'));
        await shows('again', 'a-1', 'a-2');
      });

      it('a far side that wants it later: nothing of the conversation overtakes what waits', async () => {
        if (!channel.falters || !channel.heals) return;
        await channel.arrives('later', 'd-1', '你好');
        const batch = await texts('later', 'w-1', 'w-2', 'w-3');
        channel.falters();
        const results = await send(batch);
        channel.heals();
        expect(batch.map(({ id }) => results.get(id)?.status)).toEqual([
          'retryable',
          'retryable',
          'retryable',
        ]);
        await channel.adapter().send(batch.map(planned));
        await shows('later', 'w-1', 'w-2', 'w-3');
      });
    });

    describe('its life', () => {
      it('starts twice as once, stops twice as once, and starts again', async () => {
        await channel.arrives('life', 'd-1', '你好');
        const adapter = channel.adapter();
        await adapter.start();
        await adapter.start();
        expect(adapter.health().state).toBe('up');
        await adapter.stop();
        await adapter.stop();
        expect(HEALTH).toContain(adapter.health().state);
        await adapter.start();
        await send(await texts('life', 'alive'));
        await shows('life', 'alive');
        expect(adapter.health().state).toBe('up');
      });

      it('after a restart it sends to the same address, and a delivery from before is still known', async () => {
        await channel.arrives('returning', 'd-1', '重启之前');
        const before = await channel.addressOf('returning');
        await channel.restart();
        await channel.arrives('returning', 'd-1', '重启之前');
        await channel.arrives('returning', 'd-2', '重启之后');
        expect(await channel.heard('returning')).toEqual(['重启之前', '重启之后']);
        expect(await channel.addressOf('returning')).toEqual(before);
        await send(await texts('returning', 'back'));
        await shows('returning', 'back');
      });
    });
  });
}
