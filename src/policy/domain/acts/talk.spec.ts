import { describe, expect, it } from '@jest/globals';
import { type Reading, slots, spoken, stateOf, ticketView, turnOf } from '../simulator.spec.js';
import type { TurnInput } from '../turn.js';
import type { ActFn } from './act.js';
import { acceptThreat, calm, calmAbuse } from './feelings.js';
import { answerPrivacy, arrangeCall, transfer } from './people.js';
import {
  answerInquiry,
  bye,
  chooseMatter,
  clarify,
  greet,
  noteRepeat,
  pointElsewhere,
  resumeMessages,
  stopMessages,
  takeOpinion,
  thank,
} from './talk.js';

const run = (act: ActFn, text: string, reading: Reading = {}, more: Partial<TurnInput> = {}) => {
  const decision = act(turnOf(text, reading, more));
  return { toQueue: undefined, attention: undefined, ...decision, said: spoken(decision.says) };
};
const on = (more = {}) => ({ tickets: [ticketView(more)] });
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
const back = 'ASK_SLOT/address_again';

describe('feelings', () => {
  it('are met with empathy and one open question, then with a human', () => {
    const first = run(calm, '气死我了');
    expect(first).toMatchObject({ said: ['EMPATHY/angry', 'VENT/probe'], state: { angryTurns: 1 } });
    const second = run(calm, '你们就是骗子', {}, { state: first.state });
    expect(second).toMatchObject({
      said: ['VENT/offer_human'],
      choices: [{ text: '转人工' }],
      attention: 'agent',
    });
  });

  it('about a case are met with where it stands, and kept on it', () => {
    expect(run(calm, '急死人', {}, on())).toMatchObject({
      said: ['EMPATHY/default', 'PROGRESS/default'],
      effects: [{ note: 'supplement' }],
    });
  });

  it('in a case belong to it, and the question comes back', () => {
    const { said, state } = run(calm, '气死我了,要道歉', {}, collecting);
    expect(said).toEqual(['EMPATHY/default', back]);
    expect(state.open).toMatchObject({ words: ['电费多扣了', '气死我了,要道歉'], demand: ['道歉'] });
  });

  it('in insults: soothed, then the boundary with the hand-over, then the supervisor', () => {
    const rude = (rudeTurns: number, more = {}) =>
      run(calmAbuse, '废物', {}, { state: stateOf({ rudeTurns }), ...more });
    expect(rude(1)).toMatchObject({ said: ['DEESC/abuse'], toQueue: undefined });
    expect(rude(2)).toMatchObject({ said: ['DEESC/boundary'], toQueue: '客户情绪激动', attention: 'agent' });
    expect(rude(3, { holder: 'queue' })).toMatchObject({
      said: ['DEESC/supervisor'],
      attention: 'supervisor',
    });
  });
});

describe('a threat', () => {
  it('raises the ticket there is', () => {
    expect(run(acceptThreat, '我打12398', {}, on())).toMatchObject({
      said: ['ESCALATE/rights_ticket'],
      effects: [{ note: 'escalate', flags: ['threat_escalate'] }],
      attention: 'supervisor',
    });
  });

  it('flags the case being told, and is acknowledged once', () => {
    const first = run(acceptThreat, '我打12398', {}, collecting);
    expect(first).toMatchObject({
      said: ['ESCALATE/rights', back],
      state: { open: { flags: ['threat_escalate'] } },
    });
    expect(run(acceptThreat, '非打不可', {}, { state: first.state }).said).toEqual(['ESCALATE/heard', back]);
  });

  it('with nothing else is asked about; with a matter begins its case', () => {
    expect(run(acceptThreat, '法庭见').said).toEqual(['ESCALATE/rights', 'ASK_SLOT/issue']);
    expect(run(acceptThreat, '电费再算错就曝光', {})).toMatchObject({
      said: ['ESCALATE/rights', 'ASK_SLOT/address'],
      state: { open: { category: 'MKT_BILL', flags: ['threat_escalate'] } },
    });
  });
});

