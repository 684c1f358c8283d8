/** `block`: the bot never sends it, an agent only with a reason. `warn`: one-click rewrite. */
export const SEVERITIES = ['block', 'warn'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * When a hit counts. Without a condition it always does.
 * - `no_concrete_marker`: only while the text names no time, date, ticket number (guard data, `conditional_rule`)
 * - `no_alternative`: only while the text offers nothing instead (and names no time)
 * - `no_help_offered`: unless the same sentence or the next says what we do about it
 * - `whole_message_is_apology`: only when nothing but apology and politeness is said
 * - `compensation_not_approved`: unless the compensation has been approved
 * - `not_explained`: unless the term is explained right behind it
 */
export const CONDITIONS = [
  'no_concrete_marker',
  'no_alternative',
  'no_help_offered',
  'whole_message_is_apology',
  'compensation_not_approved',
  'not_explained',
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** What the rewrite replaces: the clause(s) around the hit, the term itself, or the whole text. */
export const SCOPES = ['clause', 'term', 'message'] as const;
export type Scope = (typeof SCOPES)[number];

/** The shipped classes; supervisors may add their own, so a rule's `class` is any code. */
export const GUARD_CLASSES = [
  'RULE_PRESSURE',
  'DISMISS_SELF_SERVE',
  'BUCK_PASSING',
  'PERFUNCTORY',
  'OVER_PROMISE',
  'NEGATIVE_FRAMING',
  'BLAME_CUSTOMER',
  'VAGUE_APOLOGY',
  'VAGUE_TIME',
  'EXCUSE',
  'RUDE_IMPATIENT',
  'DENIAL_DISBELIEF',
  'UNAUTHORIZED_COMP',
  'SUPPRESS_COMPLAINT',
  'PRIVACY_LEAK',
  'JARGON',
  'REPEATED_APOLOGY',
  'TRANSFER_LOOP',
  'NO_ANSWER_LOOP',
  'REPEATED_PROMISE',
  'ASKED_AGAIN',
] as const;
export type GuardClass = (typeof GUARD_CLASSES)[number];

/** One rule, plain data: it travels as JSON to the browser. */
export interface GuardRule {
  /** Unique, names the rule in messages: `BUCK_PASSING.redirect`. */
  readonly id: string;
  readonly class: string;
  readonly severity: Severity;
  /** Found as substrings of the folded text. */
  readonly phrases: readonly string[];
  /** RE2 (no lookaround, no back-references), matched on the folded text. */
  readonly patterns: readonly string[];
  /** RE2; a match that overlaps a hit lifts it. These say what lookarounds would. */
  readonly unless: readonly string[];
  readonly condition?: Condition;
  readonly scope: Scope;
  /** For the agent, in Chinese: why this is not said. */
  readonly why: string;
  /** In order of preference; the first whose {variables} are all known is used. The last has none. */
  readonly rewrite: readonly string[];
}

/** A rule that cannot be used: `field` is the key within the rule, e.g. `patterns[2]`. */
export class GuardRuleError extends Error {
  constructor(
    readonly ruleId: string,
    readonly field: string,
    reason: string,
  ) {
    super(`${ruleId}: ${field}: ${reason}`);
    this.name = 'GuardRuleError';
  }
}

const MACRO = /<([a-z][a-z0-9_]*)>/g;
const DEEPEST_MACRO = 5;

/**
 * Replaces `<name>` in patterns by the regular expression of that name, so that a rule reads
 * `<we>(只|就)负责` and a word added to `<we>` reaches every rule.
 * @throws GuardRuleError for a name that is not defined, or one that contains itself
 */
export function expandMacros(
  pattern: string,
  macros: Readonly<Record<string, string>>,
  ruleId: string,
  field: string,
): string {
  let out = pattern;
  for (let depth = 0; depth <= DEEPEST_MACRO; depth += 1) {
    const before = out;
    out = out.replace(MACRO, (_, name: string) => {
      const body = macros[name];
      if (body === undefined) throw new GuardRuleError(ruleId, field, `unknown word list <${name}>`);
      return `(?:${body})`;
    });
    if (out === before) return out;
  }
  throw new GuardRuleError(ruleId, field, 'word lists nest too deeply');
}
