import { describe, expect, it } from '@jest/globals';
import { type Reading, slots, spoken, stateOf, ticketView, turnOf } from '../simulator.spec.js';
import type { TurnInput } from '../turn.js';
import type { ActFn } from './act.js';
import { careForPerson, protectPatient, rescue, stayQuiet } from './safety.js';

const run = (act: ActFn, text: string, reading: Reading = {}, more: Partial<TurnInput> = {}) => {
  const decision = act(turnOf(text, reading, more));
  return { ...decision, said: spoken(decision.says) };
};
const repair = (more = {}) =>
  ticketView({
    number: 'BX2611000001',
    type: 'BX',
    category: null,
    urgency: 'urgent',
    hasAddress: false,
    ...more,
  });

describe('live danger', () => {
  it.each([
    ['电线断了掉路上', 'live_wire'],
    ['有人触电', 'shock'],
    ['变压器着火', 'fire'],
    ['感觉很危险', 'default'],
  ])('%s is met with the instruction for %s', (text, key) => {
    expect(run(rescue, text).said[0]).toBe(`SAFETY/${key}`);
  });

  it('opens a critical repair at once and asks only where', () => {
    const { said, effects, state, attention } = run(rescue, '电线断了掉路上', { flags: ['safety', 'group'] });
    expect(said[1]).toBe('ASK_SLOT/danger_location');
    expect(effects).toMatchObject([
      { kind: 'open', type: 'BX', urgency: 'critical', flags: ['safety', 'group'], dedupeKey: 'msg_1:BX' },
    ]);
    expect(state).toMatchObject({ phase: 'completing', asked: 'address' });
    expect(attention).toBe('danger');
  });

  it('asks nothing where the place is known, by this message, an earlier one or the ticket', () => {
    expect(run(rescue, '和平里5号着火', { has: { address: '和平里5号' } }).said).toEqual([
      'SAFETY/fire',
      'ACCEPT/critical',
    ]);
    expect(
      run(rescue, '着火', {}, { state: stateOf({ slots: slots({ address: '和平里5号' }) }) }).said[1],
    ).toBe('ACCEPT/critical');
    expect(run(rescue, '着火', {}, { tickets: [repair({ hasAddress: true })] }).said[1]).toBe(
      'ACCEPT/critical',
    );
  });

  it('raises the repair that is open, and writes new facts on it', () => {
    const { effects } = run(
      rescue,
      '和平里5号着火',
      { has: { address: '和平里5号' } },
      { tickets: [repair()] },
    );
    expect(effects).toMatchObject([{ note: 'escalate', flags: ['safety'] }, { note: 'supplement' }]);
    expect(run(rescue, '着火', {}, { tickets: [repair()] }).effects).toMatchObject([{ note: 'escalate' }]);
  });

  it('adds to a critical one, with the instruction to stay away where no other danger is named', () => {
    const { said, effects } = run(
      rescue,
      '越来越吓人',
      {},
      { tickets: [repair({ urgency: 'critical', hasAddress: true })] },
    );
    expect(said).toEqual(['SAFETY/still', 'ACCEPT/critical']);
    expect(effects).toMatchObject([{ note: 'supplement' }]);
  });

  it('is nobody else is ticket', () => {
    expect(run(rescue, '着火', {}, { named: [repair()] }).effects).toMatchObject([{ kind: 'open' }]);
  });
});

describe('a patient on a device', () => {
  it('is protected first, and a human joins', () => {
    const { said, effects, toQueue, attention } = run(protectPatient, '停电了,呼吸机只剩半小时', {
      flags: ['vulnerable'],
    });
    expect(said).toEqual(['VULN/medical', 'ASK_SLOT/danger_location']);
    expect(effects).toMatchObject([
      { urgency: 'critical', urgencyReason: '停电危及医疗设备用电', flags: ['vulnerable'] },
    ]);
    expect({ toQueue, attention }).toEqual({ toQueue: '家中有医疗设备用电,停电', attention: 'danger' });
  });
});

describe('a person at risk', () => {
  it('hears one sentence, once', () => {
    expect(run(careForPerson, '不想活了')).toMatchObject({
      said: ['DANGER/person'],
      toQueue: '客户可能有人身危险',
      attention: 'danger',
    });
    expect(run(careForPerson, '不想活了', {}, { state: stateOf({ phase: 'danger' }) })).toMatchObject({
      said: [],
      silence: expect.any(String),
    });
  });

  it('is not written about on a ticket; the outage and the place are', () => {
    const outage = run(careForPerson, '天天停电,活着没意思', { flags: ['personal_danger'] });
    expect(outage.effects).toMatchObject([{ type: 'BX', urgency: 'critical', flags: ['personal_danger'] }]);
    expect(JSON.stringify(outage.effects)).not.toContain('没意思');
    const placed = run(
      stayQuiet,
      '沙河村三组',
      { has: { address: '沙河村三组' } },
      { state: stateOf({ phase: 'danger' }), tickets: [repair({ urgency: 'critical' })] },
    );
    expect(placed.effects).toMatchObject([{ note: 'supplement', text: '地点:沙河村三组' }]);
    expect(placed.state.slots.address).toBe('沙河村三组');
    expect(
      run(
        stayQuiet,
        '别管我',
        {},
        { state: stateOf({ phase: 'danger' }), tickets: [repair({ urgency: 'critical' })] },
      ).effects,
    ).toEqual([]);
  });

  it('raises the ticket that is open, once, and saves the case that was not yet one', () => {
    expect(run(careForPerson, '我不活了', {}, { tickets: [ticketView()] }).effects).toMatchObject([
      { note: 'escalate', flags: ['personal_danger'], text: '请值班主管立即联系客户' },
    ]);
    const open = {
      type: 'TS',
      startedBy: 'm0',
      category: 'MKT_BILL',
      category2: null,
      words: ['电费多扣'],
      flags: [],
      demand: [],
    } as const;
    const { effects, state } = run(
      careForPerson,
      '我不活了',
      {},
      { state: stateOf({ phase: 'collecting', open, asked: 'address' }) },
    );
    expect(effects).toMatchObject([{ type: 'TS', issue: '电费多扣', flags: ['personal_danger'] }]);
    expect(state).toMatchObject({ phase: 'danger', open: null, asked: null });
  });

  it('with nothing said of an outage opens nothing', () => {
    expect(run(careForPerson, '我不活了').effects).toEqual([]);
  });
});
