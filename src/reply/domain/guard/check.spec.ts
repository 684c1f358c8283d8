import { describe, expect, it } from '@jest/globals';
import { createGuard, SAFE_REWRITE } from './check.js';
import { validateRule } from './compile.js';
import { createFoldTable } from './fold-table.js';
import { expandMacros, type GuardRule, GuardRuleError } from './rules.js';

const rule = (more: Partial<GuardRule>): GuardRule => ({
  id: 'X.rule',
  class: 'X',
  severity: 'block',
  phrases: [],
  patterns: [],
  unless: [],
  scope: 'clause',
  why: '说明',
  rewrite: ['我来核实，{deadline}前回复您。', '我来核实清楚再回复您。'],
  ...more,
});

describe('check', () => {
  const guard = createGuard([
    rule({ phrases: ['规定就是这样'] }),
    rule({
      id: 'X.pattern',
      class: 'Y',
      severity: 'warn',
      patterns: ['(?:没|不)办法', '自己看'],
      unless: ['自己看(?:到|见)', '不是没办法'],
    }),
  ]);

  it('says nothing about a good text', () => {
    expect(guard.check('您好，我来查一下。')).toEqual({ verdict: 'ok', hits: [], rewritten: null });
    expect(guard.check('')).toEqual({ verdict: 'ok', hits: [], rewritten: null });
  });

  it('points at the place in the text as given', () => {
    const text = '您好😀，规 定 就是這样！谢谢。';
    const { verdict, hits } = guard.check(text);
    expect(verdict).toBe('ok');
    const simplified = text.replace('這', '这');
    const [hit] = guard.check(simplified).hits;
    expect(hit?.text).toBe('规 定 就是这样');
    expect(simplified.slice(hit?.start, hit?.end)).toBe(hit?.text);
    expect(hits).toEqual([]);
  });

  it('is as severe as its worst hit', () => {
    expect(guard.check('我也没办法').verdict).toBe('warn');
    expect(guard.check('规定就是这样，我也没办法').verdict).toBe('block');
  });

  it('is lifted by an exception that overlaps the hit, and only there', () => {
    expect(guard.check('您自己看到了吗').verdict).toBe('ok');
    expect(guard.check('不是没办法，我去申请').verdict).toBe('ok');
    expect(guard.check('您自己看到了。合同自己看').hits.map((hit) => hit.text)).toEqual(['自己看']);
  });

  it('does not look over the end of a sentence', () => {
    const across = createGuard([rule({ patterns: ['停电.{0,9}自己'] })]);
    expect(across.check('停电很久，自己').verdict).toBe('block');
    expect(across.check('停电了。您自己').verdict).toBe('ok');
  });

  it('takes ^ and $ for the ends of the whole text', () => {
    const whole = createGuard([rule({ patterns: ['^收到了?$', '^好的'] })]);
    expect(whole.check('收到').verdict).toBe('block');
    expect(whole.check('收到。照片我看了').verdict).toBe('ok');
    expect(whole.check('照片。收到').verdict).toBe('ok');
    expect(whole.check('好的。').verdict).toBe('block');
    expect(whole.check('行。好的。').verdict).toBe('ok');
  });

  it('leaves out the words of the customer it repeats, but never a leak', () => {
    const echoing = createGuard([
      rule({ phrases: ['自己看合同'] }),
      rule({ id: 'P.n', class: 'PRIVACY_LEAK', patterns: ['1[0-9]{10}'] }),
    ]);
    const text = '您反映：他让我自己看合同，电话13812345678';
    const echoes = ['他让我自己看合同，电话13812345678'];
    expect(echoing.check(text, { echoes }).hits.map((hit) => hit.class)).toEqual(['PRIVACY_LEAK']);
  });

  it('leaves out what is quoted from a colleague, not what we say ourselves', () => {
    expect(guard.check('窗口说“规定就是这样”，这不合适，我来核实').verdict).toBe('ok');
    expect(guard.check('我跟您说“规定就是这样”').verdict).toBe('block');
  });
});

