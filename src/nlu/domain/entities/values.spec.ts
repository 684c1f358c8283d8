import { describe, expect, it } from '@jest/globals';
import { Converter } from 'opencc-js/t2cn';
import type { EntityType } from '#app/base/model/labels.js';
import { buildFoldTable, foldText } from '../normalise.js';
import { findSpans, resolveTimes, toEntities } from './extract.js';
import { resolveTime } from './time-value.js';

const table = buildFoldTable(Converter({ from: 't', to: 'cn' }));
const valuesOf = (type: EntityType, text: string): string[] =>
  toEntities(findSpans(foldText(text, table)), text)
    .filter((entity) => entity.type === type)
    .map((entity) => entity.value);

describe('values', () => {
  it.each<[EntityType, string, string]>([
    ['account_no', '户号 0012345678', '0012345678'],
    ['account_no', '户号３２０５ 1177 88', '3205117788'],
    ['account_no', '户号三二〇五幺幺七七八八', '3205117788'],
    ['phone', '+86 137-0000 1234', '13700001234'],
    ['phone', '008613700001234', '13700001234'],
    ['phone', '幺三七零零零零一二三四', '13700001234'],
    ['phone', '(021) 5566 7788', '02155667788'],
    ['phone', '010-55667788转802', '01055667788-802'],
    ['ticket_no', 'ｔｓ-2612 000358', 'TS2612000358'],
    ['address', '桃園路 3巷12號', '桃园路3巷12号'],
    ['person', '工号0231', '0231'],
    ['amount', '赔我一块四', '1.4'],
    ['amount', '每度五毛六分', '0.56'],
    ['amount', '收了43块2', '43.2'],
    ['amount', '收了三块五毛二', '3.52'],
    ['amount', '损失2万3', '23000'],
    ['amount', '赔1.5万元', '15000'],
    ['amount', '花了两百八', '280'],
    ['amount', '一千零五十块', '1050'],
    ['amount', '1,280元', '1280'],
    ['amount', '¥128.50', '128.5'],
    ['amount', '伍佰元', '500'],
    ['amount', '三千来块', '3000'],
    ['amount', '扣了两块半', '2.5'],
    ['amount', '交了几百块', '几百块'],
  ])('%s of %s is %s', (type, text, value) => {
    expect(valuesOf(type, text)).toEqual([value]);
  });
});

describe('times, counted from a Sunday morning', () => {
  const sentAt = new Date('2026-11-22T10:30:00+08:00');
  it.each([
    ['今天', '2026-11-22'],
    ['大前天', '2026-11-19'],
    ['明儿个', '2026-11-23'],
    ['昨晚八点', '2026-11-21T20:00:00+08:00'],
    ['昨天夜里两点', '2026-11-22T02:00:00+08:00'],
    ['夜里12点', '2026-11-23T00:00:00+08:00'],
    ['凌晨一点多', '2026-11-22T01:00:00+08:00'],
    ['上午9点一刻', '2026-11-22T09:15:00+08:00'],
    ['昨天下午', '2026-11-21T12:00:00+08:00/2026-11-21T18:00:00+08:00'],
    ['上个月15号', '2026-10-15'],
    ['28号', '2026-11-28'],
    ['上周三', '2026-11-11'],
    ['下周一', '2026-11-23'],
    ['上周', '2026-11-09/2026-11-15'],
    ['本周末', '2026-11-21/2026-11-22'],
    ['7月份', '2026-07'],
    ['12月5号', '2026-12-05'],
    ['2月', '2026-02'],
    ['去年十二月', '2025-12'],
    ['二零二五年三月', '2025-03'],
    ['2025年底', '2025-12'],
    ['9月中旬', '2026-09-11/2026-09-20'],
    ['今年上半年', '2026-01/2026-06'],
    ['上季度', '2026-07/2026-09'],
    ['三年前', '2023'],
    ['三天前', '2026-11-19'],
    ['两小时前', '2026-11-22T08:30:00+08:00'],
    ['2026-10-03', '2026-10-03'],
    ['11月3日下午3点到6点', '2026-11-03T15:00:00+08:00/2026-11-03T18:00:00+08:00'],
    ['早7点到下午5点', '2026-11-22T07:00:00+08:00/2026-11-22T17:00:00+08:00'],
    ['22:00-6:00', '2026-11-22T22:00:00+08:00/2026-11-23T06:00:00+08:00'],
    ['晚10点到6点', '2026-11-22T22:00:00+08:00/2026-11-23T06:00:00+08:00'],
    ['周四15:00后', '2026-11-19T15:00:00+08:00/..'],
    ['月底前', '../2026-11-30'],
    ['国庆那天', '2026-10-01'],
    ['国庆期间', '2026-10-01/2026-10-07'],
    ['去年中秋', '2025-10-06'],
    ['除夕夜', '2026-02-16'],
    ['大年初一', '2026-02-17'],
    ['清明节', '2026-04-05'],
  ])('%s is %s', (phrase, value) => {
    expect(resolveTime(phrase, sentAt)).toBe(value);
  });
  it.each(['每晚六点', '前几天', '几天前', '阴历十月初三'])('%s is no point in time', (phrase) => {
    expect(resolveTime(phrase, sentAt)).toBeNull();
  });
  it('counts days as clocks in China show them', () => {
    expect(resolveTime('今天', new Date('2026-11-21T16:30:00Z'))).toBe('2026-11-22');
    expect(resolveTime('昨天', new Date('2026-12-31T16:00:00Z'))).toBe('2026-12-31');
    expect(resolveTime('上个月', new Date('2027-01-05T00:00:00Z'))).toBe('2026-12');
  });
  it('leaves other entities and vague times alone', () => {
    const text = '前几天交了500，昨天又扣200';
    const entities = resolveTimes(toEntities(findSpans(foldText(text, table)), text), sentAt);
    expect(entities.map(({ value }) => value)).toEqual(['前几天', '500', '2026-11-21', '200']);
  });
});
