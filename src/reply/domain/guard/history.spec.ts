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
