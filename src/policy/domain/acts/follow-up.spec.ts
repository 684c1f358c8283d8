import { describe, expect, it } from '@jest/globals';
import { type Reading, slots, spoken, stateOf, ticketView, turnOf } from '../simulator.spec.js';
import type { TurnInput } from '../turn.js';
import type { ActFn } from './act.js';
import { takeFile } from './files.js';
import { appeal, explainCompensation, rate, reopen, repeatReceipt } from './outcome.js';
import { tellProgress, urge, verifyOwner } from './progress.js';
import { completeFacts, supplement } from './supplement.js';
import { askWithdraw, keepTicket, noteResolved, withdraw } from './withdrawal.js';

const run = (act: ActFn, text: string, reading: Reading = {}, more: Partial<TurnInput> = {}) => {
  const decision = act(turnOf(text, reading, more));
  return { toQueue: undefined, attention: undefined, ...decision, said: spoken(decision.says) };
};
const mine = ticketView();
const theirs = ticketView({ number: 'TS2611000002', phone: '13900000002' });
const on = (more = {}) => ({ tickets: [ticketView(more)] });
const closed = on({ active: false });
const open = {
  type: 'TS',
  startedBy: 'm0',
  category: 'MKT_BILL',
  category2: null,
  words: ['电费多扣了'],
  flags: [],
  demand: [],
} as const;
const collecting = {
  state: stateOf({ phase: 'collecting', open, asked: 'address', askedOften: { address: 1 } }),
} as const;
const about = (number: string) => ({ has: { ticket_no: number } });

describe('tellProgress', () => {
  it.each([
    [{}, 'default'],
    [{ type: 'BX' }, 'no_eta'],
    [{ type: 'JB' }, 'report'],
    [{ active: false }, 'closed'],
    [{ category: 'OPS_DAMAGE' }, 'damage'],
  ] as const)('of %j says %s', (ticket, key) => {
    expect(run(tellProgress, '几时上门看', { intent: 'PROGRESS' }, on(ticket)).said).toEqual([
      `PROGRESS/${key}`,
    ]);
  });

  it('still asks where, of a danger whose place is not known', () => {
    const danger = {
      ...on({ type: 'BX', urgency: 'critical', hasAddress: false }),
      state: stateOf({ phase: 'completing', asked: 'address', askedOften: { address: 1 } }),
    };
    expect(run(tellProgress, '人呢', {}, danger).said).toEqual([
      'PROGRESS/no_eta',
      'ASK_SLOT/danger_location',
    ]);
    expect(run(urge, '快点', {}, danger).said).toEqual(['URGE/repair', 'ASK_SLOT/danger_location']);
  });

  it('asks for the number where there is nothing', () => {
    expect(run(tellProgress, '到哪了').said).toEqual(['PROGRESS/ask_no']);
  });

  it('while a case is told answers and goes on asking; a confirmed one gets its number', () => {
    expect(run(tellProgress, '几天有结果', {}, collecting).said).toEqual([
      'INQ_COMPLAINT_RULE/default',
      'ASK_SLOT/address_again',
    ]);
    expect(
      run(
        tellProgress,
        '几天有结果',
        {},
        {
          state: stateOf({ phase: 'confirming', open, slots: slots({ address: '和平里5号', phone: '138' }) }),
        },
      ).said,
    ).toEqual(['ACCEPT/TS']);
  });

  it('does not drop what is being asked for a proof', () => {
    const { said, state } = run(tellProgress, '查TS2611000002', about('TS2611000002'), {
      ...collecting,
      named: [theirs],
    });
    expect(said).toEqual(['PROGRESS/later', 'ASK_SLOT/address_again']);
    expect(state.open).not.toBeNull();
  });
});

describe('a proof', () => {
  const verifying = (often = 1) =>
    stateOf({ phase: 'verifying', verifying: 'TS2611000002', askedOften: { proof: often } });

  it('opens the ticket for the rest of the conversation', () => {
    const { said, state } = run(verifyOwner, '0002', {}, { state: verifying(), named: [theirs] });
    expect(said).toEqual(['PROGRESS/default']);
    expect(state).toMatchObject({
      phase: 'idle',
      verifying: null,
      verified: ['TS2611000002'],
      ticket: 'TS2611000002',
    });
  });

  it.each([
    ['a wrong tail', '0003', [theirs]],
    ['a ticket that is not there', '0002', []],
    ['a ticket without a phone', '0002', [{ ...theirs, phone: null }]],
  ])('fails alike for %s', (_, text, named) => {
    expect(run(verifyOwner, text, {}, { state: verifying(), named })).toMatchObject({
      said: ['PROGRESS/not_found'],
      state: { phase: 'idle', verified: [] },
    });
  });

  it('may be a whole phone number', () => {
    expect(
      run(
        verifyOwner,
        '我的号13900000002',
        { has: { phone: '13900000002' } },
        { state: verifying(), named: [theirs] },
      ).said,
    ).toEqual(['PROGRESS/default']);
  });
});

