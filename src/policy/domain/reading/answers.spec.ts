import { describe, expect, it } from '@jest/globals';
import {
  asksAfterCase,
  hintsAtPressure,
  isOptIn,
  isOptOut,
  namesDropping,
  readScore,
  readsAsCorrection,
  readTail,
  readYesNo,
  refusesToWithdraw,
  saysNoMatter,
  shorthandFor,
  takesWithdrawalBack,
  wantsItRegistered,
  withoutCodes,
} from './answers.js';

describe('yes and no', () => {
  it.each([
    '对',
    '对对对',
    '是的',
    '嗯嗯',
    '嗯对',
    '好的',
    '行吧',
    '可以',
    '沒錯',
    '没错',
    '没问题',
    'OK',
    '别的没有,登记吧',
    '就这样',
    '对,请登记',
    '好 那几时来',
    '对。要等几天才答复?',
    '要得',
    '行了',
    '是',
  ])('%s is yes', (text) => {
    expect(readYesNo(text)?.answer).toBe('yes');
  });

  it.each(['不对', '不是', '没有', '不用了', '不用谢谢', '不', '否', '先不', '不留', '算了'])(
    '%s is no',
    (text) => {
      expect(readYesNo(text)?.answer).toBe('no');
    },
  );

  it.each([
    '好几天了还没来',
    '是你们的人叫我撤的',
    '对面那栋楼',
    '行不行',
    '可以吗',
    '是不是',
    '好了,来电了',
    '对了,还有一件事',
    '中午打的',
    '没电了',
    '没人来',
    '停电',
    '嗯,不过电话错了',
    '不知道',
    '成天停电',
    '你好',
  ])('%s is neither', (text) => {
    expect(readYesNo(text)).toBeNull();
  });

  it('knows whether anything else was said', () => {
    expect(readYesNo('对的')?.plain).toBe(true);
    expect(readYesNo('对,电话是13800000001')?.plain).toBe(false);
  });
});

describe('what is meant', () => {
  it.each(['没别的了', '登记吧', '就这些', '别再问了'])('%s: the customer is done', (text) => {
    expect(wantsItRegistered(text)).toBe(true);
  });

  it.each(['不是电费,是电表', '刚才电话写错了', '你理解错了', '应该是3栋', '不对,改成8号'])(
    '%s is a correction',
    (text) => {
      expect(readsAsCorrection(text)).toBe(true);
    },
  );

  it.each(['你们抄错了表', '电费算错了', '不是你们修的吗', '错了'])('%s is none', (text) => {
    expect(readsAsCorrection(text)).toBe(false);
  });

  it.each(['不撤', '先不撤了', '没解决', '还没好', '是你们叫我撤的', '不想撤'])(
    '%s refuses to withdraw',
    (text) => {
      expect(refusesToWithdraw(text)).toBe(true);
    },
  );

  it.each(['撤了吧', '解决了,撤', '这回真撤'])('%s does not', (text) => {
    expect(refusesToWithdraw(text)).toBe(false);
  });

  it('hears pressure and a change of mind', () => {
    expect(hintsAtPressure('他们打电话让我撤')).toBe(true);
    expect(hintsAtPressure('没修好不撤')).toBe(false);
    expect(takesWithdrawalBack('那就不撤了')).toBe(true);
    expect(takesWithdrawalBack('不投诉了,撤了吧')).toBe(false);
  });

  it.each([
    '我要投诉',
    '投诉你们',
    '你好,我想反映个问题',
    '再不解决我就打12398',
    '法庭见',
    '我要提建议',
    '报修',
  ])('%s names no matter', (text) => {
    expect(saysNoMatter(text)).toBe(true);
  });

  it.each(['我要投诉抄表员', '停电了', '电费不对', '有人偷电'])('%s does', (text) => {
    expect(saysNoMatter(text)).toBe(false);
  });

  it('knows what is to be dropped by its words', () => {
    expect(namesDropping('算了,不投诉了')).toBe(true);
    expect(namesDropping('名字不想说')).toBe(false);
  });

  it.each([
    '多久给答复',
    '哪天能修好',
    '师傅啥时候到',
    '查没查啊',
    '上回报修的还修不修',
    '怎么知道你们处理了',
  ])('%s asks after a case', (text) => {
    expect(asksAfterCase(text)).toBe(true);
  });

  it.each([
    '什么时候来电',
    '过户要多久',
    '营业厅几点开门',
    '你们到底什么时候才能把我们村这条老线路彻底修好让大家安心过年',
  ])('%s does not', (text) => {
    expect(asksAfterCase(text)).toBe(false);
  });
});

describe('codes and numbers', () => {
  it.each(['TD', 'td', 'ＴＤ', '退订', '退訂!', '我要退订'])('%s opts out', (text) => {
    expect(isOptOut(text)).toBe(true);
  });

  it('opting in takes explicit words', () => {
    expect([isOptIn('恢复短信'), isOptIn('重新接收短信'), isOptIn('恢复'), isOptIn('电恢复了吗')]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(isOptOut('退订了还发')).toBe(false);
  });

  it.each([
    ['RG', 'human'],
    ['人工!', 'human'],
    ['jd', 'progress'],
    ['进度怎样', undefined],
  ])('%s is short for %s', (text, meant) => {
    expect(shorthandFor(text)).toBe(meant);
  });

  it.each([
    ['5', 5],
    ['２分', 2],
    ['给4分', 4],
    ['五分', 5],
    ['1,很差', 1],
    ['非常满意', 5],
    ['满意', 4],
    ['一般吧', 3],
    ['不太满意', 2],
    ['很不满意', 1],
    ['3栋还没电', null],
    ['13800000001', null],
    ['盖子合上了,可螺丝没拧,风一吹又掀开', null],
    ['6', null],
  ])('%s scores %s', (text, score) => {
    expect(readScore(text)).toBe(score);
  });

  it.each([
    ['号码后四位0175', '0175'],
    ['０１７５', '0175'],
    ['TS2611000012', null],
    ['13800000175', null],
    ['TS2611000012 尾号0175', '0175'],
  ])('the tail in %s is %s', (text, tail) => {
    expect(readTail(text)).toBe(tail);
  });

  it('a one-time code is blotted out', () => {
    expect(withoutCodes('我叫王五,验证码是 482913')).toBe('我叫王五,验证码是 ****');
    expect(withoutCodes('户号3201234567')).toBe('户号3201234567');
  });
});
