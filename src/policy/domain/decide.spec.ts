import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CATEGORIES, DECISIONS, EMOTIONS, type EntityType, FLAGS, INTENTS } from '#app/base/model/labels.js';
import { CHANNELS, type Content, HOLDERS, type Holder } from '#app/base/model/message.js';
import type { Entity, Understanding } from '#app/base/model/understanding.js';
import { isQuestion, SAYABLE_PAIRS } from './acts/sayable.js';
import { ACT_FUNCTIONS, decideTurn } from './decide.js';
import { ACTS } from './dialogue-machine.js';
import { type DialogueState, INITIAL_STATE, PHASES } from './dialogue-state.js';
import { ownTickets } from './own-tickets.js';
import { saysNoMatter } from './reading/answers.js';
import { NOON, stateOf, ticketView, turnOf } from './simulator.spec.js';
import { MOST_ASKS } from './slots.js';
import type { Decision, OpenTicket, TicketView, TurnInput } from './turn.js';

describe('decideTurn', () => {
  it('has a function for every act and no other', () => {
    expect(Object.keys(ACT_FUNCTIONS).sort()).toEqual([...ACTS].sort());
  });

  it('remembers the last message folded, and leaves it alone when a file comes', () => {
    const { state } = decideTurn(turnOf('ＴＤ 你好!', { intent: 'GREETING' }));
    expect(state.lastMessage).toEqual({ text: 'td你好', at: NOON.getTime() });
    const after = decideTurn(turnOf('', {}, { content: { kind: 'image', mediaId: 'm' }, state }));
    expect(after.state.lastMessage).toEqual(state.lastMessage);
  });

  it('counts insults wherever they come, and forgets what was not understood once something is', () => {
    const rude = decideTurn(
      turnOf('抄表的瞎抄', { intent: 'COMPLAINT', category: 'MKT_READING', flags: ['abuse'] }),
    );
    expect(rude.state.rudeTurns).toBe(1);
    const understood = decideTurn(
      turnOf('电费去哪交', { intent: 'INQ_CHANNEL' }, { state: stateOf({ unknownTurns: 1 }) }),
    );
    expect(understood.state.unknownTurns).toBe(0);
  });
});

interface Fragment {
  readonly text: string;
  readonly type?: EntityType;
}

const FRAGMENTS: readonly Fragment[] = [
  { text: '停电了' },
  { text: '电表有问题' },
  { text: '你们赔我' },
  { text: '我要投诉' },
  { text: '对' },
  { text: '不对' },
  { text: '不是' },
  { text: '登记吧' },
  { text: '好几天了' },
  { text: '撤了吧' },
  { text: '先不撤' },
  { text: '着火了' },
  { text: '呼吸机' },
  { text: '户号没有' },
  { text: '小票丢了' },
  { text: '还在冒烟' },
  { text: '村口老槐树旁边' },
  { text: '多久给答复' },
  { text: '打12398' },
  { text: '匿名' },
  { text: '5' },
  { text: '2' },
  { text: '0001' },
  { text: 'td' },
  { text: '恢复短信' },
  { text: '???' },
  { text: '' },
  { text: '和平路3号', type: 'address' },
  { text: '5栋201', type: 'address' },
  { text: '13800000001', type: 'phone' },
  { text: '3201234567', type: 'account_no' },
  { text: 'TS2611000001', type: 'ticket_no' },
  { text: 'TS2611000099', type: 'ticket_no' },
  { text: '老周', type: 'person' },
  { text: '昨天', type: 'time' },
  { text: '200元', type: 'amount' },
];

const message = fc.array(fc.constantFrom(...FRAGMENTS), { minLength: 0, maxLength: 4 }).map((fragments) => {
  let text = '';
  const entities: Entity[] = [];
  for (const fragment of fragments) {
    if (text) text += ',';
    if (fragment.type)
      entities.push({
        type: fragment.type,
        text: fragment.text,
        start: text.length,
        end: text.length + fragment.text.length,
        value: fragment.text,
      });
    text += fragment.text;
  }
  return { text, entities };
});

