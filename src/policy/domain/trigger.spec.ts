import { describe, expect, it } from '@jest/globals';
import { INTENTS } from '#app/base/model/labels.js';
import type { OpenCase, Phase } from './dialogue-state.js';
import { NOON, type Reading, stateOf, ticketView, turnOf } from './simulator.spec.js';
import { triggerOf } from './trigger.js';
import { BY_INTENT, TRIGGERS } from './triggers.js';
import type { TurnInput } from './turn.js';

const open: OpenCase = {
  type: 'TS',
  startedBy: 'm',
  category: 'MKT_BILL',
  category2: null,
  words: ['电费多扣了'],
  flags: [],
  demand: [],
};
const of = (text: string, reading: Reading = {}, more: Partial<TurnInput> = {}) =>
  triggerOf(turnOf(text, reading, more));
const inPhase = (phase: Phase, more = {}) => ({
  state: stateOf({
    phase,
    open: ['offering', 'collecting', 'confirming'].includes(phase) ? open : null,
    ...more,
  }),
});
const withTicket = (more = {}) => ({ tickets: [ticketView(more)] });

describe('the tables', () => {
  it('give every intent a trigger that exists', () => {
    for (const intent of INTENTS) expect(TRIGGERS).toContain(BY_INTENT[intent]);
  });

  it('name each trigger once', () => {
    expect(new Set(TRIGGERS).size).toBe(TRIGGERS.length);
  });
});

describe('what breaks off everything', () => {
  const phases = [
    'idle',
    'offering',
    'collecting',
    'confirming',
    'completing',
    'withdrawing',
    'verifying',
    'rating',
    'danger',
  ] as const;

  it.each(phases)('is heard in phase %s', (phase) => {
    expect(of('着火了', { intent: 'EMERGENCY_SAFETY' }, inPhase(phase))).toBe('danger');
    expect(of('不想活了', { intent: 'PERSONAL_DANGER' }, inPhase(phase))).toBe('person_danger');
    expect(of('转人工', { intent: 'TRANSFER_HUMAN' }, inPhase(phase))).toBe('human');
    expect(of('TD', {}, inPhase(phase))).toBe('opt_out');
  });

  it('is a file where there are no words, and the words of a voice message where the channel heard them', () => {
    expect(of('', {}, { content: { kind: 'image', mediaId: 'm' } })).toBe('non_text');
    expect(of('  ')).toBe('non_text');
    expect(
      of('', { intent: 'REPAIR' }, { content: { kind: 'voice', mediaId: 'm', transcript: '家里停电了' } }),
    ).toBe('repair');
  });

  it('is an outage where a medical device runs, unless it is feared, past, or already being rescued', () => {
    const dark = { intent: 'REPAIR', flags: ['vulnerable'] } as const;
    expect(of('停电了,我爸用呼吸机', dark)).toBe('vulnerable');
    expect(of('明天要停电,我爸用呼吸机咋办', { intent: 'INQ_OUTAGE', flags: ['vulnerable'] })).toBe(
      'inquiry',
    );
    expect(of('停电了,我爸用呼吸机', dark, withTicket({ type: 'BX', urgency: 'critical' }))).toBe('urge');
    expect(of('停电了还着火了,我爸用呼吸机', { ...dark, intent: 'EMERGENCY_SAFETY' })).toBe('danger');
  });

  it('is the same message within three minutes, but not one that was not understood', () => {
    const said = { state: stateOf({ lastMessage: { text: '柳湾村停电了', at: NOON.getTime() - 60_000 } }) };
    expect(of('柳湾村停电了!', { intent: 'REPAIR' }, said)).toBe('repeat');
    expect(
      of('柳湾村停电了!', { intent: 'REPAIR' }, { ...said, now: new Date(NOON.getTime() + 180_000) }),
    ).toBe('repair');
    expect(of('柳湾村停电了', {}, { state: stateOf({ ...said.state, unknownTurns: 1 }) })).toBe('unknown');
  });

  it.each([
    ['RG', 'human'],
    ['jd', 'progress'],
    ['ＪＤ', 'progress'],
  ] as const)('or is asked for in the shorthand of text messages: %s', (text, trigger) => {
    expect(of(text)).toBe(trigger);
  });
});

