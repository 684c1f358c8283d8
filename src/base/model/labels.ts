/**
 * The shipped vocabulary of understanding (domain: LABELS). Codes are stable ASCII;
 * their Chinese names, definitions and boundary notes live in `intents/` as data.
 */
export const INTENTS = [
  'EMERGENCY_SAFETY',
  'COMPLAINT',
  'REPAIR',
  'INQ_OUTAGE',
  'INQ_BILL',
  'INQ_TARIFF',
  'INQ_BUSINESS',
  'INQ_CHANNEL',
  'INQ_SAFETY_TIPS',
  'INQ_COMPLAINT_RULE',
  'PROGRESS',
  'URGE',
  'SUPPLEMENT',
  'CORRECT',
  'AFFIRM',
  'DENY',
  'TRANSFER_HUMAN',
  'CALLBACK',
  'DISSATISFIED',
  'APPEAL',
  'COMPENSATION',
  'REPORT',
  'SUGGEST',
  'PRAISE',
  'WITHDRAW',
  'CONFIRM_RESOLVED',
  'RATE',
  'EMOTION_VENT',
  'ABUSE',
  'THREAT_ESCALATE',
  'PERSONAL_DANGER',
  'PRIVACY_REQUEST',
  'GREETING',
  'THANKS',
  'GOODBYE',
  'OPT_OUT',
  'UNRELATED',
  'OTHER',
] as const;
export type Intent = (typeof INTENTS)[number];

/** Level-2 complaint categories: seed 004n's seventeen, four additions, and the fallback. */
export const CATEGORIES = [
  'SVC_ATTITUDE',
  'SVC_STANDARD',
  'SVC_CHANNEL',
  'SVC_INTEGRITY',
  'SVC_HANDLING',
  'MKT_READING',
  'MKT_FEE',
  'MKT_BILL',
  'MKT_DUNNING',
  'MKT_METER',
  'MKT_CONNECT',
  'OPS_REPAIR',
  'OPS_QUALITY',
  'OPS_NOTICE',
  'OPS_OUTAGE_EXEC',
  'OPS_DAMAGE',
  'OPS_SAFETY',
  'OPS_WORK',
  'OPS_ENV',
  'OPS_GRID',
  'PUB_NOTICE',
  'OTHER_UNCLASSIFIED',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const FLAGS = [
  'safety',
  'personal_danger',
  'threat_escalate',
  'vulnerable',
  'group',
  'abuse',
  'compensation',
  'privacy',
  'repeat_contact',
] as const;
export type Flag = (typeof FLAGS)[number];

export const EMOTIONS = ['calm', 'upset', 'angry'] as const;
export type Emotion = (typeof EMOTIONS)[number];

export const ENTITY_TYPES = [
  'account_no',
  'phone',
  'address',
  'ticket_no',
  'person',
  'amount',
  'time',
] as const;
export type EntityType = (typeof ENTITY_TYPES)[number];

/** Seed 003: general = answered within 24 h, urgent = 2 h, critical = at once. */
export const URGENCIES = ['general', 'urgent', 'critical'] as const;
export type Urgency = (typeof URGENCIES)[number];

/** TS complaint, BX repair, ZX inquiry, JY suggestion, JB report, BY praise, CB urge, SS appeal. */
export const TICKET_TYPES = ['TS', 'BX', 'ZX', 'JY', 'JB', 'BY', 'CB', 'SS'] as const;
export type TicketType = (typeof TICKET_TYPES)[number];

export const DECISIONS = ['accept', 'clarify', 'handoff'] as const;
export type Decision = (typeof DECISIONS)[number];
