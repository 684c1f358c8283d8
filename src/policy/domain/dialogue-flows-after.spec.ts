import { describe, expect, it } from '@jest/globals';
import { Dialogue, notesOf, spoken, ticketView } from './simulator.spec.js';

/** Conversations about what is already on the books, and about people. */

describe('progress', () => {
  const mine = ticketView({ number: 'TS2611000077', phone: '13512340175' });
  const alsoMine = ticketView({ number: 'BX2611000078', type: 'BX', phone: '13512340175' });
  const theirs = ticketView({ number: 'TS2611000099', phone: '13799998888' });
  const ask = (talk: Dialogue, number: string) =>
    talk.says(`${number}到哪一步了`, { intent: 'PROGRESS', has: { ticket_no: number } });

  it('of a number is told after the tail of its phone, and then without asking again', () => {
    const talk = new Dialogue({ named: [mine, alsoMine, theirs] });
    expect(ask(talk, mine.number).said).toEqual(['PROGRESS/verify']);
    expect(talk.says('尾号0175').said).toEqual(['PROGRESS/default']);
    expect(talk.says('谁在管,哪天有结果', { intent: 'PROGRESS' }).said).toEqual(['PROGRESS/default']);
    expect(ask(talk, alsoMine.number).said).toEqual(['PROGRESS/no_eta']);
    expect(talk.says('知道了,谢谢', { intent: 'THANKS' }).said).toEqual(['THANKS/default']);
    expect(talk.tickets).toHaveLength(0);
  });

  it.each([
    ['an unknown number', 'TS2611009999'],
    ["somebody else's number", theirs.number],
  ])('of %s is answered alike, before and after a proof', (_, number) => {
    const before = new Dialogue({ named: [mine, theirs] });
    expect([ask(before, number), before.says('0175')].flatMap(({ said }) => said)).toEqual([
      'PROGRESS/verify',
      'PROGRESS/not_found',
    ]);
    const after = new Dialogue({ named: [mine, theirs] });
    ask(after, mine.number);
    after.says('0175');
    expect(ask(after, number)).toMatchObject({ said: ['PROGRESS/not_found'], effects: [] });
    const bySms = new Dialogue({ named: [mine, theirs], channelPhone: '13512340175' });
    expect(ask(bySms, number).said).toEqual(['PROGRESS/not_found']);
  });

  it('takes number and tail in one message, never the digits of the number itself', () => {
    const talk = new Dialogue({ named: [mine] });
    expect(
      talk.says('TS2611000077,尾号0175,帮看看', { intent: 'PROGRESS', has: { ticket_no: 'TS2611000077' } })
        .said,
    ).toEqual(['PROGRESS/default']);
    const guess = new Dialogue({ named: [ticketView({ number: 'TS2611000077', phone: '13500000077' })] });
    expect(ask(guess, 'TS2611000077').said).toEqual(['PROGRESS/verify']);
  });

  it('cannot be found out by trying tails', () => {
    const talk = new Dialogue({ named: [theirs] });
    for (const tail of ['0001', '0002', '0003']) {
      expect(ask(talk, theirs.number).said).toEqual(['PROGRESS/verify']);
      expect(talk.says(tail).said).toEqual(['PROGRESS/not_found']);
    }
    expect(ask(talk, theirs.number)).toMatchObject({ said: ['PROGRESS/not_found'], choices: ['转人工'] });
    expect(talk.says('8888').said).not.toContain('PROGRESS/default');
  });

  it.each([
    ['催一下', 'URGE'],
    ['的结果我不认', 'DISSATISFIED'],
    ['我要求复核', 'APPEAL'],
    ['不投诉了', 'WITHDRAW'],
    ['补充一下,是晚上', 'SUPPLEMENT'],
  ] as const)('is asked to be proved before %s touches a named ticket', (words, intent) => {
    const talk = new Dialogue({ named: [theirs], tickets: [mine] });
    expect(
      talk.says(`${theirs.number}${words}`, { intent, has: { ticket_no: theirs.number } }),
    ).toMatchObject({ said: ['PROGRESS/verify'], effects: [] });
  });
});

