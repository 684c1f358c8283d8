import { accuracy, macroF1, type Scored } from '../domain/metrics.js';
import { NONE } from './labelled-file.js';

/** What one classifier did on one test file. */
export interface Figures {
  /** Share of right answers, `None` counted as an intent; 0..1 like all shares here. */
  readonly accuracy: number;
  /** Mean F1 over the labels of the test file. */
  readonly macroF1: number;
  /** Share of right answers among texts that have an intent; null where there are none. */
  readonly inScopeAccuracy: number | null;
  /** Share of the `None` texts that were answered with `None`; null where there are none. */
  readonly oosRecall: number | null;
  /** Everything from texts to a classifier that answers, thresholds included. */
  readonly trainSeconds: number;
  /** Time of one answer, reading the text included. */
  readonly p50Micros: number;
  readonly p99Micros: number;
  /** Size of what has to be kept to answer. */
  readonly modelBytes: number;
}

/** Ours divided by the baseline's; null where either is missing or the baseline's is 0. */
export type Ratio = { readonly [name in keyof Figures]: number | null };

export interface Cost {
  readonly trainSeconds: number;
  /** Microseconds of each answer. */
  readonly micros: Float64Array;
  readonly modelBytes: number;
}

export function figuresOf(pairs: readonly Scored[], cost: Cost): Figures {
  const inScope = pairs.filter(({ truth }) => truth !== NONE);
  const outside = pairs.filter(({ truth }) => truth === NONE);
  const sorted = cost.micros.slice().sort();
  return {
    accuracy: rounded(accuracy(pairs), 4),
    macroF1: rounded(macroF1(pairs), 4),
    inScopeAccuracy: inScope.length === 0 ? null : rounded(accuracy(inScope), 4),
    oosRecall: outside.length === 0 ? null : rounded(accuracy(outside), 4),
    trainSeconds: rounded(cost.trainSeconds, 2),
    p50Micros: rounded(quantile(sorted, 0.5), 1),
    p99Micros: rounded(quantile(sorted, 0.99), 1),
    modelBytes: cost.modelBytes,
  };
}

export function ratioOf(ours: Figures, baseline: Figures): Ratio {
  const names = Object.keys(ours) as (keyof Figures)[];
  const entries = names.map((name) => [name, quotient(ours[name], baseline[name])]);
  return Object.fromEntries(entries) as Ratio;
}

function quotient(ours: number | null, baseline: number | null): number | null {
  return ours === null || baseline === null || baseline === 0 ? null : rounded(ours / baseline, 4);
}

/** Nearest rank. */
function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

function rounded(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
