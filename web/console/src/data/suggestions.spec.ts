import { describe, expect, it } from '@jest/globals';
import type { Api } from '../base/api.js';
import type { Suggested } from '../base/api-types.js';
import { altDigit } from '../shell/keys.js';
import { Suggestions } from './suggestions.js';

const answer = (text: string): Suggested => ({
  suggestions: [{ id: 'off_1.0', title: '进度', text, why: '客户在问进度', missing: [] }],
  portrait: { code: 'rational', name: '理智型', tip: '给数据', signs: [] },
});

/** An API of which nothing is asked but suggestions; the test answers. */
function asked() {
  const waiting: { id: string; give: (suggested: Suggested) => void; fail: () => void }[] = [];
  const api = {
    suggestions: (id: string) =>
      new Promise<Suggested>((give, fail) => waiting.push({ id, give, fail: () => fail(new Error('gone')) })),
  } as unknown as Api;
  return { waiting, suggestions: new Suggestions(api) };
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('Suggestions', () => {
  it('asks once for a moment, and a late answer to an older moment does not replace the newer', async () => {
    const { waiting, suggestions } = asked();
    suggestions.want('c', 4);
    suggestions.want('c', 4);
    suggestions.want('c', 5);
    expect(waiting).toHaveLength(2);
    waiting[1]?.give(answer('new'));
    waiting[0]?.give(answer('old'));
    await settle();
    expect(suggestions.state.get().get('c')?.suggestions[0]?.text).toBe('new');
  });

  it('asks again after a failure', async () => {
    const { waiting, suggestions } = asked();
    suggestions.want('c', 4);
    waiting[0]?.fail();
    await settle();
    suggestions.want('c', 4);
    expect(waiting).toHaveLength(2);
  });

  it('remembers how a draft came about until it is sent', () => {
    const { suggestions } = asked();
    suggestions.took('c', 'off_1.0');
    suggestions.took('c', 'off_1.2');
    suggestions.rewrote('c', [{ class: 'EXCUSE', text: '人手不够' }]);
    expect(suggestions.finish('other')).toEqual({});
    expect(suggestions.finish('c')).toEqual({
      suggestionId: 'off_1.2',
      rewrote: [{ class: 'EXCUSE', text: '人手不够' }],
    });
    expect(suggestions.finish('c')).toEqual({});
  });
});

describe('altDigit', () => {
  const press = {
    code: 'Digit2',
    key: '2',
    altKey: true,
    ctrlKey: false,
    metaKey: false,
    isComposing: false,
  };

  it('is the digit by its place, whatever the layout types there', () => {
    expect(altDigit(press)).toBe(2);
    expect(altDigit({ ...press, key: '™' })).toBe(2);
  });

  it('is none while an IME composes, with other keys, or without Alt', () => {
    expect(altDigit({ ...press, isComposing: true })).toBeNull();
    expect(altDigit({ ...press, ctrlKey: true })).toBeNull();
    expect(altDigit({ ...press, altKey: false })).toBeNull();
    expect(altDigit({ ...press, code: 'KeyR' })).toBeNull();
  });
});
