import { describe, expect, it } from '@jest/globals';
import { categoryOf, Dialogue, notesOf } from './simulator.spec.js';

/** Whole conversations, told in turns, with understandings written by hand. */

describe('an ordinary complaint', () => {
  const begin = () => {
    const talk = new Dialogue();
    expect(talk.says('在吗', { intent: 'GREETING' }).said).toEqual(['GREET/default']);
    return talk;
  };

  it('is taken in slot by slot, one question at a time, and confirmed before it gets its number', () => {
    const talk = begin();
    const told = talk.says('我要投诉,上个月底换了新表以后电费从八十变成三百,家里就我一个人', {
      intent: 'COMPLAINT',
      category: 'MKT_METER',
      has: { time: '上个月底' },
    });
    expect(told.said).toEqual(['EMPATHY/MKT_METER', 'RESTATE/noted', 'ASK_SLOT/address']);
    expect(told.vars).toMatchObject({ matter: '电表有疑问', issue: expect.stringContaining('换了新表') });
    expect(
      talk.says('南湖区银杏街9号2栋301', { has: { address: '南湖区银杏街9号2栋301' }, intent: 'SUPPLEMENT' })
        .said,
    ).toEqual(['ACK/noted', 'ASK_SLOT/contact']);
    expect(
      talk.says('13612345670 下班后打', { has: { phone: '13612345670' }, intent: 'SUPPLEMENT' }).said,
    ).toEqual(['ACK/noted', 'ASK_SLOT/demand']);
    const asked = talk.says('来把表校一下表,多收的退给我', { intent: 'COMPENSATION', category: 'MKT_BILL' });
    expect(asked.said).toEqual(['CONFIRM/case']);
    expect(asked.vars).toMatchObject({ phone: '尾号5670', demand: '校表、退费' });
    expect(talk.says('户号我真不知道,不给行吗', { intent: 'DENY' }).said).toEqual([
      'ACK/account_optional',
      'CONFIRM/case',
    ]);
    expect(talk.says('对,没错', { intent: 'AFFIRM' }).said).toEqual(['ACCEPT/TS']);
    const ticket = talk.only('TS');
    expect(ticket.opened).toMatchObject({ category: 'MKT_METER', category2: null, demand: ['校表', '退费'] });
    expect(ticket.opened.issue).toContain('家里就我一个人');
    expect(ticket.slots).toMatchObject({
      address: '南湖区银杏街9号2栋301',
      phone: '13612345670',
      occurTime: '上个月底',
    });
  });

  it('told in one message goes straight to the confirmation', () => {
    const talk = begin();
    const told = talk.says('电饭煲一到晚上就带不动,我要投诉,石桥镇孙家沟7号,13612345671', {
      intent: 'COMPLAINT',
      category: 'OPS_QUALITY',
      has: { address: '石桥镇孙家沟7号', phone: '13612345671' },
    });
    expect(told.said).toEqual(['EMPATHY/OPS_QUALITY', 'CONFIRM/case']);
    expect(told.vars.issue).not.toMatch(/1361|石桥镇/);
    expect(talk.says('别的没有,登记吧', { intent: 'DENY' }).said).toEqual(['ACCEPT/TS']);
    expect(talk.says('嗯').said).toEqual(['FALLBACK/1']);
    expect(talk.says('好的', { intent: 'AFFIRM' }).said).toEqual(['ACCEPT/again']);
    expect(talk.tickets).toHaveLength(1);
  });

  it('that names no matter is asked what happened, not where', () => {
    const talk = begin();
    expect(talk.says('我要投诉', { intent: 'COMPLAINT', category: 'OTHER_UNCLASSIFIED' }).said).toEqual([
      'ACK/noted',
      'ASK_SLOT/issue',
    ]);
    const told = talk.says('抄表员两个月没来,数字是估的', { intent: 'COMPLAINT', category: 'MKT_READING' });
    expect(told.said).toEqual(['ACK/noted', 'ASK_SLOT/address']);
    expect(talk.state.open?.category).toBe('MKT_READING');
  });

  it('goes on without what the customer will not tell', () => {
    const talk = begin();
    talk.says('收费员当着邻居骂我', { intent: 'COMPLAINT', category: 'SVC_ATTITUDE' });
    expect(talk.says('不方便说', { intent: 'DENY' }).said).toContain('ASK_SLOT/address_again');
    expect(talk.says('就是不想说', { intent: 'DENY' }).said).toContain('ASK_SLOT/contact');
    talk.says('不留', { intent: 'DENY' });
    const last = talk.says('道歉就行');
    expect(last.vars).toMatchObject({ address: '待补充', phone: '本对话', demand: '道歉' });
    expect(talk.says('行', { intent: 'AFFIRM' }).said).toEqual(['ACCEPT/TS']);
  });

  it('keeps both of two matters in one ticket, also in traditional characters', () => {
    const talk = begin();
    const told = talk.says('貴公司昨天沒通知就停電,打電話去客服還罵人,兩件事我都要投訴', {
      intent: 'COMPLAINT',
      category: 'OPS_NOTICE',
      category2: 'SVC_ATTITUDE',
      emotion: 'upset',
      has: { time: '昨天' },
    });
    expect(told.vars.matter).toBe('“停电没有提前通知到”和“工作人员的态度”这两件事');
    talk.says('民生路12號3樓,13612345672', {
      has: { address: '民生路12號3樓', phone: '13612345672' },
      intent: 'SUPPLEMENT',
    });
    talk.says('停電請給書面答覆,那位客服要道歉', { intent: 'SUPPLEMENT' });
    expect(talk.says('沒錯', { intent: 'AFFIRM' }).said).toEqual(['ACCEPT/TS']);
    expect(talk.only('TS').opened).toMatchObject({
      category: 'OPS_NOTICE',
      category2: 'SVC_ATTITUDE',
      demand: ['道歉', '书面说明'],
    });
    expect(talk.only('TS').opened.issue).toContain('兩件事我都要投訴');
    expect(talk.says('這兩樁是分開回覆還是一起', { intent: 'INQ_COMPLAINT_RULE' }).said).toEqual([
      'PROGRESS/default',
    ]);
  });
});

