import { accuracy, macroF1, type Scored } from '../metrics.js';

/** A guess with how sure it was, 0..1. */
export interface Judged extends Scored {
  readonly confidence: number;
}

export interface ClassRow {
  readonly label: string;
  readonly count: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface Bin {
  /** Mean confidence and share of right guesses of the guesses in this tenth. */
  readonly confidence: number;
  readonly right: number;
  readonly count: number;
}

export interface Measures {
  readonly count: number;
  readonly accuracy: number;
  /** 95 % interval of the accuracy (Wilson). */
  readonly interval: readonly [number, number];
  readonly macroF1: number;
  /** Expected calibration error over ten bins, 0..1. */
  readonly ece: number;
  readonly bins: readonly Bin[];
  readonly classes: readonly ClassRow[];
}

const BINS = 10;
const Z = 1.96;

/** All figures of one label set. Shares are 0..1. */
export function measure(judged: readonly Judged[]): Measures {
  const bins = reliability(judged);
  return {
    count: judged.length,
    accuracy: accuracy(judged),
    interval: wilson(accuracy(judged), judged.length),
    macroF1: macroF1(judged),
    ece: bins.reduce(
      (sum, bin) => sum + (Math.abs(bin.confidence - bin.right) * bin.count) / Math.max(1, judged.length),
      0,
    ),
    bins,
    classes: classRows(judged),
  };
}

function reliability(judged: readonly Judged[]): Bin[] {
  const groups = Array.from({ length: BINS }, (): Judged[] => []);
  for (const one of judged) groups[Math.min(BINS - 1, Math.floor(one.confidence * BINS))]?.push(one);
  return groups
    .filter((group) => group.length > 0)
    .map((group) => ({
      confidence: group.reduce((sum, one) => sum + one.confidence, 0) / group.length,
      right: accuracy(group),
      count: group.length,
    }));
}

function classRows(judged: readonly Scored[]): ClassRow[] {
  const labels = [...new Set(judged.map((one) => one.truth))].sort();
  return labels.map((label) => {
    const meant = judged.filter((one) => one.truth === label);
    const guessed = judged.filter((one) => one.guess === label);
    const hit = meant.filter((one) => one.guess === label).length;
    const precision = guessed.length === 0 ? 0 : hit / guessed.length;
    const recall = hit / meant.length;
    const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
    return { label, count: meant.length, precision, recall, f1 };
  });
}

/** Interval of a share that also holds for few and for extreme counts (Wilson 1927). */
export function wilson(share: number, count: number): readonly [number, number] {
  if (count === 0) return [0, 1];
  const z2 = (Z * Z) / count;
  const middle = (share + z2 / 2) / (1 + z2);
  const half = (Z * Math.sqrt((share * (1 - share)) / count + z2 / (4 * count))) / (1 + z2);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

export interface TradeOff {
  /** Confidence from which a guess is taken. */
  readonly from: number;
  /** Share of messages within scope that are taken, and of these the share that is right. */
  readonly answered: number;
  readonly right: number;
  /** Share of messages out of scope that are recognised as such: guessed so, or not sure enough. */
  readonly recognised: number;
}

const STEPS = 20;

/** What a threshold on the confidence costs and brings; `outside` are the labels that mean out of scope. */
export function tradeOff(judged: readonly Judged[], outside: ReadonlySet<string>): TradeOff[] {
  const within = judged.filter((one) => !outside.has(one.truth));
  const without = judged.filter((one) => outside.has(one.truth));
  return Array.from({ length: STEPS }, (_, step) => {
    const from = step / STEPS;
    const taken = within.filter((one) => one.confidence >= from && !outside.has(one.guess));
    const recognised = without.filter((one) => one.confidence < from || outside.has(one.guess));
    return {
      from,
      answered: share(taken.length, within.length),
      right: accuracy(taken),
      recognised: share(recognised.length, without.length),
    };
  });
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
