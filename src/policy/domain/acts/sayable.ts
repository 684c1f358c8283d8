import { CATEGORIES } from '#app/base/model/labels.js';
import type { Say } from '../turn.js';

/**
 * Everything the bot can say, by stage and key. `say()` takes nothing else, and boot checks that the
 * script book has each of them.
 */
export const SAYABLE = {
  ACCEPT: ['TS', 'BX', 'JB', 'JY', 'BY', 'critical', 'again'],
  ACK: ['noted', 'account_optional'],
  APPEAL: ['opened', 'again'],
  ASK_SLOT: [
    'hazard',
    'issue',
    'address',
    'address_again',
    'danger_location',
    'contact',
    'demand',
    'change',
    'reason',
  ],
  CALLBACK: ['default', 'ticket', 'ask_phone'],
  COMPENSATION: ['registered', 'wait', 'proof'],
  CONFIRM: ['case'],
  CORRECT: ['default', 'category'],
  DANGER: ['person'],
  DEESC: ['abuse', 'boundary', 'supervisor'],
  DISSATISFIED: ['reopen'],
  EMPATHY: [...CATEGORIES, 'default', 'angry', 'outage'],
  ESCALATE: ['rights', 'rights_ticket', 'heard'],
  FALLBACK: ['1', '2', 'choose'],
  GOODBYE: ['default', 'ticket'],
  GREET: ['default'],
  INQ_BILL: ['default'],
  INQ_BUSINESS: ['default'],
  INQ_CHANNEL: ['default'],
  INQ_COMPLAINT_RULE: ['default'],
  INQ_OUTAGE: ['default', 'offer'],
  INQ_SAFETY_TIPS: ['default'],
  INQ_TARIFF: ['default'],
  NON_TEXT: ['image', 'voice', 'location', 'attached'],
  NOTED: ['duplicate', 'heard'],
  OPINION: ['ask'],
  OPTOUT: ['default', 'with_ticket', 'again', 'resumed'],
  PRIVACY: ['source', 'opened', 'again'],
  PROGRESS: ['default', 'no_eta', 'damage', 'report', 'closed', 'verify', 'not_found', 'ask_no', 'later'],
  RATE: ['invite', 'thanks', 'low'],
  REPORT: ['ask', 'anonymous'],
  RESOLVED: ['noted'],
  RESTATE: ['noted', 'matter'],
  SAFETY: ['shock', 'live_wire', 'fire', 'flood', 'leak', 'smoke', 'default', 'still'],
  SUPPLEMENT: ['noted', 'critical', 'confidential', 'no_case'],
  THANKS: ['default'],
  TRANSFER: ['default', 'waiting'],
  UNRELATED: ['default', 'gas', 'water', 'internet', 'property'],
  URGE: ['default', 'escalated', 'repair'],
  VENT: ['probe', 'offer_human'],
  VULN: ['medical'],
  WITHDRAW: ['confirm', 'done', 'kept', 'dropped', 'none'],
} as const;

export type Stage = keyof typeof SAYABLE;
export type Key<S extends Stage> = (typeof SAYABLE)[S][number];

/** The list as pairs, for checks against a script book. */
export const SAYABLE_PAIRS: readonly { readonly stage: string; readonly key: string }[] = Object.entries(
  SAYABLE,
).flatMap(([stage, keys]) => keys.map((key) => ({ stage, key })));

/** Pieces that ask the customer something; a reply holds one of them at most. */
const QUESTIONS: { readonly [S in Stage]?: readonly Key<S>[] } = {
  ASK_SLOT: SAYABLE.ASK_SLOT,
  CALLBACK: ['ask_phone'],
  CONFIRM: SAYABLE.CONFIRM,
  FALLBACK: ['1', 'choose'],
  INQ_OUTAGE: ['offer'],
  NON_TEXT: ['image', 'voice', 'location'],
  OPINION: SAYABLE.OPINION,
  PROGRESS: ['verify', 'ask_no'],
  RATE: ['invite'],
  REPORT: SAYABLE.REPORT,
  SUPPLEMENT: ['no_case'],
  VENT: ['probe'],
  WITHDRAW: ['confirm'],
};
const QUESTION_PAIRS: ReadonlySet<string> = new Set(
  Object.entries(QUESTIONS).flatMap(([stage, keys]) => keys.map((key) => `${stage}/${key}`)),
);

export const isQuestion = ({ stage, key }: Pick<Say, 'stage' | 'key'>): boolean =>
  QUESTION_PAIRS.has(`${stage}/${key}`);

/** One piece of a reply. Only what is listed above can be said. */
export function say<S extends Stage>(stage: S, key: Key<S>, more?: Omit<Say, 'stage' | 'key'>): Say {
  return { stage, key, ...more };
}
