import { type CueHit, sameClause } from './cues.js';

/** live: treat as an emergency; doubtful: something burns or shocks, but maybe not now. */
export type Danger = 'live' | 'doubtful' | 'none';

const MAYBE = 'danger_maybe';

/** Reads the danger words of a message with what stands around them (cues of intents/lexicon/safety.yaml). */
export function judgeDanger(folded: string, hits: readonly CueHit[]): Danger {
  const relevant = hits.filter((hit) => hit.cue.startsWith('danger'));
  const dangers = relevant.filter((hit) => hit.cue === 'danger');
  if (dangers.length === 0) return relevant.some((hit) => hit.cue === MAYBE) ? 'doubtful' : 'none';
  const now = relevant.some((hit) => hit.cue === 'danger_now');
  const anywherePast = relevant.some((hit) => hit.cue === 'danger_past');
  let result: Danger = 'none';
  for (const danger of dangers) {
    const near = (cue: string): boolean =>
      relevant.some((hit) => hit.cue === cue && sameClause(folded, hit, danger));
    if (near('danger_feared') || near('danger_knowledge')) {
      if (near('danger_now')) result = 'doubtful';
      continue;
    }
    if (near('danger_past') && !near('danger_now')) {
      result = 'doubtful';
      continue;
    }
    if (anywherePast && !now) {
      result = 'doubtful';
      continue;
    }
    return 'live';
  }
  return result;
}
