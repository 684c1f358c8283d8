import { describe, expect, it } from '@jest/globals';
import type { ActFn } from '../acts/act.js';
import type { DialogueState, OpenCase } from '../dialogue-state.js';
import { type Reading, slots, spoken, stateOf, ticketView, turnOf } from '../simulator.spec.js';
import type { TurnInput } from '../turn.js';
import { confirmCase, correctCase, fillCase } from './fill.js';
import { newCase } from './new-case.js';
import { afterCase, confirmation, proceed, register, resume } from './proceed.js';
import { startReport } from './report.js';
import { acceptOffer, declineOffer, startCase, startRepair } from './start.js';

const open = (more: Partial<OpenCase> = {}): OpenCase => ({
  type: 'TS',
  startedBy: 'm0',
  category: 'MKT_BILL',
  category2: null,
  words: ['电费多扣了'],
  flags: [],
  demand: [],
  ...more,
});
const located = slots({ address: '和平里5号' });
const known = slots({ address: '和平里5号', phone: '13800000001' });
const collecting = (more: Partial<DialogueState> = {}): DialogueState =>
  stateOf({ phase: 'collecting', open: open(), asked: 'address', askedOften: { address: 1 }, ...more });
const run = (act: ActFn, text: string, reading: Reading = {}, more: Partial<TurnInput> = {}) => {
  const decision = act(turnOf(text, reading, more));
  return { ...decision, said: spoken(decision.says) };
};

describe('a case begins', () => {
  it('with empathy, the matter and the first question', () => {
    const { said, state } = run(startCase, '电费多扣了', { intent: 'COMPLAINT', category: 'MKT_BILL' });
    expect(said).toEqual(['EMPATHY/MKT_BILL', 'RESTATE/noted', 'ASK_SLOT/address']);
    expect(state).toMatchObject({ phase: 'collecting', asked: 'address', askedOften: { address: 1 } });
  });

  it('with general empathy where the category is not known, by the anger in it', () => {
    expect(run(startCase, '你们太过分', { intent: 'COMPLAINT', emotion: 'angry' }).said[0]).toBe(
      'EMPATHY/angry',
    );
    expect(run(startCase, '你们太过分', { intent: 'COMPLAINT' }).said[0]).toBe('EMPATHY/default');
  });

  it('for a repair with its number as soon as the place is known', () => {
    expect(run(startRepair, '没电', { intent: 'REPAIR', emotion: 'upset' }).said).toEqual([
      'EMPATHY/outage',
      'ASK_SLOT/address',
    ]);
    const { said, effects, state } = run(startRepair, '和平里5号没电', {
      intent: 'REPAIR',
      has: { address: '和平里5号' },
    });
    expect(said).toEqual(['ACCEPT/BX', 'ASK_SLOT/contact']);
    expect(effects).toMatchObject([{ kind: 'open', type: 'BX', category: null, dedupeKey: 'msg_1:BX' }]);
    expect(state).toMatchObject({ phase: 'completing', asked: 'contact', open: null });
  });

  it('with what is known of the person, but not with the time and the money of the case before', () => {
    const before = stateOf({
      ticket: 'TS2611000001',
      slots: slots({ phone: '13800000001', occurTime: '上月', amounts: ['9元'] }),
    });
    const { state } = run(
      startCase,
      '电压低',
      { intent: 'COMPLAINT', category: 'OPS_QUALITY' },
      { state: before, tickets: [ticketView({ active: false })] },
    );
    expect(state.slots).toMatchObject({ phone: '13800000001', occurTime: null, amounts: [] });
    const first = run(startCase, '电压低', { intent: 'COMPLAINT' }, { state: before });
    expect(first.state.slots.occurTime).toBe('上月');
  });

  it('from an offer with the words it was offered for, or not at all', () => {
    const offering = (type: OpenCase['type']) => ({
      state: stateOf({ phase: 'offering', open: open({ type, words: ['突然黑了'], startedBy: 'm9' }) }),
    });
    expect(run(acceptOffer, '对', {}, offering('BX')).state.open).toMatchObject({
      type: 'BX',
      words: ['突然黑了', '对'],
      startedBy: 'm9',
    });
    expect(run(acceptOffer, '对', {}, offering('TS')).state.open).toMatchObject({ type: 'TS' });
    expect(run(acceptOffer, '对', {}, offering('JB')).state.open).toMatchObject({ type: 'JB' });
    expect(run(declineOffer, '不用', {}, offering('BX'))).toMatchObject({
      said: ['WITHDRAW/dropped'],
      state: { phase: 'idle', open: null },
    });
  });

  it('where its matter can be named, by the classifier, its second guess, or the words', () => {
    const named = (text: string, reading: Reading) => newCase(turnOf(text, reading), 'TS');
    expect(named('把钱还来', { category: 'MKT_BILL', flags: ['compensation'] }).demand).toEqual(['退费']);
    expect(named('鱼都死了', { category: 'OPS_DAMAGE', flags: ['compensation'] }).demand).toEqual(['赔偿']);
    expect(named('x', { category: 'MKT_BILL' })).toMatchObject({ category: 'MKT_BILL', category2: null });
    expect(named('x', { category: 'OTHER_UNCLASSIFIED', category2: 'MKT_FEE' })).toMatchObject({
      category: 'MKT_FEE',
      category2: null,
    });
    expect(named('变压器太吵', { category: 'OTHER_UNCLASSIFIED' })).toMatchObject({ category: 'OPS_ENV' });
    expect(named('电费涨了,表也快', { category: 'MKT_METER', category2: 'MKT_BILL' })).toMatchObject({
      category2: null,
    });
    expect(named('电费涨了,另外抄表不准', { category: 'MKT_BILL', category2: 'MKT_READING' })).toMatchObject({
      category2: 'MKT_READING',
    });
    expect(named('没通知就停电,客服骂人,两件事', { category: 'OPS_NOTICE' })).toMatchObject({
      category2: 'SVC_ATTITUDE',
    });
  });
});