describe('people', () => {
  it('come when called, and the place in line is kept', () => {
    expect(run(transfer, '人工', { intent: 'TRANSFER_HUMAN' })).toMatchObject({
      said: ['TRANSFER/default'],
      toQueue: '客户要求人工',
    });
    expect(run(transfer, '人工', { flags: ['abuse'] }, { holder: 'queue' })).toMatchObject({
      said: ['TRANSFER/waiting'],
      toQueue: '客户情绪激动,要求人工',
    });
  });

  it('call about a ticket, or from the queue, once a number is known', () => {
    expect(run(arrangeCall, '上门前打电话', {}, on())).toMatchObject({
      said: ['CALLBACK/ticket'],
      effects: [{ note: 'supplement' }],
      toQueue: undefined,
    });
    expect(run(arrangeCall, '打给我')).toMatchObject({
      said: ['CALLBACK/ask_phone'],
      state: { phase: 'completing', asked: 'contact' },
      toQueue: '客户要求回电',
    });
    expect(run(arrangeCall, '打13800000009', { has: { phone: '13800000009' } })).toMatchObject({
      said: ['CALLBACK/default'],
      state: { slots: { phone: '13800000009' } },
    });
    expect(run(arrangeCall, '打给我', {}, { state: stateOf({ askedOften: { contact: 1 } }) }).said).toEqual([
      'CALLBACK/default',
    ]);
  });

  it('in the middle of a complaint take the rest by phone', () => {
    const reachable = { state: { ...collecting.state, slots: slots({ phone: '13800000009' }) } };
    expect(run(arrangeCall, '没空打字,电话说', {}, reachable)).toMatchObject({
      said: ['ACCEPT/TS'],
      effects: [{ kind: 'open', issue: '电费多扣了\n没空打字,电话说' }],
      toQueue: '客户要求回电',
    });
    expect(run(arrangeCall, '电话说', {}, collecting)).toMatchObject({
      said: ['CALLBACK/ask_phone'],
      state: { phase: 'collecting', asked: 'contact' },
    });
    const repair = { state: { ...reachable.state, open: { ...open, type: 'BX' as const } } };
    expect(run(arrangeCall, '电话说', {}, repair).said).toEqual(['ACK/noted', back]);
  });

  it('take requests about personal data, once', () => {
    expect(run(answerPrivacy, '你哪来的我电话').said).toEqual(['PRIVACY/source']);
    expect(run(answerPrivacy, '删掉我的信息')).toMatchObject({
      said: ['PRIVACY/opened'],
      effects: [{ type: 'ZX', flags: ['privacy'] }],
      attention: 'supervisor',
    });
    expect(run(answerPrivacy, '记录也删', {}, on({ type: 'ZX' }))).toMatchObject({
      said: ['PRIVACY/again'],
      effects: [{ note: 'supplement' }],
    });
    expect(run(answerPrivacy, '你哪来的我电话', {}, collecting).said).toEqual(['PRIVACY/source', back]);
  });
});

describe('small talk', () => {
  it('greets with a menu, in a case with its question', () => {
    expect(run(greet, '你好')).toMatchObject({
      said: ['GREET/default'],
      choices: expect.arrayContaining([{ label: '转人工', text: '转人工' }]),
    });
    expect(run(greet, '在吗', {}, collecting).said).toEqual([back]);
  });

  it('thanks shortly, and keeps what thanks tell', () => {
    expect(run(thank, '好的谢谢你们了', {}, on())).toMatchObject({ said: ['THANKS/default'], effects: [] });
    expect(run(thank, '发电机送来了,多谢', {}, on({ urgency: 'critical' }))).toMatchObject({
      effects: [{ note: 'supplement' }],
      attention: 'danger',
    });
  });

  it('says goodbye with what is still open', () => {
    expect([run(bye, '再见').said, run(bye, '再见', {}, on()).said]).toEqual([
      ['GOODBYE/default'],
      ['GOODBYE/ticket'],
    ]);
  });

  it('stops messages and starts them again', () => {
    expect(run(stopMessages, 'TD')).toMatchObject({ said: ['OPTOUT/default'], state: { optedOut: true } });
    expect(run(stopMessages, 'TD', {}, on()).said).toEqual(['OPTOUT/with_ticket']);
    expect(run(stopMessages, 'TD', {}, { state: stateOf({ optedOut: true }) }).said).toEqual([
      'OPTOUT/again',
    ]);
    expect(run(resumeMessages, '恢复短信', {}, { state: stateOf({ optedOut: true }) }).state.optedOut).toBe(
      false,
    );
  });

  it.each([
    ['燃气灶坏了', 'gas'],
    ['停水了', 'water'],
    ['WIFI慢', 'internet'],
    ['电梯坏了', 'property'],
    ['天气真好', 'default'],
  ])('%s is pointed to %s', (text, key) => {
    expect(run(pointElsewhere, text).said).toEqual([`UNRELATED/${key}`]);
  });

  it('acknowledges a repetition with what there is', () => {
    expect([run(noteRepeat, 'x').said, run(noteRepeat, 'x', {}, on()).said]).toEqual([
      ['NOTED/heard'],
      ['NOTED/duplicate'],
    ]);
  });
});