describe('a human', () => {
  it('comes at once, the place in line is kept, and no menu is sent', () => {
    const talk = new Dialogue();
    expect(talk.says('发票下载一点就报错', { intent: 'INQ_BILL' }).said).toEqual(['INQ_BILL/default']);
    expect(talk.says('转人工', { intent: 'TRANSFER_HUMAN' }).said).toEqual(['TRANSFER/default']);
    expect(talk).toMatchObject({ holder: 'queue', transferReason: '客户要求人工' });
    expect(talk.says('少让我点按钮,给我接真人', { intent: 'TRANSFER_HUMAN' })).toMatchObject({
      said: ['TRANSFER/waiting'],
      choices: [],
    });
  });

  it('joins after two messages that were not understood', () => {
    const talk = new Dialogue();
    expect(talk.says('???').said).toEqual(['FALLBACK/1']);
    expect(talk.says('啊这').said).toEqual(['FALLBACK/2']);
    expect(talk.holder).toBe('queue');
  });

  it('takes the case over: what was being asked is not asked again after handing back', () => {
    const talk = new Dialogue();
    talk.says('路灯杆漏电没人管,要投诉', { intent: 'COMPLAINT', category: 'OPS_SAFETY' });
    talk.state = { ...talk.state, phase: 'idle' };
    expect(talk.says('好的', { intent: 'AFFIRM' }).said).toEqual(['ACK/noted']);
    expect(talk.state).toMatchObject({ open: null, asked: null });
  });

  it('calls back where a call is wanted, and the number is asked only where none is known', () => {
    const talk = new Dialogue();
    expect(talk.says('给我打个电话说吧', { intent: 'CALLBACK' }).said).toEqual(['CALLBACK/ask_phone']);
    expect(talk.says('13912345670', { has: { phone: '13912345670' } }).said).toEqual(['CALLBACK/default']);
    const sms = new Dialogue({ channel: 'sms', channelPhone: '13912345670' });
    expect(sms.says('打我电话', { intent: 'CALLBACK' }).said).toEqual(['CALLBACK/default']);
  });
});

describe('corrections', () => {
  it('change the matter and the phone; where a device stands is not the address', () => {
    const talk = new Dialogue();
    talk.says('楼下那台变压器整夜响,灯也忽明忽暗', {
      intent: 'COMPLAINT',
      category: 'OPS_QUALITY',
      emotion: 'upset',
    });
    const put = talk.says('不是电压的问题,是噪音太大睡不了', { intent: 'CORRECT' });
    expect(put).toMatchObject({
      said: ['CORRECT/category', 'ASK_SLOT/address_again'],
      vars: { matter: '设备噪音等环境影响' },
    });
    talk.says('不是我们这栋,是6号楼北边那台', { intent: 'CORRECT', has: { address: '6号楼北边' } });
    expect(talk.state.slots.address).toBeNull();
    talk.says('松涛苑,我住4号楼302,电话13312345643', {
      intent: 'SUPPLEMENT',
      has: { address: ['松涛苑', '4号楼302'], phone: '13312345643' },
    });
    expect(talk.state.slots.address).toBe('松涛苑4号楼302');
    talk.says('哎写错了,13312345634', { intent: 'CORRECT', has: { phone: '13312345634' } });
    expect(talk.says('对', { intent: 'AFFIRM' }).said).toEqual(['ACCEPT/TS']);
    expect(talk.only('TS')).toMatchObject({
      opened: { category: 'OPS_ENV' },
      slots: { phone: '13312345634', address: '松涛苑4号楼302' },
    });
    expect(talk.only('TS').opened.issue).toContain('6号楼北边那台');
  });

  it('asked for with a bare no are waited for', () => {
    const talk = new Dialogue();
    talk.says('电费多扣了,投诉,春风里3号,13312345645', {
      intent: 'COMPLAINT',
      category: 'MKT_BILL',
      has: { address: '春风里3号', phone: '13312345645' },
    });
    expect(talk.says('不对,要改一下', { intent: 'DENY' }).said).toEqual(['ASK_SLOT/change']);
    expect(
      talk.says('地址是春风里8号', { intent: 'SUPPLEMENT', has: { address: '春风里8号' } }).said,
    ).toEqual(['CORRECT/default', 'CONFIRM/case']);
    expect(talk.state.slots.address).toBe('春风里8号');
  });

  it('after the number go onto the ticket as corrections', () => {
    const talk = new Dialogue({ tickets: [ticketView()] });
    const { effects } = talk.says('刚才电话发错了,是13312345699', {
      intent: 'CORRECT',
      has: { phone: '13312345699' },
    });
    expect(effects).toMatchObject([{ kind: 'note', note: 'correct' }]);
  });
});