describe('the next step', () => {
  const go = (state: DialogueState, more: Partial<TurnInput> = {}, reading: Reading = {}) => {
    const decision = proceed(turnOf('好', reading, more), state, [{ stage: 'RESTATE', key: 'noted' }]);
    return { ...decision, said: spoken(decision.says) };
  };

  it('tells all back once nothing is missing, and does not restate besides', () => {
    const { said, state, choices } = go(
      collecting({ slots: known, askedOften: {}, open: open({ demand: ['退费'] }) }),
    );
    expect(said).toEqual(['CONFIRM/case']);
    expect(state).toMatchObject({ phase: 'confirming', asked: null, askedOften: { confirm: 1 } });
    expect(choices?.map(({ label }) => label)).toEqual(['对,请登记', '要改一下']);
  });

  it('registers after two confirmations that were not answered', () => {
    expect(go(collecting({ slots: known, askedOften: { confirm: 2 } })).said).toEqual(['ACCEPT/TS']);
  });

  it.each([
    ['a repair', { open: open({ type: 'BX', category: null }) }, {}],
    ['a customer in the queue', {}, { holder: 'queue' }],
    ['an insulting customer', { open: open({ flags: ['abuse'] }) }, {}],
    ['a claim told in answers', { open: open({ demand: ['赔偿'] }), asked: 'address' }, {}],
  ] as const)('registers %s without confirmation', (_, state, more) => {
    expect(go(collecting({ slots: known, ...state }), more).said).toContain(
      state && 'open' in state && state.open.type === 'BX' ? 'ACCEPT/BX' : 'ACCEPT/TS',
    );
  });

  it('asks the angry for nothing but the place, and for the phone after the number', () => {
    const angry = { emotion: 'angry' } as const;
    expect(go(collecting({ askedOften: {} }), {}, angry).said).toContain('ASK_SLOT/address');
    const confirmed = go(collecting({ slots: located }), {}, angry);
    expect(confirmed.said).toEqual(['CONFIRM/case']);
    expect(spoken(register(turnOf('对'), confirmed.state).says)).toEqual(['ACCEPT/TS', 'ASK_SLOT/contact']);
  });

  it('tells back the tail of the phone the channel proved, and never the whole of a number', () => {
    const decision = go(collecting({ slots: slots({ accountNo: '3201234567' }), askedOften: {} }), {
      channelPhone: '13800000001',
    });
    expect(decision.says[0]?.vars).toMatchObject({
      phone: '尾号0001',
      address: '户号尾号4567',
      demand: '核实处理',
    });
  });

  it('comes back to what was being asked after a word aside, unless it is known by now', () => {
    const aside = [{ stage: 'INQ_BILL', key: 'default' }];
    const back = (state: DialogueState) => spoken(resume(turnOf('问一下', {}, { state }), aside).says);
    expect(back(collecting())).toEqual(['INQ_BILL/default', 'ASK_SLOT/address_again']);
    expect(back(collecting({ slots: located }))).toEqual(['INQ_BILL/default']);
    expect(back(stateOf({ phase: 'confirming', open: open(), slots: known }))).toEqual([
      'INQ_BILL/default',
      'CONFIRM/case',
    ]);
    expect(back(stateOf({ phase: 'completing', asked: 'address' }))).toEqual([
      'INQ_BILL/default',
      'ASK_SLOT/danger_location',
    ]);
    expect(back(stateOf({ phase: 'completing', asked: 'contact' }))).toEqual(['INQ_BILL/default']);
    expect(back(collecting({ open: open({ type: 'JB' }), asked: 'issue' }))).toEqual([
      'INQ_BILL/default',
      'REPORT/ask',
    ]);
    expect(spoken(resume(turnOf('在吗'), []).says)).toEqual(['ACK/noted']);
  });
});