describe('live danger', () => {
  const fallen = () => {
    const talk = new Dialogue({ channel: 'sms', channelPhone: '13712345670' });
    const first = talk.says('高压线断了掉在田埂上,滋滋冒火花', {
      intent: 'EMERGENCY_SAFETY',
      flags: ['safety'],
    });
    return { talk, first };
  };

  it('is answered with what to do and the one question where; the critical ticket exists at once', () => {
    const { talk, first } = fallen();
    expect(first.said).toEqual(['SAFETY/live_wire', 'ASK_SLOT/danger_location']);
    expect(first.attention).toBe('danger');
    expect(talk.only('BX').view).toMatchObject({
      urgency: 'critical',
      hasAddress: false,
      phone: '13712345670',
    });
  });

  it('takes the place, the risk to a crowd and the question for the crew on the same ticket', () => {
    const { talk } = fallen();
    expect(talk.says('河口镇 小学后门', { intent: 'SUPPLEMENT', has: { address: '河口镇' } }).said).toEqual([
      'ACCEPT/critical',
    ]);
    expect(talk.only('BX').slots.address).toBe('河口镇 小学后门');
    const risk = talk.says('没人挨着,可是孩子们马上放学了');
    expect(risk).toMatchObject({ said: ['SUPPLEMENT/critical'], attention: 'danger' });
    talk.after(12);
    expect(talk.says('你们人到哪儿了', { intent: 'PROGRESS' }).said).toEqual(['PROGRESS/no_eta']);
    expect(talk.says('怎么还没到', { intent: 'URGE' }).said).toEqual(['URGE/repair']);
    expect(talk.tickets).toHaveLength(1);
    expect(notesOf(talk.only('BX'))).toEqual(['supplement', 'supplement', 'urge']);
  });

  it('asks again where an answer was none, and repeats the danger on the same ticket', () => {
    const { talk } = fallen();
    expect(talk.says('你们快来啊别磨蹭').said).toEqual(['SUPPLEMENT/critical', 'ASK_SLOT/danger_location']);
    const more = talk.says('又着火了,在东沟村口', {
      intent: 'EMERGENCY_SAFETY',
      has: { address: '东沟村口' },
    });
    expect(more.said).toEqual(['SAFETY/fire', 'ACCEPT/critical']);
    expect(talk.only('BX').slots.address).toBe('东沟村口');
  });

  it('breaks into a complaint and takes its words along', () => {
    const talk = new Dialogue();
    talk.says('变压器老是嗡嗡响没人管,我要投诉', { intent: 'COMPLAINT', category: 'OPS_ENV' });
    expect(talk.says('现在冒烟了!', { intent: 'EMERGENCY_SAFETY', flags: ['safety'] }).said).toEqual([
      'SAFETY/smoke',
      'ASK_SLOT/danger_location',
    ]);
    expect(talk.only('BX').opened.issue).toBe('变压器老是嗡嗡响没人管,我要投诉\n现在冒烟了!');
    expect(talk.state.open).toBeNull();
  });

  it('is seen in pictures only once words come, with the place already known', () => {
    const talk = new Dialogue();
    expect(talk.sends({ kind: 'voice', mediaId: 'v1', seconds: 14 }).said).toEqual(['NON_TEXT/voice']);
    const second = talk.sends({ kind: 'image', mediaId: 'i1' });
    expect(second).toMatchObject({ said: ['NON_TEXT/image', 'VENT/offer_human'], choices: ['转人工'] });
    expect(talk.sends({ kind: 'location', label: '白杨镇北街口' })).toMatchObject({
      said: ['NON_TEXT/location'],
      vars: { address: '白杨镇北街口' },
    });
    expect(talk.says('电表箱黑了一片,有糊味还冒烟', { intent: 'EMERGENCY_SAFETY' }).said).toEqual([
      'SAFETY/smoke',
      'ACCEPT/critical',
    ]);
    expect(talk.sends({ kind: 'image', mediaId: 'i2' }).said).toEqual(['NON_TEXT/attached']);
    expect(talk.tickets).toHaveLength(1);
  });

  it('protects the patient first where a device at home has lost its power', () => {
    const talk = new Dialogue();
    const first = talk.says('停电了,我妈一直吸氧,制氧机的备用电就剩半小时', {
      intent: 'REPAIR',
      flags: ['vulnerable'],
    });
    expect(first.said).toEqual(['VULN/medical', 'ASK_SLOT/danger_location']);
    expect(talk).toMatchObject({ holder: 'queue', transferReason: '家中有医疗设备用电,停电' });
    expect(
      talk.says('和顺里6号楼2门102', { intent: 'SUPPLEMENT', has: { address: '和顺里6号楼2门102' } }).said,
    ).toEqual(['ACCEPT/critical']);
    talk.says('13712345671 我是她女儿', { intent: 'SUPPLEMENT', has: { phone: '13712345671' } });
    expect(
      talk.after(15).says('十五分钟了,到底有人来没有', { intent: 'URGE', emotion: 'upset' }).said,
    ).toEqual(['URGE/repair']);
    expect(talk.after(12).says('发电车来了,太谢谢了', { intent: 'THANKS' }).said).toEqual(['THANKS/default']);
    const ticket = talk.only('BX');
    expect(ticket.view).toMatchObject({ urgency: 'critical', active: true });
    expect(ticket.slots).toMatchObject({ address: '和顺里6号楼2门102', phone: '13712345671' });
    expect(talk.transcript.join()).not.toMatch(/RATE|contact/);
  });
});