describe('the threat to turn to 12398', () => {
  it('is acknowledged once as a right, never argued with, and raises the case', () => {
    const talk = new Dialogue();
    talk.says('没问过我就把表换了,电费翻番', {
      intent: 'COMPLAINT',
      category: 'MKT_METER',
      emotion: 'upset',
    });
    expect(
      talk.says('没个说法就去12398告', { intent: 'THREAT_ESCALATE', flags: ['threat_escalate'] }),
    ).toMatchObject({
      said: ['ESCALATE/rights', 'ASK_SLOT/address_again'],
      attention: 'supervisor',
    });
    expect(
      talk.says('别劝我,非打不可', { intent: 'THREAT_ESCALATE', flags: ['threat_escalate'] }).said,
    ).toEqual(['ESCALATE/heard', 'ASK_SLOT/address_again']);
    expect(talk.state.slots.address).toBeNull();
    expect(
      talk.says('福源里14号,13312345646', { has: { address: '福源里14号', phone: '13312345646' } }).said,
    ).toEqual(['CONFIRM/case']);
    expect(talk.says('对。要等几天才答复?', { intent: 'INQ_COMPLAINT_RULE' })).toMatchObject({
      said: ['ACCEPT/TS'],
      attention: 'supervisor',
    });
    expect(talk.only('TS').opened).toMatchObject({
      category: 'MKT_METER',
      flags: ['threat_escalate'],
      demand: ['解释'],
    });
    expect(talk.only('TS').opened.issue).toContain('非打不可');
  });

  it('alone is asked what happened; with a ticket that is raised', () => {
    const talk = new Dialogue();
    const threat = { intent: 'THREAT_ESCALATE', flags: ['threat_escalate'] } as const;
    expect(talk.says('再不解决我就发抖音曝光你们', threat).said).toEqual([
      'ESCALATE/rights',
      'ASK_SLOT/issue',
    ]);
    talk.says('三趟了都说材料不全不给过户', { intent: 'COMPLAINT', category: 'MKT_CONNECT' });
    expect(talk.state.open).toMatchObject({ category: 'MKT_CONNECT', flags: ['threat_escalate'] });
    const known = new Dialogue({ tickets: [ticketView()] });
    expect(known.says('明天就去法院', threat)).toMatchObject({
      said: ['ESCALATE/rights_ticket'],
      effects: [{ note: 'escalate', flags: ['threat_escalate'] }],
    });
  });
});

describe('withdrawing', () => {
  const begin = () => new Dialogue({ tickets: [ticketView({ category: 'MKT_FEE' })] });

  it('is confirmed once, refused under pressure without a trace of it for the handlers, and done the second time', () => {
    const talk = begin();
    expect(talk.says('投诉不告了,撤掉吧', { intent: 'WITHDRAW' }).said).toEqual(['WITHDRAW/confirm']);
    expect(talk.only('TS').view.active).toBe(true);
    const refused = talk.says('还没修好,有人电话里逼我撤', {
      intent: 'COMPLAINT',
      category: 'SVC_HANDLING',
    });
    expect(refused).toMatchObject({ said: ['WITHDRAW/kept'], attention: 'supervisor' });
    expect(JSON.stringify(refused.effects)).not.toMatch(/打电话|压力/);
    expect(talk.says('那就先不撤', { intent: 'WITHDRAW' }).said).toEqual(['WITHDRAW/kept']);
    expect(talk.after(2880).says('钱退了,这次真撤', { intent: 'CONFIRM_RESOLVED' }).said).toEqual([
      'WITHDRAW/confirm',
    ]);
    expect(talk.says('确认', { intent: 'AFFIRM' }).said).toEqual(['WITHDRAW/done']);
    expect(talk.only('TS').state).toBe('withdrawn');
    expect(notesOf(talk.only('TS'))).toEqual([
      'withdraw_asked',
      'withdraw_cancelled',
      'withdraw_cancelled',
      'withdraw_asked',
      'withdraw',
    ]);
  });

  it.each(['好几天了还没人来', '是你们逼我撤的', '谢谢', '行不行啊你们', '再说吧'])(
    'is not done on %s',
    (words) => {
      const talk = begin();
      talk.says('我想撤诉', { intent: 'WITHDRAW' });
      talk.says(words, words === '谢谢' ? { intent: 'THANKS' } : {});
      expect(talk.only('TS').view.active).toBe(true);
    },
  );

  it('of what has no number yet drops it', () => {
    const talk = new Dialogue();
    talk.says('电表箱坏了要投诉', { intent: 'COMPLAINT', category: 'OPS_SAFETY' });
    expect(talk.says('算了不投诉了', { intent: 'WITHDRAW' }).said).toEqual(['WITHDRAW/dropped']);
    expect(talk.says('撤诉', { intent: 'WITHDRAW' }).said).toEqual(['WITHDRAW/none']);
  });
});

