import { describe, expect, it } from '@jest/globals';
import { findDurations } from './durations.js';
import { findSpans } from './extract.js';

describe('durations', () => {
  it.each([
    ['停了三天了', '三天', 'P3D'],
    ['停电5个小时', '5个小时', 'PT5H'],
    ['等了两个半小时', '两个半小时', 'PT2H30M'],
    ['半个月没人来', '半个月', 'P15D'],
    ['半年没抄表', '半年', 'P6M'],
    ['半天了', '半天', 'PT12H'],
    ['都一年多了', '一年', 'P1Y'],
    ['三年半没换', '三年半', 'P3Y6M'],
    ['两个月没动静', '两个月', 'P2M'],
    ['四十分钟了', '四十分钟', 'PT40M'],
    ['等了俩小时', '俩小时', 'PT2H'],
    ['一个多星期', '一个多星期', 'P1W'],
    ['拖了两周', '两周', 'P2W'],
    ['五个工作日', '五个工作日', 'P5D'],
  ])('%s', (text, written, value) => {
    const found = findDurations(text);
    expect(found.map(({ start, end, value: iso }) => [text.slice(start, end), iso])).toEqual([
      [written, value],
    ]);
    expect(findSpans(text)).toEqual([]);
  });
  it.each(['三天前报的', '3月15日', '2026年3月', '第三天', '上周三', '三年前', '24小时内'])(
    '%s is none',
    (text) => {
      expect(findDurations(text)).toEqual([]);
    },
  );
});
