import { describe, expect, it } from '@jest/globals';
import { fold } from '../domain/guard/fold.js';
import { createFoldTable } from '../domain/guard/fold-table.js';
import { decodeJudge, encodeJudge } from './artefact.js';
import { ClauseReader } from './clause-model.js';
import { rowsOf } from './clause-rows.js';
import { FINE, type LabelledReply, labelReply } from './labelled-reply.js';
import { learn } from './learn.js';
import { marginsOf } from './margins.js';
import { parseMarked } from './marked-line.js';
import { readReply } from './read-reply.js';
import { trainJudge } from './train-judge.js';

const table = createFoldTable();
const violating = (line: string, code: string): LabelledReply => {
  const { text, marks } = parseMarked(line, code) ?? { text: '', marks: [] };
  return labelReply(fold(text, table), marks, { class: code, kind: 'violating', weight: 1 });
};
const fine = (text: string): LabelledReply =>
  labelReply(fold(text, table), [], { class: FINE, kind: 'ordinary', weight: 1 });

/** Enough to learn from: two kinds of bad clauses, alone and among good ones. */
const places = ['东园', '西街', '南里', '北苑', '中山路', '河边', '桥头', '站前', '湖滨', '新村'];
const replies: LabelledReply[] = places.flatMap((place) => [
  violating(`⟦${place}的事你自己上网查⟧`, 'DISMISS_SELF_SERVE'),
  violating(`您好,${place}收到,⟦要问就自己翻公告⟧。`, 'DISMISS_SELF_SERVE'),
  violating(`⟦${place}催什么催⟧`, 'RUDE_IMPATIENT'),
  violating(`好的,⟦你烦不烦,催命一样⟧,${place}在修`, 'RUDE_IMPATIENT'),
  fine(`您好,${place}的师傅15:30到。`),
  fine(`好的,${place}我来查,查到告诉您。`),
  fine(`${place}已经来电,请您看一下。`),
  fine(`收到,${place}由我负责跟进。`),
]);
const blocks = new Set(['DISMISS_SELF_SERVE', 'RUDE_IMPATIENT']);

describe('labelReply', () => {
  it('labels the clauses a mark covers, and only those', () => {
    const reply = violating('您好,收到,⟦要问就自己翻公告⟧。', 'DISMISS_SELF_SERVE');
    expect(reply.labels).toEqual([FINE, FINE, 'DISMISS_SELF_SERVE']);
  });

  it('does not guess which of several clauses is at fault', () => {
    const labels = (text: string) =>
      labelReply(fold(text, table), null, { class: 'X', kind: 'rule', weight: 1 }).labels;
    expect(labels('催什么')).toEqual(['X']);
    expect(labels('您好,催什么')).toEqual([null, null]);
  });
});

describe('the clause model', () => {
  const trained = trainJudge(replies, blocks);
  const reader = new ClauseReader(trained.model);
  const read = (text: string) => reader.read(fold(text, table).text);

  it('finds the clause at fault and its class', () => {
    const found = read('您好,河东的师傅在路上,你自己上网查公告。');
    const [worst] = [...found].sort((a, b) => b.confidence - a.confidence);
    expect(worst?.clause.text).toContain('自己上网查');
    const { labels } = trained.model.linear;
    expect(labels[worst?.shares.indexOf(Math.max(...(worst?.shares ?? []))) ?? -1]).toBe(
      'DISMISS_SELF_SERVE',
    );
  });

  it('has no doubt about a plainly fine reply', () => {
    expect(read('您好,东园的师傅15:30到。')).toEqual([]);
  });

  it('sums over places what the training rows hold', () => {
    const { space, linear } = trained.model;
    const clauses = readReply(fold('好的,东园我来查,自己翻公告,查到告诉您。', table).text);
    const margins = marginsOf(linear, space, clauses);
    rowsOf(space, clauses).forEach((row, at) => {
      linear.labels.forEach((_, label) => {
        let sum = 0;
        for (const [column, value] of row)
          sum += value * (linear.weights[column * linear.labels.length + label] ?? 0);
        expect(margins[at]?.[label]).toBeCloseTo(
          sum * (linear.scales[label] ?? 0) + (linear.bias[label] ?? 0),
          4,
        );
      });
    });
  });

  it('is the same whenever it is trained', () => {
    const again = learn(replies, ['DISMISS_SELF_SERVE', 'RUDE_IMPATIENT']);
    expect(Buffer.from(again.linear.weights)).toEqual(Buffer.from(trained.model.linear.weights));
  });

  it('survives being stored, and a damaged file is refused', () => {
    const bytes = encodeJudge({
      id: 'guard_x',
      ...trained,
      examples: [{ text: '催什么', class: 'RUDE_IMPATIENT' }],
    });
    const stored = decodeJudge(bytes);
    const text = fold('催什么催', table).text;
    expect(new ClauseReader(stored.model).read(text)).toEqual(reader.read(text));
    const damaged = Buffer.from(bytes);
    damaged.fill(0, damaged.length - 40);
    expect(() => decodeJudge(damaged)).toThrow();
  });
});
