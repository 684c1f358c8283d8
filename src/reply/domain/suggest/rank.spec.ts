import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Understanding } from '#app/base/model/understanding.js';
import { loadRuleGuard } from '../../load-guard.js';
import { loadShippedScripts } from '../../load-scripts.js';
import { loadSuits } from '../../load-suits.js';
import { ScriptBook } from '../scripts/script-book.js';
import { countKey, type LearnedCounts, lessonOf, situationKeys, type Taken } from './learned.js';
import { BLANK, type Suggestion, type SuggestionStock, suggestScripts } from './rank.js';
import { type CaseFacts, type HeardLine, situationOf } from './situation.js';

let stock: SuggestionStock;
beforeAll(() => {
  const shipped = loadShippedScripts(loadRuleGuard());
  const book = new ScriptBook(shipped.scripts);
  stock = {
    book,
    suits: loadSuits(book),
    stageNames: shipped.stages,
    variableNames: Object.fromEntries(
      Object.entries(shipped.variables).map(([name, { source }]) => [name, source]),
    ),
  };
});

const understood = (more: Partial<Understanding>): Understanding => ({
  intent: 'OTHER',
  confidence: 0.95,
  category: null,
  category2: null,
  flags: [],
  emotion: 'calm',
  entities: [],
  decision: 'accept',
  alternatives: [],
  ...more,
});
const customer = (text: string, more: Partial<Understanding> = {}): HeardLine => ({
  speaker: 'customer',
  text,
  media: null,
  understanding: understood(more),
});
const ours = (text: string): HeardLine => ({ speaker: 'seat', text, media: null, understanding: null });
const facts = (lines: readonly HeardLine[], more: Partial<CaseFacts> = {}): CaseFacts => ({
  lines,
  ticket: null,
  known: { address: false, contact: false, demand: false },
  channel: 'web',
  ...more,
});

const TICKET = {
  number: 'TS2611000012',
  type: 'TS',
  category: 'MKT_METER',
  phase: 'open',
  urgeCount: 0,
} as const;
const VARS = {
  agent: '李静',
  matter: '电表有疑问',
  issue: '换了块表之后电费翻倍',
  address: '城北区1号院',
  phone: '尾号1234',
  ticketNo: 'TS2611000012',
  owner: '计量部 值班员',
  deadline: '明天14:30',
  contactDeadline: '今天16:30',
  step: '调查分析',
  next: '由负责人联系您',
  date: '今天10:05',
};
const COMPLAINS = customer('换了块表之后电费翻倍，没人管', {
  intent: 'COMPLAINT',
  category: 'MKT_METER',
  emotion: 'upset',
});

const offer = (given: CaseFacts, counts: LearnedCounts = new Map()): readonly Suggestion[] =>
  suggestScripts(stock, { situation: situationOf(given), vars: VARS, counts, day: '2026-11-22' });
const places = (given: CaseFacts, counts?: LearnedCounts): string[] =>
  offer(given, counts).map(({ stage, key }) => `${stage}/${key}`);