describe('urge', () => {
  it('is counted; the second raises a level and the supervisor hears', () => {
    expect(run(urge, '快点', {}, on())).toMatchObject({
      said: ['URGE/default'],
      effects: [{ note: 'urge', flags: ['repeat_contact'] }],
      attention: undefined,
    });
    const second = run(urge, '快点', {}, on({ urgeCount: 1 }));
    expect(second).toMatchObject({ said: ['URGE/escalated'], attention: 'supervisor' });
    expect(second.effects).toMatchObject([{ note: 'urge' }, { note: 'escalate' }]);
    expect(run(urge, '快点', {}, on({ urgeCount: 2 })).effects).toHaveLength(1);
    expect(run(urge, '快点', {}, on({ urgeCount: 1, urgency: 'critical' }))).toMatchObject({
      effects: [{ note: 'urge' }],
      attention: 'danger',
    });
  });

  it('without a ticket is a complaint where it is angry, else the number is asked', () => {
    expect(run(urge, '怎么还没人来', { emotion: 'upset' }).said).toEqual([
      'EMPATHY/default',
      'ASK_SLOT/issue',
    ]);
    expect(run(urge, '快点').said).toEqual(['PROGRESS/ask_no']);
  });
});

describe('supplement', () => {
  it.each([
    [{}, 'noted', undefined],
    [{ urgency: 'critical' }, 'critical', 'danger'],
    [{ type: 'JB' }, 'confidential', undefined],
  ] as const)('on %j says %s', (ticket, key, attention) => {
    const decision = run(supplement, '窗户那边也有', {}, on(ticket));
    expect(decision).toMatchObject({ said: [`SUPPLEMENT/${key}`], effects: [{ note: 'supplement' }] });
    expect(decision.attention).toBe(attention);
  });

  it('keeps a bare fact and asks what it belongs to', () => {
    expect(run(supplement, '13800000009', { has: { phone: '13800000009' } })).toMatchObject({
      said: ['SUPPLEMENT/no_case'],
      state: { slots: { phone: '13800000009' } },
    });
  });

  it('offers a human where facts keep coming that belong to nothing', () => {
    expect(run(supplement, '和平里5号', {}, { state: stateOf({ unknownTurns: 1 }) })).toMatchObject({
      said: ['ACK/noted', 'VENT/offer_human'],
      choices: [{ text: '转人工' }],
    });
  });

  it('corrects the category of a registered case by its words', () => {
    expect(run(supplement, '不是电费,是电表', { intent: 'CORRECT' }, on()).effects).toMatchObject([
      { note: 'correct', category: 'MKT_METER' },
    ]);
    expect(
      run(supplement, '不是我家,是9号楼那台', { intent: 'CORRECT', has: { address: '9号楼' } }, on()).state
        .slots.address,
    ).toBeNull();
  });

  it('learns nothing about a reporter', () => {
    expect(
      run(supplement, '打13800000009', { has: { phone: '13800000009' } }, on({ type: 'JB' })).state.slots
        .phone,
    ).toBeNull();
  });
});