describe('anger', () => {
  it('is heard before anything is asked; facts then go the short way', () => {
    const talk = new Dialogue();
    expect(talk.says('我真是要被你们气疯了!!', { intent: 'EMOTION_VENT', emotion: 'angry' }).said).toEqual([
      'EMPATHY/angry',
      'VENT/probe',
    ]);
    expect(talk.says('什么狗屁单位,就知道骗人', { intent: 'EMOTION_VENT', emotion: 'angry' })).toMatchObject({
      said: ['VENT/offer_human'],
      choices: ['转人工'],
    });
    const facts = talk.says('前天上午就报修了,说一小时到,到现在影子都没有,鱼全死了', {
      intent: 'COMPLAINT',
      category: 'OPS_REPAIR',
      flags: ['repeat_contact'],
      emotion: 'angry',
      has: { time: '前天上午' },
    });
    expect(facts.said).toEqual(['EMPATHY/OPS_REPAIR', 'RESTATE/noted', 'ASK_SLOT/address']);
    expect(
      talk.says('碧水湾5栋904,13712345672,别叫我再说一遍', {
        intent: 'SUPPLEMENT',
        has: { address: '碧水湾5栋904', phone: '13712345672' },
      }).said,
    ).toEqual(['CONFIRM/case']);
    expect(talk.says('嗯对', { intent: 'AFFIRM' }).said).toEqual(['ACCEPT/TS']);
    expect(talk.says('那几点来', { intent: 'PROGRESS' }).said).toEqual(['PROGRESS/default']);
    expect(talk.only('TS').slots.occurTime).toBe('前天上午');
  });

  it('with insults: the fact inside counts, the customer is not held up, the boundary is drawn once', () => {
    const talk = new Dialogue();
    expect(
      talk.says('一群饭桶,给我滚出来个活人', { intent: 'TRANSFER_HUMAN', flags: ['abuse'], emotion: 'angry' })
        .said,
    ).toEqual(['TRANSFER/default']);
    const fact = talk.says('骂的就是你们,抄表的瞎抄,多抄三百度', {
      intent: 'COMPLAINT',
      category: 'MKT_READING',
      flags: ['abuse'],
      emotion: 'angry',
    });
    expect(fact.said).toEqual(['EMPATHY/MKT_READING', 'RESTATE/matter', 'ASK_SLOT/address']);
    expect(
      talk.says('听不懂人话?户号3100456789自己看', {
        intent: 'ABUSE',
        flags: ['abuse'],
        emotion: 'angry',
        has: { account_no: '3100456789' },
      }).said,
    ).toEqual(['ACCEPT/TS']);
    talk.says('还装死,王八蛋', { intent: 'ABUSE', flags: ['abuse'], emotion: 'angry' });
    talk.says('王八蛋听见没有', { intent: 'ABUSE', flags: ['abuse'], emotion: 'angry' });
    expect(talk.transcript.filter((said) => said === 'DEESC/boundary').length).toBeLessThanOrEqual(1);
    expect(talk.only('TS')).toMatchObject({
      opened: { category: 'MKT_READING' },
      slots: { accountNo: '3100456789' },
    });
  });

  it('with insults and no human waiting: soothed once, a boundary with the hand-over, then the supervisor', () => {
    const talk = new Dialogue();
    const rude = { intent: 'ABUSE', flags: ['abuse'], emotion: 'angry' } as const;
    expect(talk.says('废物', rude)).toMatchObject({ said: ['DEESC/abuse'], choices: ['转人工'] });
    expect(talk.says('都是废物', rude).said).toEqual(['DEESC/boundary']);
    expect(talk.holder).toBe('queue');
    expect(talk.says('一窝废物', rude)).toMatchObject({
      said: ['DEESC/supervisor'],
      attention: 'supervisor',
    });
  });
});