describe('questions in between', () => {
  it('are answered, then the one open question comes back', () => {
    const talk = new Dialogue();
    talk.says('催费的半夜上门拍门,投诉', { intent: 'COMPLAINT', category: 'MKT_DUNNING' });
    expect(talk.says('对了营业厅几点关门', { intent: 'INQ_CHANNEL' }).said).toEqual([
      'INQ_CHANNEL/default',
      'ASK_SLOT/address_again',
    ]);
    expect(talk.says('我家宽带也慢', { intent: 'UNRELATED' }).said).toEqual([
      'UNRELATED/internet',
      'ASK_SLOT/address_again',
    ]);
    talk.says('青年路8号', { has: { address: '青年路8号' } });
    talk.says('13412345670', { has: { phone: '13412345670' } });
    talk.says('不要再半夜来');
    expect(talk.says('在吗', { intent: 'GREETING' }).said).toEqual(['CONFIRM/case']);
    expect(talk.says('赶紧的到底几时处理', { intent: 'PROGRESS' }).said).toEqual(['ACCEPT/TS']);
  });

  it('about other trades open nothing and count as understood', () => {
    const talk = new Dialogue();
    expect(talk.says('灶台打不着火,来修修', { intent: 'UNRELATED' }).said).toEqual(['UNRELATED/gas']);
    expect(talk.says('那电费去哪交', { intent: 'INQ_CHANNEL' }).said).toEqual(['INQ_CHANNEL/default']);
    expect(talk.says('1').said).toEqual(['FALLBACK/1']);
    expect(talk.says('wifi信号也不行', { intent: 'UNRELATED' }).said).toEqual(['UNRELATED/internet']);
    expect(talk.says('2').said).toEqual(['FALLBACK/1']);
    expect(talk.tickets).toHaveLength(0);
    expect(talk.holder).toBe('bot');
  });

  it('about an outage lead to the offer of a repair, and "yes" or a place accepts it', () => {
    const talk = new Dialogue({ channelPhone: '13412345671' });
    expect(talk.says('怎么突然没有电,是检修吗', { intent: 'INQ_OUTAGE' }).said).toEqual(['INQ_OUTAGE/offer']);
    expect(talk.says('对', { intent: 'AFFIRM' }).said).toEqual(['ACK/noted', 'ASK_SLOT/address']);
    expect(talk.says('后山村南头', { intent: 'SUPPLEMENT' }).said).toEqual(['ACCEPT/BX']);
    expect(talk.only('BX')).toMatchObject({
      opened: { issue: expect.stringContaining('是检修吗') },
      slots: { address: '后山村南头' },
    });
    const other = new Dialogue();
    other.says('是不是停电检修', { intent: 'INQ_OUTAGE' });
    expect(other.says('不是,随便问问', { intent: 'DENY' }).said).toEqual(['WITHDRAW/dropped']);
    expect(
      new Dialogue().says('江湾小区停了吧?我家3栋没电', {
        intent: 'INQ_OUTAGE',
        has: { address: '江湾小区' },
      }).said,
    ).toEqual(['ACCEPT/BX', 'ASK_SLOT/contact']);
    expect(new Dialogue().says('明天江湾小区停电吗', { intent: 'INQ_OUTAGE' }).said).toEqual([
      'INQ_OUTAGE/default',
    ]);
  });
});

