import type { Intent } from '#app/base/model/labels.js';
import type { CueHit } from './signals/cues.js';

/** Probabilities of the intents for some text. */
export type Rate = (text: string) => { readonly intent: Intent; readonly confidence: number };

/** What decides between a threat and the matter behind it. */
export interface Said {
  readonly folded: string;
  readonly hits: readonly CueHit[];
}

/** Matters that outrank a bare threat when the rest of the message is about them. */
const MATTERS: ReadonlySet<Intent> = new Set<Intent>([
  'COMPLAINT',
  'COMPENSATION',
  'REPAIR',
  'URGE',
  'DISSATISFIED',
  'APPEAL',
]);
const LEAST_CONFIDENCE = 0.5;
/** Shortest rest, in characters, that can be a matter of its own. */
const LEAST_REST = 8;

/**
 * THREAT_ESCALATE holds only where the threat is all that is said (domain: LABELS): takes the clauses with
 * threat words away and asks what the rest is about.
 * @returns the matter, or null where the threat stands alone
 */
export function matterBehindThreat(said: Said, rate: Rate): { intent: Intent; confidence: number } | null {
  const rest = withoutCue(said, 'threat_escalate');
  if (rest === said.folded || rest.replace(/[^\p{L}\p{N}]/gu, '').length < LEAST_REST) return null;
  const matter = rate(rest);
  return MATTERS.has(matter.intent) && matter.confidence >= LEAST_CONFIDENCE ? matter : null;
}

/** The message without the clauses in which a cue was found. */
function withoutCue({ folded, hits }: Said, cue: string): string {
  let out = '';
  let at = 0;
  for (const clause of folded.split(/(?<=[,。!?;\n ])/)) {
    const end = at + clause.length;
    if (!hits.some((hit) => hit.cue === cue && hit.start < end && hit.end > at)) out += clause;
    at = end;
  }
  return out;
}