describe('while a case is taken in', () => {
  it.each([
    ['对,登记吧', {}, 'confirming', 'yes'],
    ['别的没有,登记', { intent: 'DENY' }, 'confirming', 'yes'],
    ['不对', { intent: 'DENY' }, 'confirming', 'no'],
    ['不是电费,是电表', { intent: 'CORRECT' }, 'confirming', 'correct'],
    ['哎电话打错了', {}, 'confirming', 'correct'],
    ['对面那栋楼的', {}, 'confirming', 'fill'],
    ['户号没有', { intent: 'DENY' }, 'confirming', 'fill'],
    ['再不办我就曝光', { intent: 'THREAT_ESCALATE' }, 'collecting', 'threat'],
    ['你们是骗子', { intent: 'ABUSE', decision: 'clarify' }, 'collecting', 'abuse'],
    ['电表也不准', { intent: 'COMPLAINT', category: 'MKT_METER' }, 'collecting', 'fill'],
    ['打我电话说', { intent: 'CALLBACK' }, 'collecting', 'callback'],
    ['峰谷电价怎么算', { intent: 'INQ_TARIFF' }, 'collecting', 'inquiry'],
    ['好像是上个月的事', { intent: 'INQ_BILL', decision: 'clarify' }, 'collecting', 'fill'],
    ['我不想投诉了', { intent: 'WITHDRAW' }, 'collecting', 'withdraw'],
    ['考试那几天别停', { intent: 'UNRELATED' }, 'collecting', 'fill'],
    ['宽带也慢', { intent: 'UNRELATED' }, 'collecting', 'unrelated'],
    ['多久能给答复', { intent: 'URGE' }, 'confirming', 'progress'],
    ['不留电话', { intent: 'CALLBACK' }, 'collecting', 'no'],
    ['不想让人知道', { intent: 'WITHDRAW', decision: 'clarify' }, 'collecting', 'fill'],
    ['这都什么事啊真是的气人得很', { intent: 'EMOTION_VENT', decision: 'clarify' }, 'collecting', 'fill'],
    ['气死我了', { intent: 'EMOTION_VENT' }, 'collecting', 'vent'],
    ['小票没了行吗', { intent: 'INQ_COMPLAINT_RULE' }, 'collecting', 'fill'],
  ] as const)('%s %j in %s is %s', (text, reading, phase, trigger) => {
    expect(of(text, reading, inPhase(phase))).toBe(trigger);
  });

  it('a fact counts before the tone it comes in', () => {
    expect(
      of(
        '废物,户号3201234567',
        { intent: 'ABUSE', has: { account_no: '3201234567' } },
        inPhase('collecting'),
      ),
    ).toBe('fill');
    expect(
      of(
        '13800000001下午打',
        { intent: 'CALLBACK', has: { phone: '13800000001' } },
        inPhase('collecting', { asked: 'contact' }),
      ),
    ).toBe('fill');
  });

  it('power that is back ends a repair, not what neighbours have', () => {
    const repair = inPhase('collecting', { open: { ...open, type: 'BX' } });
    expect(of('来电了', { intent: 'CONFIRM_RESOLVED' }, repair)).toBe('withdraw');
    expect(of('邻居都来电了', { intent: 'CONFIRM_RESOLVED', decision: 'clarify' }, repair)).toBe('fill');
    expect(of('后来就好了', { intent: 'CONFIRM_RESOLVED' }, inPhase('collecting'))).toBe('fill');
  });

  it('smoke that is still there is a danger where that was asked', () => {
    expect(of('还在冒烟', {}, inPhase('collecting', { asked: 'hazard' }))).toBe('danger');
    expect(of('没有烟了', {}, inPhase('collecting', { asked: 'hazard' }))).toBe('fill');
  });
});

