import { describe, expect, it } from '@jest/globals';
import { FLAGS, type Flag, type Urgency } from '#app/base/model/labels.js';
import { assessUrgency, raise } from './urgency.js';

const assess = (base: Urgency, ...flags: Flag[]) => assessUrgency({ base, flags, type: 'TS' });

describe('assessUrgency', () => {
  it.each<[Flag, Urgency]>([
    ['safety', 'critical'],
    ['personal_danger', 'critical'],
    ['privacy', 'critical'],
    ['threat_escalate', 'urgent'],
    ['compensation', 'urgent'],
    ['vulnerable', 'urgent'],
    ['repeat_contact', 'urgent'],
    ['group', 'urgent'],
    ['abuse', 'general'],
  ])('%s makes a general complaint %s', (flag, urgency) => {
    expect(assess('general', flag).urgency).toBe(urgency);
  });

  it('knows every flag', () => {
    const raising = FLAGS.filter((flag) => assess('general', flag).urgency !== 'general');
    expect(raising).toHaveLength(FLAGS.length - 1);
  });

  it('says why, once per rise that took effect', () => {
    expect(assess('general', 'safety', 'repeat_contact')).toEqual({
      urgency: 'critical',
      reasons: ['涉及人身或设备安全'],
    });
    expect(assess('critical', 'safety', 'group')).toEqual({ urgency: 'critical', reasons: [] });
    expect(assess('urgent')).toEqual({ urgency: 'urgent', reasons: [] });
  });

  it('promises a call within five minutes for danger only, however many lesser reasons come together', () => {
    expect(assess('general', 'threat_escalate', 'repeat_contact', 'compensation')).toEqual({
      urgency: 'urgent',
      reasons: ['客户表示将向媒体、监管或司法机关反映'],
    });
    expect(assess('urgent', 'compensation', 'repeat_contact').urgency).toBe('urgent');
  });

  it('does not treat a wish to have data erased as an emergency', () => {
    expect(assessUrgency({ base: 'general', flags: ['privacy'], type: 'ZX' }).urgency).toBe('general');
  });

  it('raises by one level and stops at the top', () => {
    expect([raise('general'), raise('urgent'), raise('critical')]).toEqual([
      'urgent',
      'critical',
      'critical',
    ]);
  });
});