describe('conditions', () => {
  const conditional = (condition: GuardRule['condition'], phrase: string) =>
    createGuard([rule({ phrases: [phrase], condition })]);

  it.each([
    ['我们会处理', 'block'],
    ['我们会处理，15:30前给您电话', 'ok'],
    ['我们会处理，编号TS2611000012', 'ok'],
    ['我们会处理，明天上午师傅上门', 'ok'],
    ['我们会处理，{deadline}前回复', 'ok'],
    ['我们会处理，24小时内答复', 'ok'],
    ['昨天15:40停的电，我们会处理', 'block'],
    ['这两天我们会处理', 'block'],
    ['您等了一天，我们会处理', 'block'],
    ['有一点要说，我们会处理', 'block'],
  ])('no concrete marker: %s → %s', (text, verdict) => {
    expect(conditional('no_concrete_marker', '会处理').check(text).verdict).toBe(verdict);
  });

  it.each([
    ['这个办不了', 'block'],
    ['这个办不了，我帮您申请另一种', 'ok'],
    ['线上办不了，您可以到营业厅', 'ok'],
    ['今天办不了，改到周五上午', 'ok'],
  ])('no alternative: %s → %s', (text, verdict) => {
    expect(conditional('no_alternative', '办不了').check(text).verdict).toBe(verdict);
  });

  it.each([
    ['不归我管', 'block'],
    ['这不归我管，我帮您联系物业', 'ok'],
    ['不归我管。我把电话转给计量班，由我回您', 'ok'],
    ['不归我管，我没法帮您联系', 'block'],
  ])('no help offered: %s → %s', (text, verdict) => {
    expect(conditional('no_help_offered', '不归我管').check(text).verdict).toBe(verdict);
  });

  it.each([
    ['非常抱歉，敬请谅解', 'block'],
    ['实在对不起啊，给您添麻烦了', 'block'],
    ['抱歉，昨天答应回电没有回', 'ok'],
  ])('whole message is apology: %s → %s', (text, verdict) => {
    const guard = createGuard([
      rule({ patterns: ['抱歉|对不起'], condition: 'whole_message_is_apology', scope: 'message' }),
    ]);
    expect(guard.check(text).verdict).toBe(verdict);
  });

  it('compensation is fine once approved, by the context or by the text', () => {
    const guard = conditional('compensation_not_approved', '减免');
    expect(guard.check('给您减免').verdict).toBe('block');
    expect(guard.check('给您减免', { approvedCompensation: true }).verdict).toBe('ok');
    expect(guard.check('减免已审批').verdict).toBe('ok');
  });

  it('a term is fine when explained', () => {
    const guard = createGuard([
      rule({ phrases: ['台区'], condition: 'not_explained', scope: 'term', rewrite: ['共用的变压器'] }),
    ]);
    expect(guard.check('台区（您这一片共用的变压器）').verdict).toBe('ok');
    expect(guard.check('您这一片共用的变压器（台区）').verdict).toBe('ok');
    expect(guard.check('台区停电了').rewritten).toBe('共用的变压器停电了');
  });
});

describe('rewritten', () => {
  const guard = createGuard([
    rule({ phrases: ['规定就是这样'] }),
    rule({ id: 'X.rude', phrases: ['急什么'], rewrite: ['您别着急。'] }),
  ]);

  it('replaces the sentence and keeps the others', () => {
    expect(guard.check('您好。规定就是这样，没什么说的。谢谢您。').rewritten).toBe(
      '您好。我来核实清楚再回复您。谢谢您。',
    );
  });

  it('replaces only the clause when the rest of the sentence has a time', () => {
    expect(guard.check('师傅15:40到，您急什么，请在家等。').rewritten).toBe(
      '师傅15:40到，您别着急，请在家等。',
    );
  });

  it('fills in what is known and avoids what is not', () => {
    expect(guard.check('规定就是这样', { vars: { deadline: '今天18:00' } }).rewritten).toBe(
      '我来核实，今天18:00前回复您。',
    );
    expect(guard.check('规定就是这样', { vars: { deadline: '' } }).rewritten).toBe('我来核实清楚再回复您。');
  });

  it('does not say the same twice', () => {
    expect(guard.check('规定就是这样。规定就是这样！').rewritten).toBe('我来核实清楚再回复您。');
  });

  it('falls back to the safe sentence when a wording does not pass itself', () => {
    const circular = createGuard([rule({ phrases: ['办法'], rewrite: ['没有办法。'] })]);
    expect(circular.check('没办法').rewritten).toBe(SAFE_REWRITE);
  });
});

describe('rules that cannot be used', () => {
  const table = createFoldTable();
  it.each([
    [{ patterns: ['(?!不)能'] }, 'patterns[0]'],
    [{ phrases: ['好'], unless: ['(坏'] }, 'unless[0]'],
    [{ phrases: [' 😀 '] }, 'phrases[0]'],
    [{}, 'phrases'],
    [{ patterns: ['规?'] }, 'patterns[0]'],
    [{ phrases: ['好'], rewrite: ['{deadline}前'] }, 'rewrite'],
    [{ phrases: ['好'], rewrite: [] }, 'rewrite'],
  ])('%j is refused, naming %s', (more, field) => {
    expect(() => validateRule(rule(more), table)).toThrow(GuardRuleError);
    expect(() => validateRule(rule(more), table)).toThrow(`X.rule: ${field}: `);
  });

  it('a bad pattern is refused when the guard is made, not when a text is checked', () => {
    expect(() => createGuard([rule({ patterns: ['(?<=规)定'] })])).toThrow('X.rule: patterns[0]');
  });

  it('word lists are filled in, and an unknown or circular one is named', () => {
    expect(expandMacros('<we>不管', { we: '我|<they>', they: '他' }, 'X', 'patterns[0]')).toBe(
      '(?:我|(?:他))不管',
    );
    expect(() => expandMacros('<nobody>', {}, 'X', 'patterns[0]')).toThrow('unknown word list <nobody>');
    expect(() => expandMacros('<a>', { a: '<a>' }, 'X', 'patterns[0]')).toThrow('too deeply');
  });
});
