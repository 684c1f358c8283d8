import { describe, expect, it } from '@jest/globals';
import { ASKABLE, type OpenCase } from './dialogue-state.js';
import { slots, stateOf, understood } from './simulator.spec.js';
import {
  askedOnceMore,
  MOST_ASKS,
  mayAsk,
  mergeSlots,
  nextQuestion,
  slotsOf,
  slotsOfPlaceAnswer,
} from './slots.js';

const caseOf = (more: Partial<OpenCase> = {}): OpenCase => ({
  type: 'TS',
  startedBy: 'm',
  category: 'MKT_BILL',
  category2: null,
  words: ['电费多扣了'],
  flags: [],
  demand: [],
  ...more,
});
const asking = (more: Partial<{ brief: boolean; phoneKnown: boolean }> = {}) => ({
  brief: false,
  phoneKnown: false,
  ...more,
});

describe('slotsOf', () => {
  it('reads what is there and nothing else', () => {
    expect(slotsOf(understood('好的'))).toEqual({});
    expect(
      slotsOf(
        understood('昨天,和平里5号,老周,300元和200元', {
          has: { time: '昨天', address: '和平里5号', person: '老周', amount: ['300元', '200元'] },
        }),
      ),
    ).toEqual({
      address: '和平里5号',
      occurTime: '昨天',
      person: '老周',
      amounts: ['300元', '200元'],
    });
  });

  it('joins the parts of one address', () => {
    expect(
      slotsOf(understood('云海苑,我住7号楼202', { has: { address: ['云海苑', '7号楼202'] } })).address,
    ).toBe('云海苑7号楼202');
  });
});

describe('an answer to "where?"', () => {
  it('is taken with what stands beside it', () => {
    expect(
      slotsOfPlaceAnswer(understood('河口镇 小学后门', { has: { address: '河口镇' } }), '河口镇 小学后门')
        .address,
    ).toBe('河口镇 小学后门');
  });

  it('is a place without the grammar knowing it', () => {
    expect(slotsOfPlaceAnswer(understood('我家在老砖窑后面'), '我家在老砖窑后面').address).toBe('老砖窑后面');
  });

  it('has no day in its house number', () => {
    const text = '石门村4组17号';
    expect(slotsOfPlaceAnswer(understood(text, { has: { time: '17号' } }), text)).toEqual({ address: text });
  });

  it('is none where it was said as something else', () => {
    expect(
      slotsOfPlaceAnswer(understood('校门口那边', { intent: 'AFFIRM' }), '校门口那边').address,
    ).toBeUndefined();
    expect(slotsOfPlaceAnswer(understood('校门口那边'), '校门口那边').address).toBe('校门口那边');
  });

  it.each(['不知道', '别问了', '你们自己查', '我要投诉你们', '昨天就停了'])('is not %s', (text) => {
    expect(slotsOfPlaceAnswer(understood(text), text).address).toBeUndefined();
  });
});

describe('mergeSlots', () => {
  it('completes what is known', () => {
    expect(mergeSlots(slots({ phone: '1' }), { phone: '2', person: '周' }, false)).toMatchObject({
      phone: '1',
      person: '周',
    });
  });

  it('replaces where the customer corrects', () => {
    expect(mergeSlots(slots({ phone: '1', person: '周' }), { phone: '2' }, true)).toMatchObject({
      phone: '2',
      person: '周',
    });
  });

  it('collects amounts, each once', () => {
    expect(mergeSlots(slots({ amounts: ['3元'] }), { amounts: ['5元', '3元'] }, true).amounts).toEqual([
      '3元',
      '5元',
    ]);
  });
});

describe('nextQuestion', () => {
  const known = { address: '和平里5号' };

  it('asks address before contact before demand', () => {
    expect(nextQuestion(stateOf({}), caseOf(), asking())).toBe('address');
    expect(nextQuestion(stateOf({ slots: slots(known) }), caseOf(), asking())).toBe('contact');
    const interviewed = stateOf({
      slots: slots({ ...known, phone: '13800000001' }),
      askedOften: { contact: 1 },
    });
    expect(nextQuestion(interviewed, caseOf(), asking({ phoneKnown: true }))).toBe('demand');
  });

  it('asks what happened before anything where nothing was said of it', () => {
    expect(nextQuestion(stateOf({}), caseOf({ words: ['我要投诉'] }), asking())).toBe('issue');
    expect(nextQuestion(stateOf({}), caseOf({ words: ['我要投诉', '抄表员乱抄'] }), asking())).toBe(
      'address',
    );
  });

  it('asks what happened where nobody could say what it is about', () => {
    expect(nextQuestion(stateOf({}), caseOf({ category: null }), asking())).toBe('issue');
    expect(nextQuestion(stateOf({}), caseOf({ category: 'OTHER_UNCLASSIFIED' }), asking())).toBe('address');
  });

  it('asks whether it still smokes before anything in a claim for something burnt', () => {
    const burnt = caseOf({ category: 'OPS_DAMAGE', words: ['来电时冰箱冒了股烟'] });
    expect(nextQuestion(stateOf({}), burnt, asking())).toBe('hazard');
    expect(nextQuestion(stateOf({ askedOften: { hazard: 1 } }), burnt, asking())).toBe('address');
  });

  it('never asks for a 户号 and takes it for an address', () => {
    expect(nextQuestion(stateOf({ slots: slots({ accountNo: '3201234567' }) }), caseOf(), asking())).toBe(
      'contact',
    );
    expect(ASKABLE).not.toContain('account_no');
  });

  it('never asks the demand of who told everything at once, or who named it', () => {
    const full = stateOf({ slots: slots({ ...known, phone: '13800000001' }) });
    expect(nextQuestion(full, caseOf(), asking({ phoneKnown: true }))).toBeNull();
    expect(
      nextQuestion(
        { ...full, askedOften: { address: 1 } },
        caseOf({ demand: ['退费'] }),
        asking({ phoneKnown: true }),
      ),
    ).toBeNull();
  });

  it('asks the hurried for the place only, and of a repair the phone only afterwards', () => {
    expect(nextQuestion(stateOf({}), caseOf(), asking({ brief: true }))).toBe('address');
    expect(nextQuestion(stateOf({ slots: slots(known) }), caseOf(), asking({ brief: true }))).toBeNull();
    expect(nextQuestion(stateOf({ slots: slots(known) }), caseOf({ type: 'BX' }), asking())).toBeNull();
  });

  it('gives up asking after as often as is polite', () => {
    const state = stateOf({
      askedOften: { address: MOST_ASKS.address, contact: MOST_ASKS.contact, demand: MOST_ASKS.demand },
    });
    expect(nextQuestion(state, caseOf(), asking())).toBeNull();
  });

  it('counts', () => {
    const once = stateOf({ askedOften: askedOnceMore(stateOf({}), 'contact') });
    expect([mayAsk(stateOf({}), 'contact'), mayAsk(once, 'contact'), mayAsk(once, 'address')]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