const reading = fc.record({
  intent: fc.constantFrom(...INTENTS),
  confidence: fc.constantFrom(0.1, 0.5, 0.9),
  category: fc.option(fc.constantFrom(...CATEGORIES)),
  category2: fc.option(fc.constantFrom(...CATEGORIES)),
  flags: fc.subarray([...FLAGS], { maxLength: 2 }),
  emotion: fc.constantFrom(...EMOTIONS),
  decision: fc.constantFrom(...DECISIONS),
  alternatives: fc.constantFrom([], [{ intent: 'COMPLAINT' as const, confidence: 0.3 }]),
});

const file = fc.constantFrom<Content>(
  { kind: 'image', mediaId: 'm' },
  { kind: 'voice', mediaId: 'v' },
  { kind: 'voice', mediaId: 'v', transcript: '家里停电了' },
  { kind: 'location', label: '白杨镇北街口' },
);

interface Step {
  readonly content: Content;
  readonly understanding: Understanding;
  readonly holder: Holder;
  readonly minutes: number;
  /** A seat took over and handed back before this message, or the phase a job of another room left. */
  readonly before: 'nothing' | 'handed_back' | 'invited' | 'closed';
}

const step: fc.Arbitrary<Step> = fc
  .record({
    message,
    reading,
    file: fc.option(file, { freq: 8 }),
    holder: fc.constantFrom(...HOLDERS.filter((holder) => holder !== 'seat')),
    minutes: fc.nat(600),
    before: fc.constantFrom('nothing', 'nothing', 'nothing', 'handed_back', 'invited', 'closed'),
  })
  .map(({ message: { text, entities }, reading: read, file: content, ...rest }) => ({
    content: content ?? { kind: 'text', text },
    understanding: content
      ? { ...read, intent: 'OTHER', category: null, category2: null, flags: [], entities: [] }
      : { ...read, entities },
    ...rest,
  }));

interface World {
  state: DialogueState;
  tickets: TicketView[];
  now: number;
}

const FOREIGN = [
  ticketView({ number: 'TS2611000099', phone: '13999990001' }),
  ticketView({ number: 'TS2611000001', phone: '13800000001' }),
];

function inputOf(world: World, one: Step, index: number, channelPhone: string | null): TurnInput {
  const named = one.understanding.entities
    .filter(({ type }) => type === 'ticket_no')
    .map(({ value }) => value);
  const numbers = [...named, world.state.verifying, ...world.state.verified];
  return {
    messageId: `msg_${index}`,
    content: one.content,
    understanding: one.understanding,
    state: world.state,
    holder: one.holder,
    channel: CHANNELS[index % CHANNELS.length] ?? 'web',
    channelPhone,
    tickets: [...world.tickets].reverse(),
    named: FOREIGN.filter(({ number }) => numbers.includes(number)),
    now: new Date(world.now),
  };
}

/** What happens around the turns: seats, jobs and the tickets room. */
function prepare(world: World, { before, minutes }: Step): void {
  world.now += minutes * 60_000;
  if (before === 'handed_back') world.state = { ...world.state, phase: 'idle', rudeTurns: 0 };
  if (before === 'invited' && world.tickets.length > 0) world.state = { ...world.state, phase: 'rating' };
  if (before === 'closed')
    world.tickets = world.tickets.map((ticket) => ({ ...ticket, active: false, resolved: true }));
}

function apply(world: World, decision: Decision, channelPhone: string | null): void {
  world.state = decision.state;
  for (const effect of decision.effects) {
    if (effect.kind === 'open') {
      const { slots } = decision.state;
      const number = `${effect.type}26110001${String(world.tickets.length).padStart(2, '0')}`;
      world.tickets.push(
        ticketView({
          number,
          type: effect.type,
          category: effect.category,
          urgency: effect.urgency ?? 'general',
          phone: slots.phone ?? channelPhone,
          hasAddress: slots.address !== null,
        }),
      );
    } else {
      world.tickets = world.tickets.map((ticket) =>
        effect.ticket !== 'opened' && ticket.number === effect.ticket.number && effect.note === 'urge'
          ? { ...ticket, urgeCount: ticket.urgeCount + 1 }
          : ticket,
      );
    }
  }
}

