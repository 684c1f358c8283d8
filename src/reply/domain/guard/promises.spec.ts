import { describe, expect, it } from '@jest/globals';
import { createGuard } from './check.js';
import type { PromiseLimits } from './guard-context.js';
import { findBrokenPromises, readNumber } from './promises.js';

const at = (text: string): number => Date.parse(`${text}+08:00`);
const limits: PromiseLimits = {
  now: at('2026-11-22T10:00'),
  deadline: at('2026-11-23T18:00'),
  eta: at('2026-11-22T10:45'),
  approvedAmount: 200,
};
const classes = (text: string, given: PromiseLimits = limits): string[] =>
  findBrokenPromises(text, given).map((found) => `${found.class}:${text.slice(found.start, found.end)}`);

describe('findBrokenPromises', () => {
  it.each([
    ['明天18:00前给你回复', [], 'up to the deadline'],
    ['11月25日12点前给你答复', ['OVER_PROMISE:11月25日12点'], 'an answer after the deadline'],
    ['3天内给你处理结果', ['OVER_PROMISE:3天内'], 'a span that ends after the deadline'],
    ['10分钟内师傅到场', ['OVER_PROMISE:10分钟内'], 'sooner than the crew can be there'],
    ['半小时就来电', ['OVER_PROMISE:半小时就'], 'repaired before the crew has come'],
    ['今天11:30恢复送电', [], 'after the eta'],
    ['昨天15:00师傅到场看过', [], 'what has been'],
    ['营业厅8:00开门', [], 'a time nothing is promised for'],
    ['给你补偿500元', ['UNAUTHORIZED_COMP:500元'], 'more than was approved'],
    ['给你补偿二百元', [], 'what was approved'],
    ['减免三百块', ['UNAUTHORIZED_COMP:三百块'], 'in words'],
    ['上月电费500元', [], 'money that is not ours to give'],
  ])('%s → %j (%s)', (text, expected) => {
    expect(classes(text)).toEqual(expected);
  });

  it('says nothing of what it does not know', () => {
    expect(findBrokenPromises('10分钟内师傅到场,赔500元', undefined)).toEqual([]);
    expect(classes('11月25日12点前给你答复', { now: limits.now })).toEqual([]);
  });

  it('allows no amount while none is approved', () => {
    expect(classes('给你补偿5元', { now: limits.now })).toEqual(['UNAUTHORIZED_COMP:5元']);
  });

  it('is part of the check, and the rewrite keeps to the limits', () => {
    const guard = createGuard([]);
    const context = { limits, vars: { deadline: '明天18:00', eta: '10:45' } };
    const { verdict, hits, rewritten } = guard.check('10分钟内师傅到场。', context);
    expect([verdict, hits[0]?.layer, hits[0]?.class]).toEqual(['block', 'state', 'OVER_PROMISE']);
    expect(guard.check(rewritten ?? '', context).verdict).toBe('ok');
  });
});

describe('readNumber', () => {
  it.each([
    ['800', 800],
    ['2.5', 2.5],
    ['三百', 300],
    ['十二', 12],
    ['一千五百', 1500],
    ['两万', 20_000],
    ['半', 0.5],
  ])('%s is %d', (text, expected) => {
    expect(readNumber(text)).toBe(expected);
  });
});