describe('opting out', () => {
  it.each(['td', 'TD', 'TD', '退订', '退訂。'])(
    'by %s takes effect at once, whatever the reading',
    (word) => {
      const talk = new Dialogue({
        channel: 'sms',
        channelPhone: '13412345672',
        tickets: [ticketView({ type: 'BX', number: 'BX2611000001' })],
      });
      expect(talk.says(word).said).toEqual(['OPTOUT/with_ticket']);
      expect(talk.state.optedOut).toBe(true);
    },
  );

  it('does not stop answers, and only the explicit wish takes it back', () => {
    const talk = new Dialogue({ tickets: [ticketView({ type: 'BX', number: 'BX2611000001' })] });
    talk.says('td');
    expect(talk.says('我那个报修还修不修', { intent: 'PROGRESS' }).said).toEqual(['PROGRESS/no_eta']);
    expect(talk.says('别的短信一个都别发', { intent: 'OPT_OUT' }).said).toEqual(['OPTOUT/again']);
    expect(talk.says('BX到哪了', { intent: 'PROGRESS' }).said).toEqual(['PROGRESS/no_eta']);
    expect(talk.state.optedOut).toBe(true);
    expect(talk.says('恢复短信', { intent: 'OPT_OUT' }).said).toEqual(['OPTOUT/resumed']);
    expect(talk.state.optedOut).toBe(false);
  });
});

describe('compensation', () => {
  it('is registered without an amount, after one question of safety; proof need not be a receipt', () => {
    const talk = new Dialogue();
    const claim = {
      intent: 'COMPENSATION',
      category: 'OPS_DAMAGE',
      flags: ['compensation'],
      emotion: 'upset',
    } as const;
    const first = talk.says('昨晚一来电,洗衣机冒了股烟就不转了,要你们赔', {
      ...claim,
      has: { time: '昨晚' },
    });
    expect(first.said).toEqual(['EMPATHY/OPS_DAMAGE', 'RESTATE/noted', 'ASK_SLOT/hazard']);
    expect(talk.says('早拔了,没味了。买的时候2680元', { has: { amount: '2680元' } }).said).toEqual([
      'ACK/noted',
      'ASK_SLOT/address',
    ]);
    expect(talk.says('小票丢了,拍铭牌行吗', { intent: 'INQ_COMPLAINT_RULE' }).said).toEqual([
      'COMPENSATION/proof',
      'ASK_SLOT/address_again',
    ]);
    expect(talk.sends({ kind: 'image', mediaId: 'm1' }).said).toEqual([
      'NON_TEXT/attached',
      'ASK_SLOT/address_again',
    ]);
    expect(
      talk.says('星光里9栋201,13412345673', { has: { address: '星光里9栋201', phone: '13412345673' } }).said,
    ).toEqual(['COMPENSATION/registered', 'ACCEPT/TS']);
    expect(talk.only('TS')).toMatchObject({
      opened: { category: 'OPS_DAMAGE', flags: ['compensation'] },
      slots: { amounts: ['2680元'], occurTime: '昨晚' },
    });
    expect(talk.says('就说赔多少', { ...claim, emotion: 'calm' }).said).toEqual(['COMPENSATION/wait']);
    expect(talk.says('那几时来人看', { intent: 'PROGRESS' }).said).toEqual(['PROGRESS/damage']);
  });

  it('asked about smoke that is still there is a danger', () => {
    const talk = new Dialogue();
    talk.says('来电时电视冒烟坏了,得赔', {
      intent: 'COMPENSATION',
      category: 'OPS_DAMAGE',
      flags: ['compensation'],
    });
    expect(talk.says('现在还有烟').said).toEqual(['SAFETY/default', 'ASK_SLOT/danger_location']);
  });
});