describe('the number', () => {
  it('is opened with all the words, for one case once', () => {
    const state = collecting({
      slots: known,
      open: open({ words: ['电费多扣了', '和平里5号'], category: null, category2: 'MKT_FEE' }),
    });
    expect(register(turnOf('对'), state).effects).toEqual([
      {
        kind: 'open',
        type: 'TS',
        category: 'OTHER_UNCLASSIFIED',
        category2: 'MKT_FEE',
        flags: [],
        issue: '电费多扣了\n和平里5号',
        demand: [],
        dedupeKey: 'm0:TS',
        parent: null,
      },
    ]);
  });

  it('tells who claims a loss how that is decided, and alarms the supervisor of a threat', () => {
    const claim = register(
      turnOf('对'),
      collecting({ slots: known, open: open({ demand: ['赔偿'], flags: ['threat_escalate'] }) }),
    );
    expect(spoken(claim.says)).toEqual(['COMPENSATION/registered', 'ACCEPT/TS']);
    expect(claim.attention).toBe('supervisor');
  });

  it('closes the case but goes on counting proofs', () => {
    expect(afterCase(stateOf({ askedOften: { proof: 2, address: 2 }, angryTurns: 3 }), false)).toEqual({
      phase: 'idle',
      open: null,
      ticket: null,
      asked: null,
      askedOften: { proof: 2 },
      angryTurns: 0,
    });
  });

  it('is not given where no case is open', () => {
    expect(register(turnOf('对'), stateOf({})).effects).toEqual([]);
    expect(confirmation(turnOf('对'), stateOf({}))).toEqual([]);
  });
});

