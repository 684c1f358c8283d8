import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Guard, GuardResult } from './domain/guard/check.js';
import { createGuard } from './domain/guard/check.js';
import { loadGuard } from './load-guard.js';
import { type GuardData, loadGuardData, loadGuardExamples, loadGuardSamples } from './load-guard-data.js';
import { DataFileError, INTENTS_DIR } from './load-yaml.js';

let guard: Guard;
beforeAll(() => {
  guard = loadGuard();
});

const describeHits = ({ hits }: GuardResult): string =>
  hits.map((hit) => `${hit.class} “${hit.text}”`).join(', ');

/** Empty when the reply may be sent as rewritten. */
const faultOfRewrite = (text: string): string => {
  const { rewritten } = guard.check(text);
  if (rewritten === null) return '';
  const again = guard.check(rewritten);
  if (again.verdict !== 'ok') return `${text} → ${rewritten}: ${describeHits(again)}`;
  return /[{}]/.test(rewritten) || rewritten.trim() === '' ? `${text} → ${rewritten}` : '';
};

describe('the shipped rules', () => {
  it('hit every example they give of a bad reply', () => {
    const missed = loadGuardExamples()
      .filter(
        ({ expected, text, class: code }) =>
          expected === 'hit' && !guard.check(text).hits.some((hit) => hit.class === code),
      )
      .map(({ file, rule, text }) => `${file} ${rule}: ${text}`);
    expect(missed).toEqual([]);
  });

  it('leave every example of a fine reply alone', () => {
    const alarms = loadGuardExamples()
      .filter(({ expected, text }) => expected === 'silent' && guard.check(text).hits.length > 0)
      .map(({ file, rule, text }) => `${file} ${rule}: ${text}: ${describeHits(guard.check(text))}`);
    expect(alarms).toEqual([]);
  });

  it('raise at most one false alarm in two hundred good replies', () => {
    const { good } = loadGuardSamples();
    const alarms = good.filter((text) => guard.check(text).verdict !== 'ok');
    expect(good.length).toBeGreaterThan(500);
    expect(
      alarms
        .map((text) => `${text}: ${describeHits(guard.check(text))}`)
        .slice(Math.floor(good.length / 200)),
    ).toEqual([]);
  });

  it('find three in four of the sample bad replies', () => {
    const bad = Object.values(loadGuardSamples().bad).flat();
    const found = bad.filter((text) => guard.check(text).verdict !== 'ok');
    expect(found.length / bad.length).toBeGreaterThan(0.75);
  });

  it('rewrite every phrase of every rule into something that passes', () => {
    const faults = guard.rules
      .flatMap((rule) => rule.phrases.map(faultOfRewrite))
      .filter((fault) => fault !== '');
    expect(faults).toEqual([]);
  });

  it('rewrite every bad reply, alone or inside a polite one, into something that passes', () => {
    const bad = [
      ...loadGuardExamples()
        .filter(({ expected }) => expected === 'hit')
        .map(({ text }) => text),
      ...Object.values(loadGuardSamples().bad).flat(),
    ];
    const wrapped = bad.flatMap((text) => [text, `您好，感谢您的来电。${text}。师傅15:40到，请留意电话。`]);
    expect(wrapped.map(faultOfRewrite).filter((fault) => fault !== '')).toEqual([]);
  });

  it('give wordings that pass, with and without what they fill in', () => {
    const vars = {
      deadline: '今天18:00',
      owner: '李静',
      ticketNo: 'TS2611000012',
      eta: '15:30',
      issue: '停电抢修',
      date: '11月22日',
      dept: '计量中心',
      alternative: '在线上办理',
    };
    const fill = (wording: string) =>
      wording.replace(
        /\{([^{}]+)\}/g,
        (whole, name: string) => (({ ...vars }) as Record<string, string>)[name] ?? whole,
      );
    const wordings = [
      ...new Set(guard.rules.filter((rule) => rule.scope !== 'term').flatMap((rule) => rule.rewrite)),
    ];
    const faults = wordings.filter(
      (wording) => guard.check(fill(wording)).verdict !== 'ok' || /[{}]/.test(fill(wording)),
    );
    expect(faults).toEqual([]);
  });

  it.each([
    ['规*定 就_是·这样🙂', 'separators and emoji'],
    ['規定就是這樣', 'traditional'],
    ['那 bu ke neng 吧', 'pinyin'],
    ['你 自 己 看 合 同', 'spaces'],
    ['唔关我事', 'dialect'],
    ['投诉您的是张伟，电话138-1234-5678', 'a phone number with dashes'],
  ])('see through %s (%s)', (text) => {
    expect(guard.check(text).verdict).toBe('block');
  });

  it('lift what depends on a time, an owner or a ticket number once it is there', () => {
    expect(guard.check('我们会尽快处理').verdict).toBe('warn');
    expect(guard.check('我们会尽快处理，编号TS2611000012，今天18:00前电话告诉您').verdict).toBe('ok');
    expect(guard.check('给您减免500元').verdict).toBe('block');
    expect(guard.check('给您减免500元', { approvedCompensation: true }).verdict).toBe('ok');
  });

  it('work in a browser from plain JSON', () => {
    const data: GuardData = JSON.parse(JSON.stringify(loadGuardData()));
    const there = createGuard(data.rules, data.fold);
    for (const text of ['规定就是这样', '您好，我来查。', '規定就是這樣'])
      expect(there.check(text)).toEqual(guard.check(text));
    expect(data.classNames.BUCK_PASSING).toBe('推诿/推卸责任');
  });
});

