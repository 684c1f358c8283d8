import { describe, expect, it } from '@jest/globals';
import { createGuard } from '../guard/check.js';
import { validateRule } from '../guard/compile.js';
import { createFoldTable } from '../guard/fold-table.js';
import { GuardRuleError } from '../guard/rules.js';
import { layeredGuard } from './layered-guard.js';
import { asGuardRules, type OwnRule, type RuleState, refuseCostly } from './own-rule.js';

const rule = (more: Partial<OwnRule> = {}): OwnRule => ({
  name: '试',
  class: 'OWN_WORDS',
  phrases: [],
  patterns: [],
  unless: [],
  why: '不这样说',
  rewrite: ['我来为您查。'],
  bad: [],
  fine: [],
  ...more,
});
const compiled = (own: OwnRule, state: RuleState = 'block') =>
  asGuardRules([{ id: 'rul_1', version: 1, state, rule: own }], ['observe', 'warn', 'block'])[0] ?? never();
const never = (): never => {
  throw new Error('no rule');
};
const guardOf = (own: OwnRule, state?: RuleState) => createGuard([compiled(own, state)]);

describe('patterns a supervisor may type', () => {
  it.each([
    ['nested repeats', '((a{90}){90}){90}', 'too costly'],
    ['a long choice, repeated', `${'(a|b'.repeat(40)}${')'.repeat(40)}{1000}`, 'too costly'],
    ['lookahead', '(a+)+(?=b)', 'only (?:'],
    ['back-reference', '(甲)\\1', 'back-reference'],
    ['an open class', '[甲-', 'missing ]'],
    ['a repeat above 1000', 'a{1001}', 'bad repeat'],
    ['groups nested 5,000 deep', `${'('.repeat(5_000)}a${')'.repeat(5_000)}`, ''],
  ])('refuses %s', (_, pattern, reason) => {
    const act = () => {
      const one = compiled(rule({ patterns: [pattern] }));
      refuseCostly(one);
      validateRule(one, createFoldTable());
    };
    expect(act).toThrow(GuardRuleError);
    expect(act).toThrow(reason);
    expect(act).toThrow('patterns[0]');
  });

  it('refuses many patterns that are costly together, by name of the one that is too much', () => {
    const costly = ['[甲-乙]{500}', '[甲-丙]{500}', '[甲-丁]{500}'];
    expect(() => refuseCostly(compiled(rule({ patterns: costly })))).toThrow('patterns[2]');
  });

  it('what backtracking would never finish is answered at once', () => {
    const guard = guardOf(rule({ patterns: ['(a+)+c', '(a|a)*d', '(.*)*e'] }));
    expect(guard.check(`${'a'.repeat(4_000)}b`).verdict).toBe('ok');
  });
});

describe('layeredGuard', () => {
  const shipped = createGuard([
    { ...compiled(rule({ class: 'SHIPPED', phrases: ['规定'], rewrite: ['亲自为您查。'] })), id: 's' },
  ]);

  it('is the shipped guard while there is no other rule', () => {
    expect(layeredGuard(shipped, null)).toBe(shipped);
  });

  it('counts what either finds, the worse verdict, in order of place', () => {
    const guard = layeredGuard(shipped, guardOf(rule({ phrases: ['稍安勿躁'] }), 'warn'));
    const { verdict, hits } = guard.check('稍安勿躁，这是规定。');
    expect(verdict).toBe('block');
    expect(hits.map((hit) => hit.class)).toEqual(['OWN_WORDS', 'SHIPPED']);
    expect(guard.check('您好').verdict).toBe('ok');
  });

  it('rewrites until both are content, also where one’s words are the other’s hit', () => {
    const guard = layeredGuard(shipped, guardOf(rule({ phrases: ['亲自'], rewrite: ['同事为您查。'] })));
    const { rewritten } = guard.check('规定如此。');
    expect(rewritten).not.toBeNull();
    expect(guard.check(rewritten ?? '').verdict).toBe('ok');
    expect(rewritten).not.toContain('亲自');
  });

  it('what was said before is looked at once', () => {
    const guard = layeredGuard(shipped, guardOf(rule({ phrases: ['没有这个词'] })));
    const again = '您的情况我这边已经记录下来了。';
    expect(guard.check(again, { previousReplies: [again] }).hits).toHaveLength(1);
  });
});
