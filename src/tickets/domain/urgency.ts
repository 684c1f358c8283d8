import { type Flag, type TicketType, URGENCIES, type Urgency } from '#app/base/model/labels.js';

export interface UrgencyVerdict {
  readonly urgency: Urgency;
  /** One per rise that took effect, for the record and the supervisor. */
  readonly reasons: readonly string[];
}

export interface UrgencyQuestion {
  /** Where it starts, usually the category's default level. */
  readonly base: Urgency;
  readonly flags: readonly Flag[];
  readonly type: TicketType;
}

interface Rule {
  readonly flag: Flag;
  readonly effect: 'critical' | 'one level';
  readonly why: string;
  readonly types?: readonly TicketType[];
}

/** taxonomy.json `urgency_escalators`; `abuse` raises nothing: rude people get the same service, not a faster one. */
const RULES: readonly Rule[] = [
  { flag: 'safety', effect: 'critical', why: '涉及人身或设备安全' },
  { flag: 'personal_danger', effect: 'critical', why: '客户表示可能有过激行为,须人工立即接手' },
  // Only where leaking is complained of: asking to have one's data erased is no emergency.
  { flag: 'privacy', effect: 'critical', why: '涉及泄露客户信息', types: ['TS', 'JB'] },
  { flag: 'threat_escalate', effect: 'one level', why: '客户表示将向媒体、监管或司法机关反映' },
  { flag: 'compensation', effect: 'one level', why: '涉及财产损失或索赔' },
  { flag: 'vulnerable', effect: 'one level', why: '涉及特殊人群' },
  { flag: 'repeat_contact', effect: 'one level', why: '同一客户就同一事项再次来诉' },
  { flag: 'group', effect: 'one level', why: '涉及多户或群体诉求' },
];

export function raise(urgency: Urgency): Urgency {
  return URGENCIES[URGENCIES.indexOf(urgency) + 1] ?? 'critical';
}

/**
 * One level, but not to critical: its promise is a call within five minutes, which is for danger.
 * A second push of an open ticket may still take it there (`applyChange`), by a person's attention.
 */
const raiseByOne = (urgency: Urgency): Urgency => (urgency === 'general' ? 'urgent' : urgency);

/** Applies every rule whose flag is set. A medical device at home is not a flag: policy asks for `critical` itself. */
export function assessUrgency({ base, flags, type }: UrgencyQuestion): UrgencyVerdict {
  let urgency = base;
  const reasons: string[] = [];
  for (const rule of RULES) {
    if (!flags.includes(rule.flag) || (rule.types && !rule.types.includes(type))) continue;
    const next = rule.effect === 'critical' ? 'critical' : raiseByOne(urgency);
    if (next !== urgency) reasons.push(rule.why);
    urgency = next;
  }
  return { urgency, reasons };
}