describe('an answer', () => {
  it('fills what was asked, and the next thing is asked', () => {
    const { said, state } = run(fillCase, '桥头王家祠堂旁边', {}, { state: collecting() });
    expect(said).toEqual(['ACK/noted', 'ASK_SLOT/contact']);
    expect(state.slots.address).toBe('桥头王家祠堂旁边');
    expect(state.open?.words).toEqual(['电费多扣了', '桥头王家祠堂旁边']);
  });

  it('that is no more than yes or no adds no words', () => {
    expect(run(fillCase, '没有', { intent: 'DENY' }, { state: collecting() }).state.open?.words).toEqual([
      '电费多扣了',
    ]);
  });

  it('to what is wanted is wanted as it was said, unless it is something else', () => {
    const asked = collecting({ slots: known, asked: 'demand', askedOften: { contact: 1, demand: 1 } });
    expect(run(fillCase, '把账对清', {}, { state: asked }).state.open?.demand).toEqual(['把账对清']);
    expect(run(fillCase, '退钱', {}, { state: asked }).state.open?.demand).toEqual(['退费']);
    expect(run(fillCase, '户号找不到', {}, { state: asked }).state.open?.demand).toEqual([]);
    expect(run(fillCase, '有发票', {}, { state: asked }).state.open?.demand).toEqual([]);
    expect(run(fillCase, '没有', { intent: 'DENY' }, { state: asked }).state.open?.demand).toEqual([]);
    expect(run(fillCase, '好的', { intent: 'AFFIRM' }, { state: asked }).said).toEqual(['ACCEPT/TS']);
  });

  it('names a matter nobody could name, and a second one only in full words', () => {
    const other = collecting({ open: open({ category: 'OTHER_UNCLASSIFIED' }) });
    expect(
      run(fillCase, '就是电压不够', { intent: 'SUPPLEMENT' }, { state: other }).state.open?.category,
    ).toBe('OPS_QUALITY');
    const second = { intent: 'COMPLAINT', category: 'SVC_ATTITUDE' } as const;
    expect(
      run(fillCase, '而且你们接电话的还骂了我一顿', second, { state: collecting() }).state.open?.category2,
    ).toBe('SVC_ATTITUDE');
    expect(run(fillCase, '还骂我', second, { state: collecting() }).state.open?.category2).toBeNull();
  });

  it('raises nothing by the way it is put', () => {
    const { state } = run(
      fillCase,
      '多收的退给我',
      { intent: 'COMPENSATION', flags: ['compensation', 'repeat_contact'] },
      { state: collecting({ asked: 'demand' }) },
    );
    expect(state.open?.flags).toEqual(['repeat_contact']);
    expect(
      run(fillCase, '快点给个话', { intent: 'URGE', flags: ['repeat_contact'] }, { state: collecting() })
        .state.open?.flags,
    ).toEqual([]);
    expect(
      run(fillCase, '赔偿我', { intent: 'COMPENSATION', flags: ['compensation'] }, { state: collecting() })
        .state.open?.flags,
    ).toEqual(['compensation']);
  });

  it.each([
    ['户号没有行吗', {}, 'ACK/account_optional'],
    [
      '和平里5号,不然我打12398',
      { flags: ['threat_escalate'], has: { address: '和平里5号' } },
      'ESCALATE/rights',
    ],
  ] as const)('%s is met with %s', (text, reading, first) => {
    expect(run(fillCase, text, reading, { state: collecting() }).said[0]).toBe(first);
  });

  it('to the confirmation may bring the last fact', () => {
    const state = stateOf({ phase: 'confirming', open: open(), slots: located });
    const { said, state: after } = run(
      confirmCase,
      '对,打13800000009',
      { has: { phone: '13800000009' } },
      { state },
    );
    expect(said).toEqual(['ACCEPT/TS']);
    expect(after.slots.phone).toBe('13800000009');
  });

  it('without a case is simply noted', () => {
    for (const act of [fillCase, confirmCase, correctCase])
      expect(run(act, '对').said).toEqual(['ACK/noted']);
  });
});

