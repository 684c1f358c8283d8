import { describe, expect, it } from '@jest/globals';
import { measure } from '../domain/report/measures.js';
import type { LabelReport, Report } from './build-report.js';
import { renderReport } from './render-report.js';

const judged = [
  { truth: 'URGE', guess: 'URGE', confidence: 0.9 },
  { truth: 'URGE', guess: '<b>PROGRESS</b>', confidence: 0.4 },
];
const label: LabelReport = {
  outOfFold: measure(judged),
  heldOut: measure(judged),
  confusions: [{ truth: 'URGE', guess: '<b>PROGRESS</b>', count: 1 }],
};
const report: Report = {
  model: { id: 'nlu_test', corpusHash: 'abc', examples: 2 },
  intent: label,
  category: label,
  emotion: { calmOrNot: 0.5, threeWay: 0.25 },
  flags: { macroF1: 1, safetyRecall: 1 },
  entities: { f1: 0.875, byType: { time: 0.875 } },
  decisions: { accept: { share: 0.5, right: 1 } },
  outOfScope: [
    { from: 0, answered: 1, right: 0.5, recognised: 0 },
    { from: 0.5, answered: 0.5, right: 1, recognised: 1 },
  ],
  slices: [{ slice: 'channel sms', count: 2, intent: 0.5, category: 0 }],
  learningCurve: [
    { examples: 1, intent: 0.3, category: 0.2 },
    { examples: 2, intent: 0.5, category: 0.4 },
  ],
};

describe('renderReport', () => {
  const page = renderReport(report);

  it('says the headline figures with how sure they are', () => {
    expect(page).toContain('<b>50.0 %</b> intents right, held out (2 messages, 95 % interval 9.5 %–90.5 %');
    expect(page).toContain('live danger found 100.0 %');
  });

  it('draws three charts that say what they are to who cannot see them', () => {
    expect(page.match(/<svg role="img" aria-label="[^"]+"/g)).toHaveLength(3);
    expect(page).toContain('<title>category 0.50: 0.200</title>');
  });

  it('writes labels as text, never as markup, and needs no script', () => {
    expect(page).toContain('&lt;b&gt;PROGRESS');
    expect(page).not.toContain('<b>PROGRESS');
    expect(page).not.toContain('<script');
  });
});