describe('the one more thing', () => {
  const asked = (slot: 'address' | 'contact' | 'reason', more = {}) => ({
    state: stateOf({ phase: 'completing', asked: slot, askedOften: { [slot]: 1 } }),
    ...more,
  });

  it('place: the crew goes; none: asked once more, then not', () => {
    const critical = on({ type: 'BX', urgency: 'critical', hasAddress: false });
    expect(run(completeFacts, '桥头', {}, asked('address', critical))).toMatchObject({
      said: ['ACCEPT/critical'],
      state: { phase: 'idle', asked: null, slots: { address: '桥头' } },
    });
    const again = run(completeFacts, '快来啊', {}, asked('address', critical));
    expect(again.said).toEqual(['SUPPLEMENT/critical', 'ASK_SLOT/danger_location']);
    expect(run(completeFacts, '快来啊', {}, { state: again.state, ...critical })).toMatchObject({
      said: ['SUPPLEMENT/critical'],
      state: { phase: 'idle', asked: null },
    });
  });

  it('phone: noted on the ticket, and a refusal is taken as one', () => {
    expect(
      run(completeFacts, '13800000009', { has: { phone: '13800000009' } }, asked('contact', on())),
    ).toMatchObject({ said: ['SUPPLEMENT/noted'], effects: [{ note: 'supplement' }] });
    expect(run(completeFacts, '不留', {}, asked('contact', on()))).toMatchObject({
      said: ['ACK/noted'],
      effects: [],
      state: { phase: 'idle' },
    });
  });

  it('phone for a call without a case', () => {
    expect(
      run(completeFacts, '13800000009', { has: { phone: '13800000009' } }, asked('contact')),
    ).toMatchObject({ said: ['CALLBACK/default'], toQueue: '客户要求回电' });
    expect(run(completeFacts, '不留', {}, asked('contact')).said).toEqual(['ACK/noted']);
  });

  it('reason: written on the ticket', () => {
    expect(run(completeFacts, '门又开了', {}, asked('reason', on())).effects).toMatchObject([
      { note: 'supplement', text: '门又开了' },
    ]);
  });
});

describe('files', () => {
  const image = { content: { kind: 'image', mediaId: 'm' } } as const;
  const place = { content: { kind: 'location', label: '白杨镇北街口' } } as const;

  it('alone: words are asked for, then a human is offered, then one is called', () => {
    const first = run(takeFile, '', {}, image);
    expect(first.said).toEqual(['NON_TEXT/image']);
    const second = run(takeFile, '', {}, { ...image, state: first.state });
    expect(second.said).toEqual(['NON_TEXT/image', 'VENT/offer_human']);
    expect(run(takeFile, '', {}, { ...image, state: second.state })).toMatchObject({
      said: ['FALLBACK/2'],
      toQueue: expect.any(String),
    });
  });

  it('with a ticket or a case belong to it', () => {
    expect(run(takeFile, '', {}, { ...image, ...on() })).toMatchObject({
      said: ['NON_TEXT/attached'],
      effects: [{ note: 'supplement', text: '[图片/语音]' }],
    });
    expect(run(takeFile, '', {}, { ...image, ...collecting }).said).toEqual([
      'NON_TEXT/attached',
      'ASK_SLOT/address_again',
    ]);
  });

  it('a place answers where', () => {
    expect(run(takeFile, '', {}, { ...place, ...collecting })).toMatchObject({
      said: ['ACK/noted', 'ASK_SLOT/contact'],
      state: { slots: { address: '白杨镇北街口' } },
    });
    const danger = {
      state: stateOf({ phase: 'completing', asked: 'address' }),
      ...on({ type: 'BX', urgency: 'critical', hasAddress: false }),
    } as const;
    expect(run(takeFile, '', {}, { ...place, ...danger }).said).toEqual(['ACCEPT/critical']);
    expect(run(takeFile, '', {}, { ...place, ...on() }).effects).toMatchObject([
      { text: '[位置] 白杨镇北街口' },
    ]);
    expect(run(takeFile, '', {}, place)).toMatchObject({
      said: ['NON_TEXT/location'],
      state: { unknownTurns: 0, slots: { address: '白杨镇北街口' } },
    });
  });
});

describe('withdrawing', () => {
  it('asks, does and undoes', () => {
    expect(run(askWithdraw, '撤了', {}, on())).toMatchObject({
      said: ['WITHDRAW/confirm'],
      state: { phase: 'withdrawing' },
      effects: [{ note: 'withdraw_asked' }],
    });
    expect(run(withdraw, '是', {}, on())).toMatchObject({
      said: ['WITHDRAW/done'],
      state: { phase: 'idle' },
      effects: [{ note: 'withdraw' }],
    });
    expect(run(keepTicket, '不撤', {}, on())).toMatchObject({
      said: ['WITHDRAW/kept'],
      effects: [{ note: 'withdraw_cancelled', text: '不撤' }],
    });
  });

  it('without a ticket says so', () => {
    for (const act of [askWithdraw, withdraw, keepTicket])
      expect(run(act, '撤')).toMatchObject({ said: ['WITHDRAW/none'], effects: [] });
  });

  it('drops what has no number, not the ticket beside it', () => {
    expect(run(askWithdraw, '不投诉了', {}, { ...collecting, ...on() })).toMatchObject({
      said: ['WITHDRAW/dropped'],
      effects: [],
      state: { open: null },
    });
  });

  it('hides the hint at pressure from the ticket', () => {
    const { effects, attention } = run(keepTicket, '你们的人让我撤的', {}, on());
    expect(effects).toMatchObject([{ text: '客户表示暂不撤销' }]);
    expect(attention).toBe('supervisor');
  });
});

