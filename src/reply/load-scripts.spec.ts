import { beforeAll, describe, expect, it } from '@jest/globals';
import { CATEGORIES } from '#app/base/model/labels.js';
import { filledSamples, MOST_SMS, smsLength } from './domain/scripts/check-wording.js';
import { ScriptBook } from './domain/scripts/script-book.js';
import { loadGuard } from './load-guard.js';
import { loadShippedScripts, type ShippedScripts } from './load-scripts.js';
import { loadPortraits, loadSuits } from './load-suits.js';

describe('the shipped scripts', () => {
  let shipped: ShippedScripts;
  let book: ScriptBook;
  beforeAll(() => {
    shipped = loadShippedScripts(loadGuard());
    book = new ScriptBook(shipped.scripts);
  });

  it('are well-formed, use declared variables only, and pass the guard with samples filled in', () => {
    expect(shipped.scripts.length).toBeGreaterThan(350);
  });

  it('ask at most one question each', () => {
    const asking = shipped.scripts.filter((script) => (script.text.match(/[？?]/g) ?? []).length > 1);
    expect(asking.map((script) => `${script.stage}/${script.key}`)).toEqual([]);
  });

  it.each([
    'ASK_SLOT/issue',
    'COMMIT/default',
    'PROGRESS/working',
    'RESULT/default',
    'VISIT/day1',
    'VISIT/day7',
  ])('%s has words of its own for each of the 22 categories', (place) => {
    const [stage = '', key = ''] = place.split('/');
    const own = book.at(stage, key).filter((script) => script.category !== undefined);
    expect(own.map((script) => script.category).sort()).toEqual([...CATEGORIES].sort());
    expect(new Set(own.map((script) => script.text)).size).toBe(CATEGORIES.length);
  });

  it('feel with the customer in each category, differently with one who is angry', () => {
    for (const category of CATEGORIES) {
      expect(book.at('EMPATHY', category).map((script) => script.emotion)).toEqual([undefined, 'angry']);
    }
  });

  it('receive every type of ticket, greet and close in English as well, and know the hours when nobody is there', () => {
    for (const type of ['TS', 'BX', 'ZX', 'JY', 'JB', 'BY', 'SS']) {
      expect(book.at('ACCEPT', type).length).toBeGreaterThan(0);
    }
    for (const stage of ['GREET', 'CLOSE', 'GOODBYE']) {
      expect(book.at(stage, 'default').some((script) => script.locale === 'en')).toBe(true);
    }
    expect(book.at('TRANSFER', 'offhours').length).toBeGreaterThan(0);
  });

  it('fit into two parts of a short message, signature included, wherever a channel has no words of its own', () => {
    const spoken = shipped.scripts.filter(
      (script) =>
        script.locale === 'zh-CN' &&
        (script.channel === 'sms' ||
          (script.channel === undefined &&
            !book.at(script.stage, script.key).some((other) => other.channel === 'sms'))),
    );
    const long = spoken
      .flatMap((script) => filledSamples(script, shipped.variables))
      .filter((text) => smsLength(text) > MOST_SMS);
    expect(long).toEqual([]);
  });

  it('are offered on conditions that exist, and every kind of customer has a line of advice', () => {
    expect(loadSuits(book).size).toBeGreaterThan(100);
    expect(Object.values(loadPortraits()).every(({ tip }) => tip.length > 10)).toBe(true);
  });
});