const PAIRS = new Set(SAYABLE_PAIRS.map(({ stage, key }) => `${stage}/${key}`));

function check(input: TurnInput, decision: Decision): void {
  expect(decision.says.length > 0 || decision.silence !== undefined).toBe(true);
  expect(decision.says.filter(isQuestion).length).toBeLessThanOrEqual(1);
  for (const { stage, key } of decision.says) expect(PAIRS.has(`${stage}/${key}`)).toBe(true);
  expect(
    decision.effects.filter((effect): effect is OpenTicket => effect.kind === 'open').length,
  ).toBeLessThanOrEqual(1);
  checkState(decision.state);
  checkQuestions(input, decision);
  checkTickets(input, decision);
}

function checkState(state: DialogueState): void {
  expect(PHASES).toContain(state.phase);
  if (state.open !== null) expect(['offering', 'collecting', 'confirming']).toContain(state.phase);
  if (state.asked !== null) expect(['collecting', 'completing']).toContain(state.phase);
  for (const [slot, most] of Object.entries(MOST_ASKS))
    expect(state.askedOften[slot as keyof typeof MOST_ASKS] ?? 0).toBeLessThanOrEqual(most);
}

/** Nothing known is asked. */
function checkQuestions({ channelPhone }: TurnInput, { says, state }: Decision): void {
  const asks = (stage: string, ...keys: string[]): boolean =>
    says.some((said) => said.stage === stage && keys.includes(said.key ?? ''));
  const { address, accountNo, phone } = state.slots;
  if (asks('ASK_SLOT', 'address', 'address_again')) expect(address ?? accountNo).toBeNull();
  if (asks('ASK_SLOT', 'danger_location')) expect(address).toBeNull();
  if (asks('ASK_SLOT', 'contact') || asks('CALLBACK', 'ask_phone')) expect(phone ?? channelPhone).toBeNull();
  if (asks('ASK_SLOT', 'demand')) expect(state.open?.demand).toEqual([]);
  if (asks('ASK_SLOT', 'issue'))
    expect(state.open?.words.every(saysNoMatter) === true || state.open?.category === null).toBe(true);
}

/** Nothing is written on, and nothing said of, a ticket that is not the customer's. */
function checkTickets(input: TurnInput, { effects, says, state }: Decision): void {
  const own = ownTickets({ ...input, state }).map(({ number }) => number);
  const opens = effects.some(({ kind }) => kind === 'open');
  for (const { ticket } of [
    ...effects.flatMap((effect) => (effect.kind === 'note' ? [effect] : [])),
    ...says,
  ]) {
    if (ticket === 'opened') expect(opens).toBe(true);
    else if (ticket) expect(own).toContain(ticket.number);
  }
}

describe('any conversation', () => {
  it('is answered without a fault, one question at a time, with nothing asked twice and one ticket a message', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 12 }),
        fc.option(fc.constant('13800000009')),
        (steps, channelPhone) => {
          const world: World = { state: INITIAL_STATE, tickets: [], now: NOON.getTime() };
          steps.forEach((one, index) => {
            prepare(world, one);
            const input = inputOf(world, one, index, channelPhone);
            const decision = decideTurn(input);
            expect(decideTurn(input)).toEqual(decision);
            check(input, decision);
            apply(world, decision, channelPhone);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.constantFrom(...PHASES),
        fc.constantFrom(...INTENTS),
        (text, phase, intent) => {
          const open = {
            type: 'TS',
            startedBy: 'm0',
            category: null,
            category2: null,
            words: ['电表坏了'],
            flags: [],
            demand: [],
          } as const;
          const asked = phase === 'collecting' || phase === 'completing' ? 'address' : null;
          const state = stateOf({
            phase,
            asked,
            open: ['offering', 'collecting', 'confirming'].includes(phase) ? open : null,
            verifying: phase === 'verifying' ? 'TS2611000001' : null,
          });
          const input = turnOf(text, { intent }, { state });
          check(input, decideTurn(input));
        },
      ),
      { numRuns: 400 },
    );
  });
});
