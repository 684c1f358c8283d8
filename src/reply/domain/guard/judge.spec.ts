import { describe, expect, it } from '@jest/globals';
import { createGuard } from './check.js';
import type { ClassBook, ClauseJudge } from './judge.js';
import type { GuardRule } from './rules.js';

const book: ClassBook = {
  RUDE_IMPATIENT: { severity: 'block', why: '生硬', rewrite: ['您别着急，我来办。'] },
  PERFUNCTORY: { severity: 'warn', why: '敷衍', rewrite: ['{deadline}前给您回复。', '我把进展说给您听。'] },
};
const rule: GuardRule = {
  id: 'X.wait',
  class: 'PERFUNCTORY',
  severity: 'warn',
  phrases: [],
  patterns: ['等着'],
  unless: [],
  scope: 'clause',
  why: '说明',
  rewrite: ['我把进展说给您听。'],
};

/** Sees a violation where a clause has the word; `share` goes to RUDE_IMPATIENT, the rest to PERFUNCTORY. */
const judgeOf = (seen: Readonly<Record<string, { confidence: number; share: number }>>): ClauseJudge => ({
  warnFrom: 0.6,
  blockFrom: 0.5,
  classes: ['RUDE_IMPATIENT', 'PERFUNCTORY'],
  judge: (folded) =>
    Object.entries(seen).flatMap(([word, { confidence, share }]) => {
      const start = folded.indexOf(word);
      return start < 0 ? [] : [{ start, end: start + word.length, confidence, shares: [share, 1 - share] }];
    }),
  examples: (clause, code) => [`${code}:${clause}`],
});
const guardOf = (judge: ClauseJudge, rules: readonly GuardRule[] = []) =>
  createGuard(rules, undefined, undefined, { judge, book });

describe('layer 2 in the guard', () => {
  it('blocks where it is sure of a block class, and says why it thinks so', () => {
    const [hit] = guardOf(judgeOf({ 烦得很: { confidence: 0.9, share: 0.8 } })).check('您好，烦得很。').hits;
    expect(hit).toMatchObject({
      class: 'RUDE_IMPATIENT',
      severity: 'block',
      layer: 'clauses',
      text: '烦得很',
      confidence: 0.9,
      examples: ['RUDE_IMPATIENT:烦得很'],
    });
  });

  it('warns where it is not, and is silent below its threshold', () => {
    const check = (confidence: number, share: number) =>
      guardOf(judgeOf({ 再看看吧: { confidence, share } })).check('再看看吧').verdict;
    expect(check(0.9, 0.3)).toBe('warn');
    expect(check(0.5, 0.9)).toBe('ok');
  });

  it('blocks from the confidence the supervisor sets', () => {
    const judge = { ...judgeOf({ 烦得很: { confidence: 0.9, share: 0.8 } }), blockFrom: 0.95 };
    expect(guardOf(judge).check('烦得很').verdict).toBe('warn');
  });

  it('is lifted by the facts that lift the class in layer 1', () => {
    const guard = guardOf(judgeOf({ 再看看吧: { confidence: 0.9, share: 0.1 } }));
    expect(guard.check('再看看吧，15:30前给您回复').verdict).toBe('ok');
  });

  it('leaves out the customer’s own words', () => {
    const guard = guardOf(judgeOf({ 烦得很: { confidence: 0.9, share: 0.9 } }));
    expect(guard.check('您说烦得很', { echoes: ['烦得很'] }).verdict).toBe('ok');
  });

  it('does not judge a clause that a rule has hit', () => {
    const guard = guardOf(
      judgeOf({ 您就等着: { confidence: 0.9, share: 0.9 }, 等着: { confidence: 0.9, share: 0.9 } }),
      [rule],
    );
    expect(guard.check('您等着').hits.map((hit) => hit.layer)).toEqual(['rules']);
  });

  it('overrules a pattern where no clause leaves a doubt, never a blocking phrase', () => {
    const fine = judgeOf({});
    expect(guardOf(fine, [rule]).check('您等着').verdict).toBe('ok');
    const phrase = { ...rule, id: 'X.phrase', severity: 'block' as const, phrases: ['等着'], patterns: [] };
    expect(guardOf(fine, [phrase]).check('您等着').verdict).toBe('block');
    expect(createGuard([rule]).check('您等着').verdict).toBe('warn');
  });

  it('rewrites the sentence with the class’s wording, filled from the ticket', () => {
    const guard = guardOf(judgeOf({ 再看看吧: { confidence: 0.9, share: 0.1 } }));
    expect(guard.check('您好。再看看吧。', { vars: { deadline: '今天18:00' } }).rewritten).toBe(
      '您好。今天18:00前给您回复。',
    );
  });
});