describe('coming back', () => {
  const registered = () => {
    const talk = new Dialogue();
    talk.says('每天傍晚电压低,灯泡发红,要投诉。龙潭镇杨家坳15号,13712345673', {
      intent: 'COMPLAINT',
      category: 'OPS_QUALITY',
      has: { address: '龙潭镇杨家坳15号', phone: '13712345673' },
    });
    talk.says('对,登记', { intent: 'AFFIRM' });
    return talk;
  };

  it('about the same matter urges the one ticket; the second time it rises and the supervisor hears', () => {
    const talk = registered();
    const first = talk.after(3 * 1440).says('三天了没一个人来测,是不是不管了', {
      intent: 'COMPLAINT',
      category: 'SVC_STANDARD',
      emotion: 'upset',
    });
    expect(first.said).toEqual(['URGE/default']);
    expect(talk.only('TS').view).toMatchObject({ urgeCount: 1, urgency: 'urgent' });
    const second = talk
      .after(2 * 1440)
      .says('第五天了又是我,杨家坳15号,还是那样', { intent: 'REPAIR', has: { address: '杨家坳15号' } });
    expect(second).toMatchObject({ said: ['URGE/escalated'], attention: 'supervisor' });
    expect(talk.only('TS').view).toMatchObject({ urgeCount: 2, urgency: 'critical' });
    talk.after(60).says('上门前先给我个电话,白天我下地', { intent: 'CALLBACK' });
    expect(talk.only('TS').notes.at(-1)).toMatchObject({
      note: 'supplement',
      text: expect.stringContaining('下地'),
    });
    expect(talk.transcript.join()).not.toContain('ASK_SLOT');
  });

  it('about something else is a second case', () => {
    const talk = registered();
    const other = talk.says('还有,你们那个接线员讲话太难听,我要投诉她', {
      intent: 'COMPLAINT',
      category: 'SVC_ATTITUDE',
    });
    expect(other.said).toEqual(['EMPATHY/SVC_ATTITUDE', 'CONFIRM/case']);
    talk.says('对', { intent: 'AFFIRM' });
    expect(talk.tickets.map(categoryOf)).toEqual(['OPS_QUALITY', 'SVC_ATTITUDE']);
  });

  it('by the same text message is acknowledged shortly and is no urge', () => {
    const talk = new Dialogue({ channel: 'sms', channelPhone: '13712345674' });
    const text = '桃花坞整村停电 电话13712345674';
    const reading = {
      intent: 'REPAIR',
      flags: ['group'],
      has: { address: '桃花坞', phone: '13712345674' },
    } as const;
    expect(talk.says(text, reading).said).toEqual(['ACCEPT/BX']);
    talk.after(0.3);
    expect(talk.says(text, reading).said).toEqual(['NOTED/duplicate']);
    talk.after(0.7);
    expect(talk.says('桃花坞整村停电啊!!电话13712345674', reading).said).toEqual(['NOTED/duplicate']);
    talk.after(50);
    expect(talk.says('还没来电', { intent: 'INQ_OUTAGE' }).said).toEqual(['PROGRESS/no_eta']);
    expect(talk.says('到现在都没电', { intent: 'URGE' }).said).toEqual(['URGE/repair']);
    expect(talk.only('BX').view.urgeCount).toBe(1);
  });

  it('with another number in the same words is another message', () => {
    const talk = registered();
    talk.says('我的电话是13712345675', { intent: 'SUPPLEMENT', has: { phone: '13712345675' } });
    expect(
      talk.says('我的电话是13712345676', { intent: 'SUPPLEMENT', has: { phone: '13712345676' } }).said,
    ).toEqual(['SUPPLEMENT/noted']);
  });
});
