import type { Features } from '../hashing.js';
import { best } from '../head.js';
import { seeded } from '../svm.js';
import { type Ensemble, trainEnsemble } from './ensemble.js';
import { bestThreshold, type Judged, thresholdKeeping } from './rejection.js';
import { shuffle } from './shuffle.js';

export interface LabelledExample {
  readonly text: string;
  readonly intent: string;
}

export interface TextClassifierOptions {
  /** Folds and reads a text (see readText). */
  readonly read: (text: string) => Features;
  /** The label of texts that belong to no intent. */
  readonly outOfScope: string;
  /** Whether texts may come that belong to no intent; without it nothing is rejected. */
  readonly open: boolean;
  /** Texts with labels that the threshold is chosen on; without them part of the examples is held out for it. */
  readonly development?: readonly LabelledExample[];
  /** Progress, one line a call. */
  readonly log?: (line: string) => void;
}

export interface Classified {
  readonly intent: string;
  /** 0..1, the geometric mean of what the members give the intent. */
  readonly confidence: number;
}

/** One text in five is held out to choose the threshold. */
const HELD_OUT = 5;
const SEED = 11;
/** Without any example of what is out of scope: the share of right answers that may be given up for rejecting. */
const GIVEN_UP = 0.003;

/**
 * Trains on labelled texts of any language. Deterministic; a few seconds for 10,000 texts.
 * @throws Error when there are no examples with an intent
 */
export function trainTextClassifier(
  examples: readonly LabelledExample[],
  options: TextClassifierOptions,
): TextClassifier {
  const log = options.log ?? (() => undefined);
  const texts = examples.map(({ text }) => options.read(text));
  const labels = [...new Set(examples.map(({ intent }) => intent))].sort();
  if (!labels.some((label) => label !== options.outOfScope)) throw new Error('no example has an intent');
  const index = new Map(labels.map((label, at) => [label, at]));
  const truth = Int32Array.from(examples, ({ intent }) => index.get(intent) ?? 0);
  const ensemble = trainEnsemble(texts, truth, labels.length, log);
  const classifier = new TextClassifier(options.read, ensemble, labels, options.outOfScope);
  if (!options.open) return classifier;
  const judged =
    options.development === undefined
      ? judgeHeldOut(texts, truth, labels, options)
      : options.development.map((example) => classifier.judge(example));
  const threshold = judged.some(({ outside }) => outside)
    ? bestThreshold(judged)
    : thresholdKeeping(judged, GIVEN_UP);
  log(`texts below a confidence of ${threshold.toFixed(3)} are out of scope`);
  return new TextClassifier(options.read, ensemble, labels, options.outOfScope, threshold);
}

/** Answers of a second classifier to texts it was not trained on. */
function judgeHeldOut(
  texts: readonly Features[],
  truth: Int32Array,
  labels: readonly string[],
  { read, outOfScope, log }: TextClassifierOptions,
): Judged[] {
  log?.('once more without a fifth of the texts, to choose the threshold');
  const order = Uint32Array.from(texts, (_, row) => row);
  shuffle(order, seeded(SEED));
  const place = new Uint32Array(texts.length);
  order.forEach((row, at) => {
    place[row] = at;
  });
  const isHeld = (_: unknown, row: number): boolean => (place[row] ?? 0) % HELD_OUT === 0;
  const isKept = (_: unknown, row: number): boolean => !isHeld(_, row);
  const ensemble = trainEnsemble(texts.filter(isKept), truth.filter(isKept), labels.length, log);
  const classifier = new TextClassifier(read, ensemble, labels, outOfScope);
  const meant = truth.filter(isHeld);
  return texts.filter(isHeld).map((text, at) => classifier.judgeRead(text, labels[meant[at] ?? 0] ?? ''));
}

export class TextClassifier {
  constructor(
    private readonly read: (text: string) => Features,
    private readonly ensemble: Ensemble,
    private readonly labels: readonly string[],
    private readonly outOfScope: string,
    /** Least confidence of an intent. */
    private readonly threshold = 0,
  ) {}

  /** Size of what has to be kept to answer. */
  get byteLength(): number {
    return this.ensemble.byteLength;
  }

  /** The intent, or the label for none. Never throws; the empty text belongs to none or to the commonest. */
  classify(text: string): Classified {
    const { intent, confidence } = this.top(this.read(text));
    return confidence < this.threshold ? { intent: this.outOfScope, confidence } : { intent, confidence };
  }

  /** How the answer without a threshold compares with the truth. */
  judge({ text, intent }: LabelledExample): Judged {
    return this.judgeRead(this.read(text), intent);
  }

  judgeRead(text: Features, truth: string): Judged {
    const { intent, confidence } = this.top(text);
    return { confidence, right: intent === truth, outside: truth === this.outOfScope };
  }

  private top(text: Features): Classified {
    const scores = this.ensemble.scores(text);
    const at = best(scores);
    return { intent: this.labels[at] ?? '', confidence: Math.exp(scores[at] ?? 0) };
  }
}