describe('questions', () => {
  it('are answered by their kind', () => {
    expect(run(answerInquiry, '电价多少', { intent: 'INQ_TARIFF' }).said).toEqual(['INQ_TARIFF/default']);
    expect(run(answerInquiry, '电价多少', { intent: 'INQ_TARIFF' }, collecting).said).toEqual([
      'INQ_TARIFF/default',
      back,
    ]);
  });

  it('about an outage lead to a repair', () => {
    const outage = { intent: 'INQ_OUTAGE' } as const;
    expect(run(answerInquiry, '是停电了吗', outage)).toMatchObject({
      said: ['INQ_OUTAGE/offer'],
      state: { phase: 'offering', open: { type: 'BX', words: ['是停电了吗'] } },
    });
    expect(run(answerInquiry, '后天停电吗', outage).said).toEqual(['INQ_OUTAGE/default']);
    expect(
      run(answerInquiry, '和平里5号没电是停电吗', { ...outage, has: { address: '和平里5号' } }).said,
    ).toEqual(['ACCEPT/BX', 'ASK_SLOT/contact']);
    expect(run(answerInquiry, '怎么停电', outage, collecting).said).toEqual(['INQ_OUTAGE/default', back]);
  });
});

describe('opinions and doubts', () => {
  it('praise and suggestions get numbers of their own', () => {
    expect(run(takeOpinion, '师傅真负责', { intent: 'PRAISE' }).effects).toMatchObject([
      { type: 'BY', issue: '师傅真负责' },
    ]);
    expect(run(takeOpinion, '多设网点', { intent: 'SUGGEST' }).effects).toMatchObject([{ type: 'JY' }]);
    expect(run(takeOpinion, '我要提建议', { intent: 'SUGGEST' })).toMatchObject({
      said: ['OPINION/ask'],
      effects: [],
    });
  });

  it('an unsure reading offers the likely ones, each once', () => {
    const { choices, says, state } = run(chooseMatter, '有人乱接线', {
      intent: 'REPORT',
      alternatives: [
        { intent: 'COMPLAINT', confidence: 0.3 },
        { intent: 'COMPENSATION', confidence: 0.2 },
        { intent: 'INQ_BILL', confidence: 0.1 },
      ],
    });
    expect(choices?.map(({ label }) => label)).toEqual(['举报', '投诉', '转人工']);
    expect(says[0]?.vars).toEqual({ options: '举报、投诉' });
    expect(state).toMatchObject({ phase: 'offering', open: { type: 'JB', words: ['有人乱接线'] } });
  });

  it('not understood: a menu, then a human; in the queue the wait goes on', () => {
    const first = run(clarify, '啊这');
    expect(first.said).toEqual(['FALLBACK/1']);
    expect(run(clarify, '啊这', {}, { state: first.state })).toMatchObject({
      said: ['FALLBACK/2'],
      toQueue: '机器人两次未能理解',
    });
    expect(run(clarify, '没有单号', { intent: 'DENY' })).toMatchObject({
      said: ['VENT/offer_human'],
      choices: [{ text: '转人工' }],
    });
    expect(run(clarify, '啊这', {}, { holder: 'queue' })).toMatchObject({
      said: ['NOTED/heard'],
      toQueue: undefined,
    });
  });
});