describe('other questions asked', () => {
  it.each([
    ['withdrawing', '是的', {}, 'yes'],
    ['withdrawing', '解决了', { intent: 'CONFIRM_RESOLVED' }, 'yes'],
    ['withdrawing', '没解决', { intent: 'DISSATISFIED' }, 'no'],
    ['withdrawing', '好几天了没人来', { intent: 'URGE' }, 'no'],
    ['withdrawing', '谢谢', { intent: 'THANKS' }, 'thanks'],
    ['withdrawing', '那先不撤了', { intent: 'WITHDRAW' }, 'no'],
    ['withdrawing', '人家让我撤的', { intent: 'AFFIRM' }, 'no'],
    ['verifying', '尾号0175', {}, 'verify_answer'],
    ['verifying', '不记得了', { intent: 'DENY' }, 'no'],
    ['rating', '五分', {}, 'rate'],
    ['rating', '非常满意', { intent: 'RATE' }, 'rate'],
    ['rating', '电费怎么交', { intent: 'INQ_CHANNEL' }, 'inquiry'],
    ['idle', '5', { intent: 'RATE' }, 'unknown'],
    ['offering', '是的', {}, 'yes'],
    ['offering', '不用', {}, 'no'],
    ['offering', '后街王家祠堂旁边', { intent: 'SUPPLEMENT' }, 'fill'],
    ['offering', '我要投诉', { intent: 'COMPLAINT' }, 'complaint'],
  ] as const)('in %s, %s %j is %s', (phase, text, reading, trigger) => {
    expect(of(text, reading, inPhase(phase))).toBe(trigger);
  });

  it.each([
    ['address', '在桥头', {}, 'fill'],
    ['address', '说不清楚', {}, 'fill'],
    ['address', '到底几时来人', { intent: 'PROGRESS' }, 'progress'],
    ['contact', '就这个号', { intent: 'AFFIRM' }, 'fill'],
    ['contact', '不留', {}, 'fill'],
    ['contact', '电费多少', { intent: 'INQ_BILL' }, 'inquiry'],
    ['reason', '铁丝又断了', { intent: 'COMPLAINT', category: 'OPS_SAFETY' }, 'fill'],
    ['reason', '谢谢', { intent: 'THANKS' }, 'thanks'],
  ] as const)('when %s was asked, %s %j is %s', (asked, text, reading, trigger) => {
    expect(of(text, reading, inPhase('completing', { asked }))).toBe(trigger);
  });
});

describe('with a matter open', () => {
  it.each([
    ['还是老样子,电压低', { intent: 'COMPLAINT', category: 'OPS_QUALITY' }, {}, 'urge'],
    ['三天了没人来', { intent: 'COMPLAINT', category: 'MKT_METER' }, {}, 'urge'],
    ['表走得太快', { intent: 'COMPLAINT', category: 'MKT_METER' }, {}, 'complaint'],
    ['表走得太快', { intent: 'COMPLAINT', category: 'MKT_METER', decision: 'clarify' }, {}, 'supplement'],
    ['客服骂人', { intent: 'COMPLAINT', category: 'SVC_ATTITUDE', decision: 'clarify' }, {}, 'complaint'],
    ['到底赔不赔', { intent: 'COMPENSATION', category: 'OPS_QUALITY' }, {}, 'compensation_again'],
    [
      '冰箱坏了要赔',
      { intent: 'COMPENSATION', category: 'OPS_DAMAGE' },
      { type: 'BX', category: null },
      'complaint',
    ],
    [
      '孩子们快放学了',
      { intent: 'COMPLAINT', category: 'OPS_SAFETY' },
      { type: 'BX', category: null, urgency: 'critical' },
      'supplement',
    ],
    ['还停着呢', { intent: 'REPAIR' }, { type: 'BX', category: null }, 'urge'],
    ['我家没电', { intent: 'REPAIR' }, { category: 'MKT_BILL' }, 'repair'],
    ['来电了没', { intent: 'INQ_OUTAGE' }, { type: 'BX', category: null }, 'progress'],
    ['明天停电吗', { intent: 'INQ_OUTAGE' }, { category: 'MKT_BILL' }, 'inquiry'],
    ['多久给答复', { intent: 'DISSATISFIED' }, {}, 'progress'],
    ['会不会分开回覆', { intent: 'INQ_OUTAGE', decision: 'clarify' }, {}, 'progress'],
    ['不撤了', { intent: 'WITHDRAW' }, {}, 'keep'],
    ['我要撤诉', { intent: 'WITHDRAW' }, {}, 'withdraw'],
    ['等于没说', { intent: 'DISSATISFIED', decision: 'clarify' }, {}, 'vent'],
    ['等于没说', { intent: 'DISSATISFIED', decision: 'clarify' }, { resolved: true }, 'dissatisfied'],
    ['旁边就是幼儿园', { intent: 'UNRELATED', decision: 'clarify' }, {}, 'supplement'],
    ['宽带坏了', { intent: 'UNRELATED' }, {}, 'unrelated'],
    ['BX到哪了', { intent: 'OTHER' }, { type: 'BX', category: null }, 'progress'],
    ['我不留电话', { intent: 'CALLBACK', decision: 'clarify' }, {}, 'supplement'],
    ['门没锁', { intent: 'OTHER' }, {}, 'unknown'],
    ['门没锁直接进', { intent: 'OTHER' }, {}, 'supplement'],
  ] as const)('%s %j on %j is %s', (text, reading, ticket, trigger) => {
    expect(of(text, reading, withTicket(ticket))).toBe(trigger);
  });

  it('a confidential report takes only what sounds like it', () => {
    const report = withTicket({ type: 'JB', category: 'SVC_INTEGRITY' });
    expect(of('他又收钱了', { intent: 'COMPLAINT', category: 'SVC_INTEGRITY' }, report)).toBe('urge');
    expect(of('电压太低', { intent: 'COMPLAINT', category: 'OPS_QUALITY' }, report)).toBe('complaint');
  });

  it('of data protection, deleting is about that', () => {
    expect(
      of(
        '以前的记录也删',
        { intent: 'COMPLAINT', category: 'SVC_HANDLING', decision: 'clarify' },
        withTicket({ type: 'ZX', category: null }),
      ),
    ).toBe('privacy');
  });
});