describe('a result that is not accepted', () => {
  const closed = () => new Dialogue({ tickets: [ticketView({ resolved: true })] });

  it('reopens the ticket, takes the reason, and a review becomes a case of its own, once', () => {
    const talk = closed();
    expect(
      talk.says('说什么电压正常,我不认,TS2611000001', {
        intent: 'DISSATISFIED',
        has: { ticket_no: 'TS2611000001' },
      }),
    ).toMatchObject({
      said: ['DISSATISFIED/reopen', 'ASK_SLOT/reason'],
      attention: 'supervisor',
    });
    expect(talk.says('早上测的,我说的是夜里', { intent: 'COMPLAINT', category: 'OPS_QUALITY' }).said).toEqual(
      ['SUPPLEMENT/noted'],
    );
    expect(notesOf(talk.only('TS'))).toEqual(['reopen', 'supplement']);
    expect(talk.says('请上级派别人重新测,别让原来那个来', { intent: 'APPEAL' }).said).toEqual([
      'APPEAL/opened',
    ]);
    expect(talk.only('SS').opened).toMatchObject({ parent: 'TS2611000001', demand: ['复测', '换人处理'] });
    expect(talk.says('我有照片,表上171伏', { intent: 'SUPPLEMENT' }).said).toEqual(['SUPPLEMENT/noted']);
    talk.sends({ kind: 'image', mediaId: 'm1' });
    expect(notesOf(talk.only('SS'))).toEqual(['supplement', 'supplement']);
    expect(talk.says('复核几天出结果', { intent: 'INQ_COMPLAINT_RULE' }).said).toEqual(['PROGRESS/default']);
    expect(talk.says('我要找你们领导', { intent: 'APPEAL' }).said).toEqual(['APPEAL/again']);
    expect(talk.tickets).toHaveLength(2);
  });

  it('by a low score reopens it too; a bare digit without an invitation is no score', () => {
    const talk = closed();
    expect(talk.says('5').said).toEqual(['FALLBACK/1']);
    talk.state = { ...talk.state, phase: 'rating' };
    expect(talk.says('2').said).toEqual(['RATE/low', 'ASK_SLOT/reason']);
    expect(talk.says('门拿铁丝拧着,一吹就开', { intent: 'COMPLAINT', category: 'OPS_SAFETY' }).said).toEqual([
      'SUPPLEMENT/noted',
    ]);
    talk.state = { ...talk.state, phase: 'rating' };
    expect(talk.says('5分').said).toEqual(['RATE/thanks']);
    expect(talk.only('TS').notes.map(({ note, score }) => score ?? note)).toEqual([2, 'supplement', 5]);
  });
});

describe('a person at risk', () => {
  it('hears one caring sentence and then people; place and outage are taken down in silence', () => {
    const talk = new Dialogue({ channel: 'sms', channelPhone: '13412345674' });
    const first = talk.says('又停电,日子没法过了,不如死了算', {
      intent: 'PERSONAL_DANGER',
      flags: ['personal_danger'],
    });
    expect(first).toMatchObject({ said: ['DANGER/person'], attention: 'danger', choices: [] });
    expect(talk).toMatchObject({ holder: 'queue', transferReason: '客户可能有人身危险' });
    expect(talk.says('不要劝我', { intent: 'DENY' }).said).toEqual([]);
    expect(
      talk.says('沙河村三组 胡家', { intent: 'SUPPLEMENT', has: { address: '沙河村三组' } }).said,
    ).toEqual([]);
    expect(talk.says('就是烦,活干不了', { intent: 'EMOTION_VENT' })).toMatchObject({
      said: [],
      attention: 'danger',
    });
    expect(talk.state.phase).toBe('danger');
    expect(talk.only('BX')).toMatchObject({
      view: { urgency: 'critical' },
      slots: { address: '沙河村三组 胡家' },
    });
    expect(talk.says('让我跟人说', { intent: 'TRANSFER_HUMAN' }).said).toEqual(['TRANSFER/waiting']);
    expect(talk.says('着火了!', { intent: 'EMERGENCY_SAFETY' }).said).toEqual([
      'SAFETY/fire',
      'ACCEPT/critical',
    ]);
    expect(talk.state.phase).toBe('danger');
  });
});

