import { describe, expect, it } from '@jest/globals';
import { type LintLine, lint } from './lint.js';

const rules = { conflictFrom: 0.75, repeatFrom: 0.8, wantedLines: 2 };
const of = (label: string, ...texts: string[]): LintLine[] => texts.map((text) => ({ label, text }));

describe('lint', () => {
  it('finds the same words under two labels, whatever the marks', () => {
    const found = lint(
      [...of('URGE', '麻烦快一点处理吧', '催一下'), ...of('PROGRESS', '麻烦,快一点处理吧!!', '到哪了')],
      rules,
    );
    expect(found).toEqual([
      {
        kind: 'conflict',
        label: 'URGE',
        text: '麻烦快一点处理吧',
        otherLabel: 'PROGRESS',
        otherText: '麻烦,快一点处理吧!!',
        likeness: 1,
      },
    ]);
  });

  it('finds nearly the same line twice under one label', () => {
    const found = lint(of('RATE', '这次服务我给五颗星真心不错', '这次服务我给五颗星真心不错啊'), rules);
    expect(found).toMatchObject([{ kind: 'repeat', label: 'RATE' }]);
  });

  it('leaves short look-alikes and different lines alone', () => {
    expect(lint(of('AFFIRM', '好的呀', '好的吧', '可以的呢', '就按这个地址登记吧'), rules)).toEqual([]);
  });

  it('counts what is too little to learn from', () => {
    expect(lint(of('THANKS', '谢谢'), rules)).toEqual([
      { kind: 'few', label: 'THANKS', lines: 1, wanted: 2 },
    ]);
  });

  it('tells emoji apart, which have no letters', () => {
    expect(lint([...of('AFFIRM', '👌', '👍'), ...of('THANKS', '🙏', '🌹')], rules)).toEqual([]);
  });
});