describe('with nothing open', () => {
  it.each([
    ['我要报修', { intent: 'REPAIR' }, 'repair'],
    ['停电多久了还没人来', { intent: 'URGE', decision: 'clarify' }, 'repair'],
    ['孩子小,停电了热死人', { intent: 'EMOTION_VENT', decision: 'clarify' }, 'repair'],
    ['变压器整夜响,你们能不能管管', { intent: 'EMOTION_VENT', decision: 'clarify' }, 'complaint'],
    ['气死我了', { intent: 'EMOTION_VENT', decision: 'clarify' }, 'vent'],
    ['不是灯暗,说的是机器吵人', { intent: 'CORRECT' }, 'complaint'],
    ['不对', { intent: 'CORRECT' }, 'correct'],
    [
      '多设几个网点',
      { intent: 'SUGGEST', decision: 'clarify', alternatives: [{ intent: 'COMPLAINT', confidence: 0.3 }] },
      'unsure',
    ],
    ['多设几个网点', { intent: 'SUGGEST', decision: 'clarify' }, 'opinion'],
    ['你们为啥停我电', { intent: 'PRIVACY_REQUEST', decision: 'clarify' }, 'unknown'],
    ['这几天天天晚上停电受不了', { intent: 'INQ_OUTAGE', decision: 'clarify' }, 'complaint'],
    ['建议多设几个网点', { intent: 'SUGGEST', decision: 'clarify' }, 'opinion'],
    ['哦哦', { intent: 'INQ_BILL', decision: 'handoff' }, 'unknown'],
    ['喂', { intent: 'GREETING', decision: 'handoff' }, 'greeting'],
    ['电', { intent: 'COMPLAINT', category: 'OPS_QUALITY', decision: 'handoff' }, 'unknown'],
    [
      '一直这么搞来搞去到底要弄到什么时候算完',
      { intent: 'COMPLAINT', category: 'OTHER_UNCLASSIFIED', decision: 'handoff' },
      'complaint',
    ],
  ] as const)('%s %j is %s', (text, reading, trigger) => {
    expect(of(text, reading)).toBe(trigger);
  });

  it('an impatient word in the queue asks for the human', () => {
    expect(of('怎么还没人', { intent: 'URGE' }, { holder: 'queue' })).toBe('human');
    expect(of('怎么还没人', { intent: 'URGE' })).toBe('urge');
  });

  it('a question why nobody was told is a complaint where that is likely', () => {
    const reading = {
      intent: 'INQ_OUTAGE',
      alternatives: [{ intent: 'COMPLAINT', confidence: 0.2 }],
    } as const;
    expect(of('咋没通知就把电停了', reading)).toBe('complaint');
    expect(of('咋没通知就把电停了', { ...reading, alternatives: [] })).toBe('inquiry');
  });

  it('a number that is not ours, merely mentioned, is asked about', () => {
    expect(of('TS2611000009', { intent: 'SUPPLEMENT', has: { ticket_no: 'TS2611000009' } })).toBe('progress');
  });

  it('is not about personal data on a guess', () => {
    expect(of('往后怎么晓得查没查', { intent: 'PRIVACY_REQUEST', decision: 'clarify' }, withTicket())).toBe(
      'progress',
    );
    expect(of('把我的信息删了', { intent: 'PRIVACY_REQUEST', decision: 'clarify' })).toBe('privacy');
  });
});
