import { describe, expect, it } from '@jest/globals';
import { fillScript, pickScript, type Script, ScriptBook, variablesOf } from './script-book.js';

const script = (more: Partial<Script>): Script => ({
  stage: 'ACCEPT',
  key: 'TS',
  locale: 'zh-CN',
  text: '编号{ticketNo}',
  ...more,
});

describe('pickScript', () => {
  const book = new ScriptBook([
    script({ text: 'default' }),
    script({ text: 'sms', channel: 'sms' }),
    script({ text: 'angry', emotion: 'angry' }),
    script({ text: 'meter', category: 'MKT_METER' }),
    script({ stage: 'GREET', key: 'default', text: '您好' }),
    script({ stage: 'GREET', key: 'default', text: 'Hello', locale: 'en' }),
  ]);

  it('takes the most specific wording that fits', () => {
    expect(pickScript(book, { stage: 'ACCEPT', key: 'TS' })?.text).toBe('default');
    expect(
      pickScript(book, { stage: 'ACCEPT', key: 'TS', channel: 'sms', category: 'MKT_METER' })?.text,
    ).toBe('sms');
    expect(
      pickScript(book, {
        stage: 'ACCEPT',
        key: 'TS',
        channel: 'web',
        emotion: 'angry',
        category: 'MKT_METER',
      })?.text,
    ).toBe('meter');
  });

  it('answers in the wanted language, else in Chinese', () => {
    expect(pickScript(book, { stage: 'GREET', locale: 'en' })?.text).toBe('Hello');
    expect(pickScript(book, { stage: 'ACCEPT', key: 'TS', locale: 'en' })?.text).toBe('default');
  });

  it('knows nothing of a place that is not written', () => {
    expect(pickScript(book, { stage: 'ACCEPT', key: 'XX' })).toBeUndefined();
  });
});

describe('fillScript', () => {
  it('fills every variable', () => {
    expect(
      fillScript(script({ text: '{owner}跟进{ticketNo},{owner}' }), { owner: '计量部', ticketNo: 'TS1' }),
    ).toEqual({ ok: true, value: '计量部跟进TS1,计量部' });
  });

  it('names what is missing instead of sending a placeholder', () => {
    expect(fillScript(script({ text: '{owner}在{deadline}前' }), { owner: '' })).toEqual({
      ok: false,
      error: { missing: ['owner', 'deadline'] },
    });
    expect(variablesOf('{a}{b}{a}')).toEqual(['a', 'b']);
  });
});