describe('a report on somebody', () => {
  it('may stay anonymous, is never asked who reports, and is confidential', () => {
    const talk = new Dialogue({
      state: {
        slots: {
          address: '望江路1号',
          phone: '13412345675',
          accountNo: null,
          person: '何平',
          occurTime: null,
          amounts: [],
        },
      },
    });
    expect(talk.says('我举报你们所里一个人,装表私下要钱', { intent: 'REPORT' }).said).toEqual(['REPORT/ask']);
    expect(talk.says('名字就不说了,怕他报复我', { intent: 'DENY' }).said).toEqual(['REPORT/anonymous']);
    const told = talk.says('白鹭供电所姓洪的,上个月在石门村装表一户要一百五', {
      intent: 'REPORT',
      has: { person: '姓洪', time: '上个月', address: '石门村', amount: '一百五' },
    });
    expect(told.said).toEqual(['ACCEPT/JB']);
    const ticket = talk.only('JB');
    expect(ticket.opened.category).toBe('SVC_INTEGRITY');
    expect(ticket.slots).toMatchObject({ person: null, phone: null, address: '石门村', occurTime: '上个月' });
    expect(talk.says('截图我有,别让所里人看见', { intent: 'SUPPLEMENT' }).said).toEqual([
      'SUPPLEMENT/confidential',
    ]);
    expect(talk.says('以后怎么晓得查没查', { intent: 'PROGRESS' }).said).toEqual(['PROGRESS/report']);
    expect(talk.transcript.join()).not.toMatch(/contact|demand|CONFIRM/);
  });

  it('in the middle of a complaint gives the complaint its number first', () => {
    const talk = new Dialogue();
    talk.says('电压低要投诉,南岸街4号', {
      intent: 'COMPLAINT',
      category: 'OPS_QUALITY',
      has: { address: '南岸街4号' },
    });
    expect(talk.says('另外我举报隔壁厂偷电', { intent: 'REPORT' }).said).toEqual(['ACCEPT/TS', 'REPORT/ask']);
    expect(talk.only('TS').slots.address).toBe('南岸街4号');
    expect(talk.state.open).toMatchObject({ type: 'JB', category: null });
  });
});

describe('personal data', () => {
  it('asked for becomes one task with a number; codes do not reach it', () => {
    const talk = new Dialogue();
    expect(talk.says('你们怎么有我号码', { intent: 'PRIVACY_REQUEST', flags: ['privacy'] }).said).toEqual([
      'PRIVACY/source',
    ]);
    expect(
      talk.says('把存的我的信息都给我看,再删掉', { intent: 'PRIVACY_REQUEST', flags: ['privacy'] }),
    ).toMatchObject({ said: ['PRIVACY/opened'], attention: 'supervisor' });
    talk.says('我叫贺兰,验证码是482913', { intent: 'SUPPLEMENT', has: { person: '贺兰' } });
    expect(JSON.stringify(talk.only('ZX').notes)).not.toContain('482913');
    expect(talk.says('投诉记录也删', { intent: 'PRIVACY_REQUEST', flags: ['privacy'] }).said).toEqual([
      'PRIVACY/again',
    ]);
    expect(talk.says('多久办好', { intent: 'PROGRESS' }).said).toEqual(['PROGRESS/default']);
    expect(talk.says('电表走太快要投诉', { intent: 'COMPLAINT', category: 'MKT_METER' }).said).toContain(
      'ASK_SLOT/address',
    );
  });
});

describe('suggestions and praise', () => {
  it('get a number at once, where they say something', () => {
    const talk = new Dialogue();
    expect(talk.says('我要提建议', { intent: 'SUGGEST' }).said).toEqual(['OPINION/ask']);
    expect(talk.says('缴费机字能不能调大', { intent: 'SUGGEST' }).said).toEqual(['ACCEPT/JY']);
    expect(talk.says('昨天来的师傅真负责', { intent: 'PRAISE' }).said).toEqual(['ACCEPT/BY']);
    expect(talk.says('电费多扣了我要投诉', { intent: 'COMPLAINT', category: 'MKT_BILL' }).said).toContain(
      'ASK_SLOT/address',
    );
  });

  it('are made sure of where the reading is unsure, and the words are kept', () => {
    const talk = new Dialogue();
    const unsure = talk.says('停电前该发个短信,我的鱼都死了', {
      intent: 'SUGGEST',
      decision: 'clarify',
      alternatives: [{ intent: 'COMPLAINT', confidence: 0.3 }],
    });
    expect(unsure).toMatchObject({
      said: ['FALLBACK/choose'],
      choices: ['提建议', '投诉', '转人工'],
      vars: { options: '提建议、投诉' },
    });
    talk.says('我要投诉', { intent: 'COMPLAINT', category: 'OTHER_UNCLASSIFIED' });
    expect(talk.state.open?.words[0]).toContain('鱼都死了');
    expect(spoken([]).length).toBe(0);
  });
});
