import type { ClauseJudge, JudgedClause } from '../domain/guard/judge.js';
import type { StoredJudge } from './artefact.js';
import { ClauseReader } from './clause-model.js';
import { NearestExamples } from './nearest.js';

const EXAMPLES_SHOWN = 2;

/** Layer 2 as the guard wants it. */
export function createClauseJudge({ model, thresholds, examples }: StoredJudge): ClauseJudge {
  const nearest = new NearestExamples(model.space, examples);
  const reader = new ClauseReader(model);
  return {
    ...thresholds,
    classes: model.linear.labels.slice(0, -1),
    judge: (folded) =>
      reader.read(folded).map(({ clause, confidence, shares }): JudgedClause => {
        return { start: clause.start, end: clause.end, confidence, shares };
      }),
    examples: (clause, code) => nearest.find(clause, code, EXAMPLES_SHOWN).map(({ text }) => text),
  };
}
