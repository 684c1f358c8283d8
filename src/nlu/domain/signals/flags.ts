import { FLAGS, type Flag, type Intent } from '#app/base/model/labels.js';
import type { Span } from '../entities/span.js';
import type { CueHit } from './cues.js';
import type { Danger } from './safety.js';

/** Intents that carry a flag of the same matter (domain: LABELS, label conventions). */
const OWN_FLAG: Partial<Record<Intent, Flag>> = {
  EMERGENCY_SAFETY: 'safety',
  PERSONAL_DANGER: 'personal_danger',
  THREAT_ESCALATE: 'threat_escalate',
  COMPENSATION: 'compensation',
  ABUSE: 'abuse',
  PRIVACY_REQUEST: 'privacy',
  PROGRESS: 'repeat_contact',
  URGE: 'repeat_contact',
};
/** A ticket number in one of these says that it was reported before. */
const ABOUT_A_TICKET: ReadonlySet<Intent> = new Set<Intent>([
  'COMPLAINT',
  'DISSATISFIED',
  'APPEAL',
  'COMPENSATION',
  'EMOTION_VENT',
]);
/** Flags that the words alone may set, and the intents that contradict them. */
const BY_WORDS: Partial<Record<Flag, ReadonlySet<Intent>>> = {
  threat_escalate: intents('INQ_COMPLAINT_RULE', 'INQ_CHANNEL', 'SUGGEST', 'PRAISE', 'REPORT', 'UNRELATED'),
  vulnerable: intents('UNRELATED', 'INQ_TARIFF', 'SUGGEST'),
  group: intents(
    'UNRELATED',
    'INQ_TARIFF',
    'INQ_BUSINESS',
    'INQ_CHANNEL',
    'PERSONAL_DANGER',
    'PRAISE',
    'SUGGEST',
    'INQ_OUTAGE',
  ),
  abuse: intents('UNRELATED', 'PRAISE', 'THANKS', 'GREETING'),
  privacy: intents('UNRELATED', 'INQ_BUSINESS', 'SUPPLEMENT', 'CORRECT', 'PRAISE'),
  repeat_contact: intents(
    'UNRELATED',
    'INQ_COMPLAINT_RULE',
    'INQ_BUSINESS',
    'INQ_TARIFF',
    'INQ_BILL',
    'INQ_CHANNEL',
    'INQ_SAFETY_TIPS',
    'PRAISE',
    'WITHDRAW',
    'CONFIRM_RESOLVED',
    'RATE',
    'SUPPLEMENT',
    'CORRECT',
    'AFFIRM',
    'DENY',
    'GREETING',
    'THANKS',
    'GOODBYE',
    'TRANSFER_HUMAN',
    'SUGGEST',
    'REPORT',
    'OPT_OUT',
    'PRIVACY_REQUEST',
    'INQ_OUTAGE',
    'CALLBACK',
  ),
};

export interface FlagInput {
  readonly intent: Intent;
  readonly hits: readonly CueHit[];
  readonly spans: readonly Span[];
  readonly danger: Danger;
}

/** Flags in the order of FLAGS. */
export function judgeFlags({ intent, hits, spans, danger }: FlagInput): Flag[] {
  const set = new Set<Flag>();
  const own = OWN_FLAG[intent];
  if (own !== undefined) set.add(own);
  if (danger === 'live' && intent === 'EMERGENCY_SAFETY') set.add('safety');
  const cues = new Set(hits.map((hit) => hit.cue));
  for (const flag of FLAGS) {
    if (cues.has(flag) && BY_WORDS[flag] !== undefined && !BY_WORDS[flag]?.has(intent)) set.add(flag);
  }
  if (cues.has('personal_danger') && intent === 'EMERGENCY_SAFETY') set.add('personal_danger');
  if (ABOUT_A_TICKET.has(intent) && spans.some((span) => span.type === 'ticket_no'))
    set.add('repeat_contact');
  return FLAGS.filter((flag) => set.has(flag));
}

function intents(...names: Intent[]): ReadonlySet<Intent> {
  return new Set(names);
}