describe('any text', () => {
  const words = [
    '规定就是这样',
    '您好',
    '，',
    '。',
    '自己看',
    '抱歉',
    '我们会尽快处理',
    '15:30前',
    '不归我管',
    '\n',
    '😀',
    'TS2611000012',
    '没办法',
    '台区',
    '\ud83d',
    '！',
    '请您',
  ];
  const reply = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((parts) => parts.join(''));
  const anything = fc.oneof(reply, fc.string({ unit: 'binary', maxLength: 60 }));

  it('is checked without failing; hits lie inside it and quote it; the rewrite passes', () => {
    fc.assert(
      fc.property(anything, fc.array(reply, { maxLength: 3 }), (text, previousReplies) => {
        const { verdict, hits, rewritten } = guard.check(text, { previousReplies });
        expect(verdict === 'ok').toBe(hits.length === 0);
        expect(rewritten === null).toBe(hits.length === 0);
        for (const hit of hits) {
          expect(hit.start).toBeGreaterThanOrEqual(0);
          expect(hit.end).toBeGreaterThan(hit.start);
          expect(text.slice(hit.start, hit.end)).toBe(hit.text);
        }
        if (rewritten !== null) expect(guard.check(rewritten).verdict).toBe('ok');
      }),
      { numRuns: 300 },
    );
  });
});

describe('a file that cannot be used', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'guard-'));
    cpSync(join(INTENTS_DIR, 'forbidden'), join(dir, 'forbidden'), { recursive: true });
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const head = 'class: X\nzh: 试\nseverity: warn\nwhy: 因为\nrewrite: [好的]\n';
  it.each([
    [`${head}rules:\n  - id: a\n    patterns: ["(?!x)y"]\n`, 'X.a.patterns[0]'],
    [`${head}rules:\n  - id: a\n    patterns: ["<nobody>"]\n`, 'X.a.patterns[0]'],
    [`${head}rules:\n  - id: a\n    phrase: [x]\n`, 'rules[0]'],
    [`${head}rules:\n  - id: a\n    phrases: [""]\n`, 'rules[0].phrases[0]'],
    [`${head.replace('warn', 'loud')}rules: []\n`, 'severity'],
    ['class: [', '(file)'],
  ])('is refused, naming the file and the key', (yaml, key) => {
    writeFileSync(join(dir, 'forbidden', 'AA.yaml'), yaml);
    const load = () => loadGuardData(dir);
    expect(load).toThrow(DataFileError);
    expect(load).toThrow(`AA.yaml: ${key}`);
  });
});