describe('the end of a case', () => {
  it('said to be solved is noted; a rating is asked only of a closed one, never of a report', () => {
    expect(run(noteResolved, '来电了', {}, on())).toMatchObject({
      said: ['RESOLVED/noted'],
      effects: [{ note: 'supplement', text: '客户表示:来电了' }],
    });
    expect(run(noteResolved, '好了', {}, closed)).toMatchObject({
      said: ['RATE/invite'],
      state: { phase: 'rating' },
    });
    expect(run(noteResolved, '好了', {}, on({ type: 'JB', active: false })).said).toEqual(['THANKS/default']);
    expect(run(noteResolved, '好了').said).toEqual(['THANKS/default']);
    expect(run(noteResolved, '好了,撤吧', {}, on()).said).toEqual(['WITHDRAW/confirm']);
  });

  it('is rated', () => {
    expect(run(rate, '4', {}, closed)).toMatchObject({
      said: ['RATE/thanks'],
      effects: [{ note: 'rate', score: 4 }],
      state: { phase: 'idle' },
    });
    expect(run(rate, '很差', {}, closed)).toMatchObject({
      said: ['RATE/low', 'ASK_SLOT/reason'],
      effects: [{ score: 1 }],
      attention: 'supervisor',
    });
    expect(run(rate, '4').said).toEqual(['FALLBACK/1']);
  });

  it.each([
    [{ active: false }, 'reopen'],
    [{ resolved: true }, 'reopen'],
    [{}, 'escalate'],
  ])('not accepted: %j is %s', (ticket, kind) => {
    expect(run(reopen, '不接受', {}, on(ticket))).toMatchObject({
      said: ['DISSATISFIED/reopen', 'ASK_SLOT/reason'],
      effects: [{ note: kind }],
      attention: 'supervisor',
    });
  });

  it('not accepted, with nothing on the books, is a complaint', () => {
    expect(run(reopen, '不接受这个结果', { intent: 'DISSATISFIED' }).said).toContain('ASK_SLOT/issue');
    expect(run(reopen, '不接受', {}, collecting).said).toEqual(['EMPATHY/default', 'ASK_SLOT/address_again']);
  });

  it('appealed against is a case of its own with its demands, once', () => {
    const { effects, said } = run(appeal, '换人重新测', {}, closed);
    expect(said).toEqual(['APPEAL/opened']);
    expect(effects).toMatchObject([
      { type: 'SS', parent: mine.number, category: mine.category, demand: ['复测', '换人处理'] },
      { note: 'appeal' },
    ]);
    expect(run(appeal, '找领导', {}, on({ type: 'SS', number: 'SS2611000001' }))).toMatchObject({
      said: ['APPEAL/again'],
      effects: [{ note: 'supplement' }],
    });
    expect(run(appeal, '找领导', {}, collecting)).toMatchObject({
      said: ['ESCALATE/heard', 'ASK_SLOT/address_again'],
      attention: 'supervisor',
    });
    expect(run(appeal, '找你们领导', { intent: 'APPEAL' })).toMatchObject({
      said: ['EMPATHY/default', 'ASK_SLOT/issue'],
      attention: 'supervisor',
    });
  });

  it('asked for money again is explained, without a ticket only what proves it', () => {
    expect(run(explainCompensation, '赔多少', {}, on())).toMatchObject({
      said: ['COMPENSATION/wait'],
      effects: [{ note: 'supplement' }],
    });
    expect(run(explainCompensation, '赔多少').said).toEqual(['COMPENSATION/proof']);
  });

  it('with a mere yes is told once more', () => {
    expect(run(repeatReceipt, '好', {}, on()).said).toEqual(['ACCEPT/again']);
    expect(run(repeatReceipt, '好').said).toEqual(['ACK/noted']);
  });
});
