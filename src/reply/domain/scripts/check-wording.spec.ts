import { describe, expect, it } from '@jest/globals';
import { faultOfWording, filledSamples, type ScriptVariables, smsLength } from './check-wording.js';
import { isInForce, pickScript, type Script, ScriptBook } from './script-book.js';

const VARIABLES: ScriptVariables = {
  owner: { type: 'ticket', source: '首问负责人', sample: '计量部', samples: ['规定部'] },
  deadline: { type: 'time', source: '时限', sample: '明天14:30' },
};
const script = (text: string, more: Partial<Script> = {}): Script => ({
  stage: 'TEST',
  key: 'default',
  locale: 'zh-CN',
  text,
  ...more,
});
/** Finds one word. */
const guard = (word: string) => ({
  check: (text: string) =>
    text.includes(word)
      ? {
          verdict: 'block' as const,
          hits: [
            {
              class: 'X',
              severity: 'block' as const,
              layer: 'rules' as const,
              start: 0,
              end: 1,
              text: word,
              why: '不可',
              rewrite: '',
            },
          ],
          rewritten: null,
        }
      : { verdict: 'ok' as const, hits: [], rewritten: null },
});

describe('faultOfWording', () => {
  it('fills every sample of every variable in', () => {
    expect(filledSamples(script('{owner}在{deadline}前'), VARIABLES)).toEqual([
      '计量部在明天14:30前',
      '规定部在明天14:30前',
    ]);
    expect(faultOfWording(script('由{owner}办'), VARIABLES, guard('规定部'))).toMatchObject({
      kind: 'guard',
      class: 'X',
      sample: '由规定部办',
    });
    expect(faultOfWording(script('由{owner}办'), VARIABLES, guard('没有的词'))).toBeNull();
  });

  it('names a variable that nobody declared', () => {
    expect(faultOfWording(script('{who}来'), VARIABLES, guard('x'))).toEqual({
      kind: 'unknown_variable',
      names: ['who'],
    });
  });

  it('counts the signature of a short message, whether it stands there or is put before it', () => {
    expect(smsLength('【供电】好')).toBe(5);
    expect(smsLength('好')).toBe(5);
    const text = '好'.repeat(131);
    expect(faultOfWording(script(text, { channel: 'sms' }), {}, guard('x'))).toMatchObject({
      kind: 'too_long_for_sms',
      length: 135,
    });
    expect(faultOfWording(script(text.slice(1), { channel: 'sms' }), {}, guard('x'))).toBeNull();
  });
});

describe('versions and validity', () => {
  const book = new ScriptBook([
    script('shipped'),
    script('newer', { version: 2, from: '2026-12-01', until: '2026-12-31' }),
    script('for sms', { channel: 'sms' }),
  ]);
  const said = (day: string, channel?: 'sms') => pickScript(book, { stage: 'TEST', day, channel })?.text;

  it('the higher version speaks while it is in force, a more specific wording before it', () => {
    expect(said('2026-11-30')).toBe('shipped');
    expect(said('2026-12-01')).toBe('newer');
    expect(said('2026-12-31')).toBe('newer');
    expect(said('2027-01-01')).toBe('shipped');
    expect(said('2026-12-10', 'sms')).toBe('for sms');
    expect(isInForce({ from: '2026-01-01' }, '2025-12-31')).toBe(false);
  });
});
