import { describe, expect, it } from '@jest/globals';
import { createGuard } from './check.js';
import { similarity } from './history.js';

const guard = createGuard([]);
const classes = (text: string, previousReplies: readonly string[]): string[] =>
  guard.check(text, { previousReplies }).hits.map((hit) => `${hit.class}:${hit.severity}`);

describe('repeated apology', () => {
  it('warns at the second and blocks the third apology without progress', () => {
    expect(classes('对不起', [])).toEqual([]);
    expect(classes('真的很抱歉', ['对不起'])).toContain('REPEATED_APOLOGY:warn');
    expect(classes('非常抱歉给您添麻烦了', ['对不起', '真的很抱歉'])).toContain('REPEATED_APOLOGY:block');
  });

  it.each([
    ['抱歉晚了10分钟，师傅已到场', 'an action'],
    ['抱歉久等，抢修队15:30到', 'a time'],
    ['抱歉，请告诉我地址', 'a question'],
    ['抱歉，由主管负责联系您', 'another person'],
  ])('is not held against an apology with progress: %s (%s)', (text) => {
    expect(classes(text, ['对不起', '真的很抱歉'])).toEqual([]);
  });

  it('starts counting anew after progress', () => {
    expect(classes('非常抱歉', ['对不起', '抢修队15:30到', '抱歉'])).not.toContain('REPEATED_APOLOGY:block');
  });
});

describe('no-answer loop', () => {
  it('blocks the same words twice in a row', () => {
    expect(classes('这句我没听明白，您换个说法', ['这句我没听明白，您换个说法。'])).toContain(
      'NO_ANSWER_LOOP:block',
    );
  });

  it.each([
    ['好的', ['好的'], 'short'],
    ['编号TS2611000012在办，15:00前回复', ['编号TS2611000012在办，15:00前回复'], 'a fact asked for twice'],
    ['您前面还有3位在排队等候', ['您前面还有5位在排队等候'], 'another number'],
    ['这句我没听明白，您换个说法', ['这句我没听明白，您换个说法', '您要报修吗？'], 'not in a row'],
  ])('lets %s pass (%s)', (text, previous) => {
    expect(classes(text, previous)).toEqual([]);
  });
});

describe('transfer loop', () => {
  it('warns when the customer is passed on a second time', () => {
    expect(classes('我把您转给计量中心', ['已转到营销部'])).toEqual(['TRANSFER_LOOP:warn']);
    expect(classes('我把您转给计量中心', ['您好'])).toEqual([]);
    expect(classes('已为您转人工', ['已为您转人工同事'])).toEqual([]);
  });
});

it('similarity is 1 for the same, 0 for nothing in common', () => {
  expect(similarity('规定就是这样', '规定就是这样')).toBe(1);
  expect(similarity('规定就是', '电费明细')).toBe(0);
  expect(similarity('这句我没听明白您换个说法', '这句我没听明白您换种说法')).toBeGreaterThan(0.8);
  expect(similarity('a', 'b')).toBe(0);
});

describe('no answer twice', () => {
  it('blocks the second one in other words, unless it offers a colleague', () => {
    expect(classes('不好意思，这个我没看懂', ['这句我没听明白，您换个说法'])).toContain(
      'NO_ANSWER_LOOP:block',
    );
    expect(classes('我还是没弄明白，回复“人工”找同事', ['这句我没听明白，您换个说法'])).toEqual([]);
    expect(classes('这句我没听明白', ['师傅15:30到'])).toEqual([]);
  });
});

describe('promised in vain', () => {
  const turns = (...texts: readonly string[]) => texts.map((text) => ({ by: 'us' as const, text }));
  const found = (text: string, ...before: readonly string[]): string[] =>
    guard.check(text, { turns: turns(...before) }).hits.map((hit) => hit.class);

  it('warns at a third time for the same act', () => {
    expect(found('今天18:00前给您答复', '周一10:00前给您答复', '今天15:00前给您答复')).toContain(
      'REPEATED_PROMISE',
    );
  });

  it.each([
    ['今天18:00前给您答复', ['今天15:00前给您答复'], 'the second time'],
    ['今天18:00前给您答复', ['今天18:00前给您答复', '今天18:00前给您答复'], 'the same time again'],
    ['今天18:00师傅到场', ['今天15:00前给您答复', '今天16:00前给您答复'], 'another act'],
    ['前面没做到，主管接手，今天18:00前给您答复', ['10:00前给您答复', '15:00前给您答复'], 'somebody else'],
  ])('is silent about %s (%j: %s)', (text, before) => {
    expect(found(text, ...before)).not.toContain('REPEATED_PROMISE');
  });

  it('counts only promises whose moment has passed, where the clock is known', () => {
    const now = Date.parse('2026-11-22T16:00+08:00');
    const dated = (text: string) => ({ by: 'us' as const, text, at: Date.parse('2026-11-22T09:00+08:00') });
    const check = (...texts: readonly string[]) =>
      guard
        .check('20:00前给您答复', { limits: { now }, turns: texts.map(dated) })
        .hits.map((hit) => hit.class);
    expect(check('11:00前给您答复', '15:00前给您答复')).toContain('REPEATED_PROMISE');
    expect(check('18:00前给您答复', '19:00前给您答复')).not.toContain('REPEATED_PROMISE');
  });
});

describe('asked again', () => {
  const said = [{ by: 'customer' as const, text: '我的户号是3201002345，幸福小区3栋停电' }];
  const found = (text: string): string[] => guard.check(text, { turns: said }).hits.map((hit) => hit.class);

  it.each(['请提供您的户号', '麻烦您说一下地址', '请问您的户号是多少？'])('%s', (text) => {
    expect(found(text)).toContain('ASKED_AGAIN');
  });

  it.each(['请提供您的手机号', '您的户号尾号是2345，对吗？', '请核对一下户号是不是3201002345'])(
    'may ask what is not known, and may confirm: %s',
    (text) => {
      expect(found(text)).not.toContain('ASKED_AGAIN');
    },
  );
});
