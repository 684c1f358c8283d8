import type { Scored } from '../domain/metrics.js';
import type { Candidate } from './candidate.js';
import { type Figures, figuresOf, type Ratio, ratioOf } from './figures.js';
import { LabelledFileError, type LabelledText, NONE, readLabelled } from './labelled-file.js';
import { trainOwn } from './own-classifier.js';
import { trainStock } from './stock-nlp.js';

export interface EvaluationFiles {
  readonly train: string;
  readonly test: string;
  /** Texts the threshold may be chosen on; without it, it is chosen out of fold on the training texts. */
  readonly dev?: string;
}

export interface Evaluation extends Figures {
  /** Stock nlp.js on the same files in the same run. */
  readonly baseline?: Figures;
  readonly ratio?: Ratio;
}

/** Answers that are not timed: the first ones wait for the compiler, and both candidates get them. */
const WARM_UP = 300;

/**
 * Trains on one file and tests on another. Of the test file's labels training learns one thing, whether None
 * is among them (open or closed set); nothing else is chosen on it, the threshold neither.
 * @param log progress, one line a call
 * @throws LabelledFileError naming file, line and field
 */
export async function evaluate(
  files: EvaluationFiles,
  options: { readonly baseline: boolean; readonly log: (line: string) => void },
): Promise<Evaluation> {
  const train = await readLabelled(files.train);
  if (train.every(({ intent }) => intent === NONE)) {
    throw new LabelledFileError(`${files.train}: intent: every line is ${NONE}, there is nothing to learn`);
  }
  const test = await readLabelled(files.test);
  const dev = files.dev === undefined ? undefined : await readLabelled(files.dev);
  options.log(`${train.length} training texts, ${test.length} test texts`);
  const open = [train, dev ?? [], test].some(declaresNone);
  options.log(open ? 'open set: texts may be answered with None' : 'closed set: no file has the label None');
  const own = { open, development: dev, log: options.log };
  const ours = await measure('own classifier', train, test, () => trainOwn(train, own), options.log);
  if (!options.baseline) return ours;
  const baseline = await measure('stock nlp.js', train, test, () => trainStock(train), options.log);
  return { ...ours, baseline, ratio: ratioOf(ours, baseline) };
}

/** Whether None is a label of the set. Published figures of sets without it never reject, those of sets with it do. */
function declaresNone(texts: readonly LabelledText[]): boolean {
  return texts.some(({ intent }) => intent === NONE);
}

async function measure(
  name: string,
  train: readonly LabelledText[],
  test: readonly LabelledText[],
  make: () => Promise<Candidate> | Candidate,
  log: (line: string) => void,
): Promise<Figures> {
  log(`${name}: training`);
  const began = performance.now();
  const candidate = await make();
  const trainSeconds = (performance.now() - began) / 1_000;
  log(`${name}: trained in ${trainSeconds.toFixed(1)} s`);
  for (const { text } of train.slice(0, WARM_UP)) await candidate.classify(text);
  const pairs: Scored[] = [];
  const micros = new Float64Array(test.length);
  for (const [index, { text, intent }] of test.entries()) {
    const started = performance.now();
    const guess = await candidate.classify(text);
    micros[index] = (performance.now() - started) * 1_000;
    pairs.push({ truth: intent, guess });
  }
  log(`${name}: answered ${test.length} texts`);
  return figuresOf(pairs, { trainSeconds, micros, modelBytes: candidate.modelBytes });
}
