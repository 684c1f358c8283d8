import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { nlu } from './nlu-commands.js';

jest.setTimeout(30_000);

let folder = '';
let out = '';
let err = '';

const PLACES: readonly string[] = ['oslo', 'rome', 'berlin', 'cairo', 'lima'];
const lines = (records: readonly object[]): string => records.map((one) => JSON.stringify(one)).join('\n');
const travel = PLACES.flatMap((place) => [
  { text: `book a flight to ${place}`, intent: 'flight' },
  { text: `i want to fly to ${place}`, intent: 'flight' },
  { text: `reserve a table in ${place}`, intent: 'table' },
  { text: `where can i eat dinner in ${place}`, intent: 'table' },
]);
const none = [{ text: 'who painted sunflowers', intent: 'None' }];

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiesu-nlu-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { log } = console;

beforeEach(() => {
  out = '';
  err = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    out += String(chunk);
    return true;
  });
  jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    err += String(chunk);
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  console.log = log;
});

describe('jiesu nlu evaluate', () => {
  it('prints one object with the figures, and everything else on stderr', async () => {
    const train = file('train.jsonl', lines(travel));
    const test = file('test.jsonl', `${lines(travel.slice(0, 4))}\n\n${lines(none)}\n`);
    const dev = file('dev.jsonl', lines([...travel, ...none]));
    expect(await nlu(['evaluate', '--train', train, '--test', test, '--dev', dev])).toBe(0);
    expect(out.split('\n')).toHaveLength(2);
    expect(JSON.parse(out)).toEqual({
      accuracy: 1,
      macroF1: 1,
      inScopeAccuracy: 1,
      oosRecall: 1,
      trainSeconds: expect.any(Number),
      p50Micros: expect.any(Number),
      p99Micros: expect.any(Number),
      modelBytes: expect.any(Number),
    });
    expect(err).toContain('open set');
  });

  it('puts stock nlp.js beside it, and how many times better ours is', async () => {
    const train = file('train.jsonl', lines(travel));
    expect(await nlu(['evaluate', '--train', train, '--test', train, '--baseline'])).toBe(0);
    const { baseline, ratio, accuracy } = JSON.parse(out);
    expect(Object.keys(ratio)).toEqual(Object.keys(baseline));
    expect(ratio.accuracy).toBeCloseTo(accuracy / baseline.accuracy, 3);
    expect(ratio.oosRecall).toBeNull();
    expect(baseline.modelBytes).toBeGreaterThan(100);
    expect(err).toContain('closed set');
  });

  it.each([
    ['not json', 'line 2: not JSON'],
    ['["text"]', 'line 2: must be an object with text and intent'],
    ['{"text":5,"intent":"a"}', 'line 2: text: must be a string'],
    ['{"text":"x"}', 'line 2: intent: must be a string'],
    ['{"text":" ","intent":"a"}', 'line 2: text: must not be empty'],
  ])('names file, line and field of the bad line %s', async (line, fault) => {
    const good = file('good.jsonl', lines(travel));
    const bad = file('bad.jsonl', `{"text":"x","intent":"a"}\n${line}\n`);
    expect(await nlu(['evaluate', '--train', good, '--test', bad])).toBe(1);
    expect(err).toContain(`${bad} ${fault}`);
    expect(out).toBe('');
  });

  it('refuses files that are missing, empty or without an intent', async () => {
    const good = file('good.jsonl', lines(travel));
    const gone = join(folder, 'gone.jsonl');
    expect(await nlu(['evaluate', '--train', gone, '--test', good])).toBe(1);
    expect(err).toContain(`${gone}: cannot be read (ENOENT)`);
    expect(await nlu(['evaluate', '--train', file('empty.jsonl', '\n'), '--test', good])).toBe(1);
    expect(err).toContain('empty.jsonl: has no lines');
    expect(await nlu(['evaluate', '--train', file('none.jsonl', lines(none)), '--test', good])).toBe(1);
    expect(err).toContain('none.jsonl: intent: every line is None');
  });

  it.each([
    [[], 'no such command'],
    [['train'], 'no such command: train'],
    [['evaluate', '--test', 'x'], '--train: a file is missing'],
    [['evaluate', '--train', 'x'], '--test: a file is missing'],
    [['evaluate', '--train', 'x', '--tset', 'y'], '--tset'],
  ])('refuses the arguments %j and shows the usage', async (args, fault) => {
    expect(await nlu(args)).toBe(1);
    expect(err).toContain(fault);
    expect(err).toContain('usage: jiesu nlu evaluate');
  });
});