describe('suggestScripts', () => {
  it('asks for the place of a complaint first, with one sentence of empathy in front', () => {
    const [first] = offer(facts([COMPLAINS]));
    expect(first).toMatchObject({ stage: 'ASK_SLOT', key: 'address' });
    expect(first?.text).toContain('怀疑电表');
    expect(first?.why).toContain('还缺地址');
  });

  it('gives three different lines, each with a reason', () => {
    const found = offer(facts([COMPLAINS]));
    expect(found).toHaveLength(3);
    expect(new Set(found.map(({ text }) => text)).size).toBe(3);
    for (const { why, title } of found) expect(`${why}${title}`).toMatch(/\p{Script=Han}/u);
  });

  it('does not ask again for what is known, and takes the case in once all is there', () => {
    const known = { address: true, contact: true, demand: true };
    const again = places(facts([COMPLAINS, customer('就这些', { intent: 'AFFIRM' })], { known }));
    expect(again).toContain('CONFIRM/case');
    expect(again.filter((place) => place.startsWith('ASK_SLOT/'))).toEqual([]);
  });

  it('never says the same line twice', () => {
    const lines: HeardLine[] = [COMPLAINS];
    const heard = new Set<string>();
    for (let turn = 0; turn < 6; turn += 1) {
      const [first] = offer(facts(lines));
      if (!first) break;
      expect(heard).not.toContain(first.text);
      heard.add(first.text);
      lines.push(ours(first.text), COMPLAINS);
    }
    expect(heard.size).toBeGreaterThan(2);
  });

  it('speaks of live danger before anything else, without a preface', () => {
    const danger = customer('电线断了掉在路上，还冒火花', {
      intent: 'EMERGENCY_SAFETY',
      emotion: 'upset',
      flags: ['safety'],
    });
    const [first] = offer(facts([danger]));
    expect(first).toMatchObject({ stage: 'SAFETY', key: 'live_wire' });
    expect(first?.text.startsWith('请立即远离')).toBe(true);
  });

  it('tells a number the customer has not heard, and does not tell it twice', () => {
    const agreed = customer('对', { intent: 'AFFIRM' });
    const [first] = offer(facts([COMPLAINS, agreed], { ticket: TICKET }));
    expect(first).toMatchObject({ stage: 'ACCEPT', key: 'TS' });
    expect(first?.text).toContain('TS2611000012');
    const after = places(facts([COMPLAINS, agreed, ours(first?.text ?? ''), agreed], { ticket: TICKET }));
    expect(after).not.toContain('ACCEPT/TS');
  });

  it('keeps a short message within two parts', () => {
    for (const { text } of offer(facts([COMPLAINS], { channel: 'sms' }))) {
      expect(text.length).toBeLessThanOrEqual(130);
    }
  });

  it('takes a possible second reading into account', () => {
    const unsure = customer('怎么还没弄好', {
      intent: 'OTHER',
      confidence: 0.5,
      alternatives: [{ intent: 'URGE', confidence: 0.4 }],
    });
    expect(places(facts([COMPLAINS, ours('编号TS2611000012'), unsure], { ticket: TICKET }))).toContain(
      'URGE/agent',
    );
  });

  it('marks what the agent has to fill in', () => {
    const asked = customer('结果呢', { intent: 'PROGRESS' });
    const found = offer(facts([COMPLAINS, asked], { ticket: { ...TICKET, phase: 'answered' } }));
    const result = found.find(({ stage }) => stage === 'RESULT');
    expect(result?.missing.length).toBeGreaterThan(0);
    expect(result?.text).toContain(BLANK);
  });
});

describe('learning from what agents take', () => {
  const urge = customer('能不能快点', { intent: 'URGE' });
  const situation = facts([COMPLAINS, ours('编号TS2611000012已登记'), urge], { ticket: TICKET });
  const counted = (figures: Readonly<Record<string, Taken>>): LearnedCounts =>
    new Map(
      situationKeys(situationOf(situation)).flatMap((key) =>
        Object.entries(figures).map(([place, taken]) => [countKey(key, place), taken] as const),
      ),
    );

  it('puts first what colleagues take, and says so', () => {
    const before = places(situation);
    const last = before.at(-1) ?? '';
    const counts = counted({
      [before[0] ?? '']: { shown: 60, picked: 0, edited: 0 },
      [last]: { shown: 60, picked: 55, edited: 0.5 },
    });
    const [first] = offer(situation, counts);
    expect(`${first?.stage}/${first?.key}`).toBe(last);
    expect(first?.why).toMatch(/60次用了55次/);
  });

  it('one pick changes little', () => {
    const once = counted({ 'URGE/agent': { shown: 1, picked: 1, edited: 0 } });
    const often = counted({ 'URGE/agent': { shown: 80, picked: 80, edited: 0 } });
    const points = (counts: LearnedCounts) => lessonOf(counts, situationOf(situation), 'URGE/agent').points;
    expect(points(new Map())).toBe(0);
    expect(points(once)).toBeGreaterThan(0);
    expect(points(once)).toBeLessThan(points(often) / 2);
  });

  it('what is taken and then rewritten counts for less', () => {
    const [place = ''] = places(situation);
    const score = (edited: number): number =>
      offer(situation, counted({ [place]: { shown: 20, picked: 10, edited } })).find(
        ({ stage, key }) => `${stage}/${key}` === place,
      )?.score ?? 0;
    expect(score(9)).toBeLessThan(score(0));
  });
});
