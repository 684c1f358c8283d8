import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { Metrics } from '#app/base/health/metrics.js';
import { Logger } from '#app/base/log/logger.js';
import { CATEGORIES, EMOTIONS, FLAGS, INTENTS } from '#app/base/model/labels.js';
import { CHANNELS } from '#app/base/model/message.js';
import type { Understanding } from '#app/base/model/understanding.js';
import { ComposeReply, loadGuard, loadScripts, SpokenWording } from '#app/reply/index.js';
import { decideTurn } from './domain/decide.js';
import { type DialogueState, INITIAL_STATE } from './domain/dialogue-state.js';
import type { Say, TicketView } from './domain/turn.js';

jest.setTimeout(300_000);

const RUNS = 10_000;
const TURNS = 3;
const NOW = new Date('2026-11-20T04:00:00Z');

/** What must never leave, in the customer's own mouth and in facts that people typed. */
const BAD = [
  '规定就是这样',
  '這是規定',
  '你自己看合同',
  '这不是我负责的',
  '我们马上就能解决',
  '是您自己的问题',
  '急什么急',
  '不可能，电表不会错',
  '全额赔偿给您',
  '投诉也没用',
  '户主张伟，电话13812345678',
  '对不起',
  '台区重过载',
  '规*定*就*是*这*样',
];
const SAID = [
  '我要投诉，电费翻倍了',
  '家里没电了',
  '城北区梧桐路6号院',
  '13800000000',
  '对',
  '不是',
  '转人工',
  '再不来我打12398',
  '撤了吧',
  '5',
  '到哪一步了',
  '谢谢',
  '电线断了在冒火',
  '退订',
];
const FACTS = [
  'ticketNo',
  'owner',
  'deadline',
  'contactDeadline',
  'resolveDeadline',
  'step',
  'next',
  'date',
  'n',
  'eta',
];

const message = fc.oneof(
  fc.constantFrom(...SAID),
  fc.constantFrom(...BAD),
  fc.tuple(fc.constantFrom(...SAID), fc.constantFrom(...BAD)).map((parts) => parts.join('，')),
  fc.string({ maxLength: 30, unit: 'binary' }),
);
const understanding: fc.Arbitrary<Omit<Understanding, 'entities'>> = fc.record({
  intent: fc.constantFrom(...INTENTS),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  category: fc.option(fc.constantFrom(...CATEGORIES)),
  category2: fc.option(fc.constantFrom(...CATEGORIES), { freq: 5 }),
  flags: fc.subarray([...FLAGS], { maxLength: 3 }),
  emotion: fc.constantFrom(...EMOTIONS),
  decision: fc.constantFrom('accept' as const, 'clarify' as const, 'handoff' as const),
  alternatives: fc.array(
    fc.record({ intent: fc.constantFrom(...INTENTS), confidence: fc.constantFrom(0.1, 0.4) }),
    { maxLength: 2 },
  ),
});
const fill = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('TS2611000012', '计量部 值班员', '明天14:30', '调查分析') },
  { weight: 2, arbitrary: fc.constantFrom(...BAD) },
  { weight: 1, arbitrary: fc.string({ maxLength: 20, unit: 'binary' }) },
);
const ticket: TicketView = {
  id: 'tkt_1',
  number: 'TS2611000012',
  type: 'TS',
  category: 'OPS_QUALITY',
  urgency: 'general',
  stepName: '受理登记',
  active: true,
  owner: '生产计划部 值班员',
  phone: '13800000001',
  hasAddress: true,
  urgeCount: 0,
  deadline: new Date(NOW.getTime() + 7_200_000),
};
const walk = fc.record({
  turns: fc.array(
    fc.record({ text: message, read: understanding, address: fc.boolean(), phone: fc.boolean() }),
    { minLength: 1, maxLength: TURNS },
  ),
  channel: fc.constantFrom(...CHANNELS),
  tickets: fc.constantFrom([], [ticket], [{ ...ticket, active: false, resolved: true }]),
  facts: fc.array(fill, { minLength: FACTS.length, maxLength: FACTS.length }),
});
type Walk = typeof walk extends fc.Arbitrary<infer T> ? T : never;

describe('what the bot says', () => {
  let compose: ComposeReply;
  let wording: SpokenWording;
  const metrics = new Metrics();
  beforeAll(() => {
    const guard = loadGuard();
    const book = loadScripts(guard);
    wording = { guard, book, today: () => '2026-11-20' };
    compose = new ComposeReply(wording, metrics, new Logger('silent'));
  });

  it(`has no guard hit, whatever is said to it and filled into it (${RUNS} walks)`, async () => {
    let spoken = 0;
    const stages = new Set<string>();
    fc.assert(
      fc.property(walk, (given) => {
        for (const { text, previous, says } of replies(given)) {
          spoken += 1;
          for (const { stage } of says) stages.add(stage);
          const checked = wording.guard.check(text, { previousReplies: previous, echoes: echoesOf(given) });
          expect(checked.hits.map((hit) => `${hit.class}: ${hit.text}`)).toEqual([]);
          expect(text).not.toMatch(/\{[A-Za-z]+\}/);
          expect(text.trim()).not.toBe('');
        }
      }),
      { numRuns: RUNS },
    );
    // A walk that says nothing proves nothing, nor does one in which nothing had to be kept back.
    const kept = (await metrics.guardHits.get()).values.reduce((sum, { value }) => sum + value, 0);
    expect(kept).toBeGreaterThan(RUNS / 10);
    expect(spoken).toBeGreaterThan(RUNS);
    expect(stages.size).toBeGreaterThan(30);
  });

  function* replies({ turns, channel, tickets, facts }: Walk) {
    let state: DialogueState = INITIAL_STATE;
    const previous: string[] = [];
    const vars = Object.fromEntries(FACTS.map((name, i) => [name, facts[i] ?? '']));
    for (const [index, { text, read, address, phone }] of turns.entries()) {
      const decision = decideTurn({
        messageId: `msg_${index}`,
        content: { kind: 'text', text },
        understanding: { ...read, entities: entitiesIn(text, address, phone) },
        state,
        holder: 'bot',
        channel,
        channelPhone: null,
        tickets,
        named: [],
        now: NOW,
      });
      state = decision.state;
      if (decision.says.length === 0) continue;
      const said = compose.run(
        decision.says.map((say) => pieceOf(say, vars)),
        {
          channel,
          intent: read.intent,
          emotion: read.emotion,
          previousReplies: previous,
          echoes: turns.map((turn) => turn.text),
        },
      );
      yield { text: said, previous: [...previous], says: decision.says };
      previous.push(said);
    }
  }
});

const pieceOf = ({ stage, key, category, vars }: Say, facts: Readonly<Record<string, string>>) => ({
  stage,
  key,
  category,
  vars: { ...facts, ...vars },
});

const echoesOf = ({ turns }: Walk): readonly string[] => turns.map(({ text }) => text);

/** Entities as the extractors would give them: a literal part of the text. */
function entitiesIn(text: string, address: boolean, phone: boolean): Understanding['entities'] {
  const found = (type: 'address' | 'phone', part: string) => {
    const start = text.indexOf(part);
    return start < 0 ? [] : [{ type, text: part, start, end: start + part.length, value: part }];
  };
  return [
    ...(address ? found('address', '城北区梧桐路6号院') : []),
    ...(phone ? found('phone', '13800000000') : []),
  ];
}
