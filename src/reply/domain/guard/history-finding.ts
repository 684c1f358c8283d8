import type { Severity } from './rules.js';

/** A finding about the reply as a whole, in the light of what this customer already heard. */
export interface HistoryFinding {
  readonly class: string;
  readonly severity: Severity;
  readonly why: string;
  readonly rewrite: readonly string[];
}
