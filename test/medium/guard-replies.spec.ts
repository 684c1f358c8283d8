import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type GuardResult, loadGuard } from '#app/reply/index.js';

/** Labelled replies that neither rules nor classifier are made from (docs/adr/0020). */
const FILE = fileURLToPath(new URL('../../intents/held-out/replies.jsonl', import.meta.url));

interface Labelled {
  readonly text: string;
  readonly verdict: 'ok' | 'warn' | 'block';
  readonly note: string;
}

const replies = readFileSync(FILE, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Labelled);

let guard: Awaited<ReturnType<typeof loadGuard>>;
let check: (text: string) => GuardResult;
beforeAll(async () => {
  guard = await loadGuard();
  check = (text) => guard.check(text);
}, 120_000);

const share = (of: readonly Labelled[], holds: (verdict: string) => boolean): number =>
  of.filter(({ text }) => holds(check(text).verdict)).length / of.length;

describe('replies written by others', () => {
  const violating = replies.filter(({ verdict }) => verdict !== 'ok');
  const blocking = replies.filter(({ verdict }) => verdict === 'block');
  const fine = replies.filter(({ verdict }) => verdict === 'ok');
  const lookalikes = fine.filter(({ note }) => note.startsWith('[像]'));

  it('are found when they violate', () => {
    expect(share(violating, (verdict) => verdict !== 'ok')).toBeGreaterThanOrEqual(0.93);
    expect(share(blocking, (verdict) => verdict === 'block')).toBeGreaterThanOrEqual(0.9);
  });

  it('are left alone when they are fine, also when they look alike', () => {
    const ordinary = fine.filter((reply) => !lookalikes.includes(reply));
    expect(share(ordinary, (verdict) => verdict !== 'ok')).toBeLessThanOrEqual(0.02);
    expect(share(lookalikes, (verdict) => verdict !== 'ok')).toBeLessThanOrEqual(0.05);
  });

  it('become ones that pass when they are rewritten', () => {
    const rewritten = violating.map(({ text }) => check(text)).filter(({ verdict }) => verdict !== 'ok');
    const left = rewritten.filter(({ rewritten: text }) => text === null || check(text).verdict !== 'ok');
    expect(left.map(({ rewritten: text }) => text)).toEqual([]);
  });
});

/** Regression: with more fine replies in its corpus the classifier had let 您好，规定就是这样 pass. */
describe('a phrase that blocks', () => {
  it('blocks behind a greeting too, whatever the classifier thinks of the reply', () => {
    const phrases = guard.rules
      .filter(({ severity, condition }) => severity === 'block' && !condition)
      .flatMap((rule) => rule.phrases ?? [])
      .filter((phrase) => check(phrase).verdict === 'block');
    expect(phrases.length).toBeGreaterThan(100);
    expect(phrases.filter((phrase) => check(`您好，${phrase}。`).verdict !== 'block')).toEqual([]);
    expect(check('您好，规定就是这样。').verdict).toBe('block');
  });
});
