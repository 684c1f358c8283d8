import { describe, expect, it } from '@jest/globals';
import type { Understanding } from '#app/base/model/understanding.js';
import { editRatio } from './edit-distance.js';
import { portraitOf } from './portrait.js';

const message = (text: string, more: Partial<Understanding> = {}) => ({
  text,
  understanding: {
    intent: 'COMPLAINT',
    confidence: 0.9,
    category: null,
    category2: null,
    flags: [],
    emotion: 'calm',
    entities: [],
    decision: 'accept',
    alternatives: [],
    ...more,
  } satisfies Understanding,
});

describe('portraitOf', () => {
  it('情绪型: rage, exclamation marks, swearing', () => {
    const angry = message('气死我了！！！', { emotion: 'angry', intent: 'EMOTION_VENT' });
    expect(portraitOf([angry])).toMatchObject({ code: 'emotional' });
    expect(portraitOf([angry]).signs).toContain('话里很激动');
  });

  it('高关注度: comes back, urges, threatens to go higher', () => {
    const first = message('电压低', { emotion: 'upset' });
    const again = message('都第三次了', { intent: 'URGE', flags: ['repeat_contact'] });
    expect(portraitOf([first, again], 2)).toMatchObject({ code: 'attentive' });
    expect(portraitOf([first, again], 2).signs).toContain('催过2次');
  });

  it('理智型: asks for grounds and figures; also while nothing is known', () => {
    expect(portraitOf([message('请给出这312度的计算依据和明细')])).toMatchObject({ code: 'rational' });
    expect(portraitOf([])).toEqual({ code: 'rational', signs: [] });
  });
});

describe('editRatio', () => {
  it('is 0 for the same words, 1 for others, and in between by what was changed', () => {
    expect(editRatio('编号在办', '编号在办')).toBe(0);
    expect(editRatio('甲乙丙', '子丑寅')).toBe(1);
    expect(editRatio('明天14:30前答复', '明天15:30前答复')).toBeCloseTo(0.1, 5);
    expect(editRatio('', '好')).toBe(1);
    expect(editRatio('', '')).toBe(0);
  });
});
