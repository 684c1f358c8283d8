import { describe, expect, it } from '@jest/globals';
import { demandsIn } from './demands.js';
import {
  hazardIn,
  isMedicalOutage,
  isOutNow,
  isPlannedOutage,
  mentionsSmoke,
  speaksOfOutage,
} from './hazards.js';
import { categoriesMeant, categoryMeant, matterOf, namesTwoMatters } from './matters.js';
import { quoteOf } from './quote.js';
import { foldForRepeat, isRepetition } from './repeat.js';

describe('demands', () => {
  it.each([
    ['表校一下,多扣的退给我', ['校表', '退费']],
    ['要書面答覆,還要道歉', ['道歉', '书面说明']],
    ['得赔我冰箱', ['赔偿']],
    ['必须赔礼道歉', ['道歉']],
    ['这笔钱要你们赔', ['赔偿']],
    ['你们来修表箱收了260块', []],
    ['重新测一次,换个人来', ['复测', '换人处理']],
  ])('in %s are %j', (text, demands) => {
    expect(demandsIn(text)).toEqual(demands);
  });
});

describe('matters', () => {
  it('are told in plain words, two of them together', () => {
    expect(matterOf('MKT_BILL')).toBe('电费账单有疑问');
    expect(matterOf('OPS_NOTICE', 'SVC_ATTITUDE')).toContain('这两件事');
    expect(matterOf('MKT_BILL', 'MKT_BILL')).toBe('电费账单有疑问');
    expect(matterOf(null)).toBe('这件事');
  });

  it.each([
    ['不是灯暗,说的是噪音大', 'OPS_ENV'],
    ['不是电费是电表', 'MKT_METER'],
    ['也不是咱这栋', null],
    ['我叫王五', null],
    ['沒有通知', 'OPS_NOTICE'],
  ])('meant by %s: %s', (text, category) => {
    expect(categoryMeant(text)).toBe(category);
  });

  it('are two only where two are spoken of', () => {
    expect(namesTwoMatters('换了表以后电费涨了')).toBe(false);
    expect(namesTwoMatters('停电没通知,客服还骂人')).toBe(true);
    expect(namesTwoMatters('兩件事都要投訴')).toBe(true);
    expect(categoriesMeant('没通知就停电,客服还骂人')).toEqual(['SVC_ATTITUDE', 'OPS_NOTICE']);
  });
});

describe('hazards', () => {
  it.each([
    ['有人触电了', 'shock'],
    ['电线断了掉地上', 'live_wire'],
    ['变压器起火', 'fire'],
    ['配电房进水', 'flood'],
    ['摸水管麻手', 'leak'],
    ['表箱冒了一股烟', 'smoke'],
    ['不太安全', undefined],
  ])('%s: %s', (text, hazard) => {
    expect(hazardIn(text)).toBe(hazard);
  });

  it('know outages: now, planned, spoken of', () => {
    expect([isOutNow('我家没电'), isOutNow('停电了吗'), isOutNow('停电多久了')]).toEqual([true, false, true]);
    expect([isPlannedOutage('明天停电吗'), isPlannedOutage('我家没电')]).toEqual([true, false]);
    expect([
      speaksOfOutage('电都停三回了'),
      speaksOfOutage('停了三次电'),
      speaksOfOutage('活着没意思'),
    ]).toEqual([true, true, false]);
  });

  it('know a device that keeps somebody alive', () => {
    expect(isMedicalOutage('停电了,呼吸机要没电', { intent: 'OTHER', flags: [] })).toBe(true);
    expect(isMedicalOutage('下周要停电,呼吸机咋办', { intent: 'REPAIR', flags: ['vulnerable'] })).toBe(false);
    expect(isMedicalOutage('停电时呼吸机能用多久', { intent: 'INQ_SAFETY_TIPS', flags: [] })).toBe(false);
  });

  it('know past smoke', () => {
    expect([mentionsSmoke('冰箱冒了一下烟'), mentionsSmoke('冰箱坏了')]).toEqual([true, false]);
  });
});

describe('a quote of the customer', () => {
  it('has whole clauses, no numbers, no place, no wish', () => {
    expect(quoteOf('我要投诉,晚上电压低,电磁炉带不动。青山镇9号,13800000001', '青山镇9号')).toBe(
      '晚上电压低\uff0c电磁炉带不动',
    );
  });

  it('ends before it is long, and cuts a clause only where there is no other', () => {
    expect(quoteOf(`${'停电'.repeat(15)},${'没人'.repeat(10)}`, null)).toBe('停电'.repeat(15));
    expect(quoteOf('停电'.repeat(40), null)).toBe(`${'停电'.repeat(20)}…`);
  });

  it('is empty where nothing is left', () => {
    expect(quoteOf('我要投诉,13800000001', null)).toBe('');
  });
});

describe('a repetition', () => {
  const at = 1_000_000;
  const last = (text: string) => ({ text: foldForRepeat(text), at });
  const repeats = (text: string, before: string, later = 60_000) =>
    isRepetition(foldForRepeat(text), last(before), at + later);

  it('is the same text, give or take a character, within minutes', () => {
    expect(repeats('柳湾村停电了!!', '柳湾村停电了')).toBe(true);
    expect(repeats('柳湾村全村停电了啊快来', '柳湾村全村停电了快来')).toBe(true);
    expect(repeats('柳湾村停电了', '柳湾村停电了', 180_000)).toBe(false);
  });

  it('is not another number in the same words, nor a short answer', () => {
    expect(repeats('我家电话13800000001', '我家电话13800000002')).toBe(false);
    expect(repeats('好的', '好的')).toBe(false);
    expect(isRepetition('柳湾村停电了', null, at)).toBe(false);
  });
});