describe('a correction', () => {
  const confirming = (more: Partial<DialogueState> = {}) =>
    stateOf({
      phase: 'confirming',
      open: open({ demand: ['退费'] }),
      slots: known,
      askedOften: { confirm: 1 },
      ...more,
    });

  it('replaces, and is told back anew however often that was done', () => {
    const { said, state } = run(
      correctCase,
      '电话错了,是13900000009',
      { intent: 'CORRECT', has: { phone: '13900000009' } },
      { state: confirming({ askedOften: { confirm: 2 } }) },
    );
    expect(said).toEqual(['CORRECT/default', 'CONFIRM/case']);
    expect(state.slots.phone).toBe('13900000009');
  });

  it('of the matter is confirmed as the new one', () => {
    const { says, state } = run(
      correctCase,
      '不是电费,是电表不准',
      { intent: 'CORRECT' },
      { state: confirming({ open: open({ category2: 'MKT_FEE', demand: ['退费'] }) }) },
    );
    expect(says[0]).toMatchObject({ stage: 'CORRECT', key: 'category', vars: { matter: '电表有疑问' } });
    expect(state.open).toMatchObject({ category: 'MKT_METER', category2: null });
  });

  it('is not made by a guess of the classifier', () => {
    expect(
      run(
        correctCase,
        '是这样的,不是那样',
        { intent: 'COMPLAINT', category: 'OPS_GRID', decision: 'clarify' },
        { state: confirming() },
      ).state.open?.category,
    ).toBe('MKT_BILL');
  });

  it('of a part of the address keeps the rest', () => {
    const at = confirming({ slots: slots({ address: '云海苑3栋', phone: '13800000001' }) });
    expect(
      run(correctCase, '说错了,是4栋', { intent: 'CORRECT', has: { address: '4栋' } }, { state: at }).state
        .slots.address,
    ).toBe('云海苑4栋');
  });

  it('of where a device stands leaves the address', () => {
    expect(
      run(
        correctCase,
        '不是我家,是9号楼那台',
        { intent: 'CORRECT', has: { address: '9号楼' } },
        { state: confirming() },
      ).state.slots.address,
    ).toBe('和平里5号');
  });

  it('that says only no is asked for', () => {
    expect(run(correctCase, '不对', { intent: 'DENY' }, { state: confirming() })).toMatchObject({
      said: ['ASK_SLOT/change'],
      state: { phase: 'collecting', asked: 'change' },
    });
  });
});

describe('a report', () => {
  it('asks what happened first, twice at most', () => {
    const first = run(startReport, '我要举报', { intent: 'REPORT' });
    expect(first.said).toEqual(['REPORT/ask']);
    const second = run(startReport, '不说', { intent: 'DENY' }, { state: first.state });
    expect(second.said).toEqual(['REPORT/anonymous']);
    expect(run(startReport, '嗯', { intent: 'AFFIRM' }, { state: second.state }).said).toEqual(['ACCEPT/JB']);
  });

  it('told in full is registered at once', () => {
    const { said, effects } = run(startReport, '举报石桥所老侯上月收钱', {
      intent: 'REPORT',
      has: { person: '老侯', time: '上月' },
    });
    expect(said).toEqual(['ACCEPT/JB']);
    expect(effects).toMatchObject([{ type: 'JB', demand: [] }]);
  });

  it('takes a bribe that was asked for as one, with its empathy', () => {
    expect(
      run(startCase, '抄表员跟我要红包', { intent: 'COMPLAINT', category: 'SVC_INTEGRITY' }).said,
    ).toEqual(['EMPATHY/SVC_INTEGRITY', 'REPORT/ask']);
  });

  it('of our own people is a matter of integrity, of others it has no category', () => {
    expect(run(startReport, '举报抄表员收钱', { intent: 'REPORT' }).state.open?.category).toBe(
      'SVC_INTEGRITY',
    );
    expect(run(startReport, '举报邻居偷电', { intent: 'REPORT' }).state.open?.category).toBeNull();
  });
});
