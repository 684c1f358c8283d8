import { type Node, parsePattern } from '../guard/pattern-syntax.js';
import { type Condition, type GuardRule, GuardRuleError, type Scope } from '../guard/rules.js';

/** `observe`: hits are only counted; `off`: kept for its history. */
export const RULE_STATES = ['observe', 'warn', 'block', 'off'] as const;
export type RuleState = (typeof RULE_STATES)[number];

/** A rule as a supervisor writes it: what the shipped rules have, without an id and a severity. */
export interface OwnRule {
  readonly name: string;
  readonly class: string;
  readonly phrases: readonly string[];
  readonly patterns: readonly string[];
  readonly unless: readonly string[];
  readonly condition?: Condition | undefined;
  readonly scope?: Scope | undefined;
  readonly why: string;
  readonly rewrite: readonly string[];
  /** Texts it must hit, and texts it must leave alone. */
  readonly bad: readonly string[];
  readonly fine: readonly string[];
}

export interface StoredRule {
  readonly id: string;
  readonly version: number;
  readonly state: RuleState;
  readonly rule: OwnRule;
}

/** How many steps a machine for one pattern may have: with so many, 4,000 characters take under 100 ms (ADR 0021). */
export const MOST_STEPS = 600;
export const MOST_STEPS_OF_RULE = 1_200;

/** The rules of some states, as the guard takes them. While observed they are weighed like warnings. */
export function asGuardRules(stored: readonly StoredRule[], states: readonly RuleState[]): GuardRule[] {
  return stored
    .filter(({ state }) => states.includes(state))
    .map(({ id, state, rule }) => ({
      id,
      class: rule.class,
      severity: state === 'block' ? 'block' : 'warn',
      phrases: rule.phrases,
      patterns: rule.patterns,
      unless: rule.unless,
      ...(rule.condition ? { condition: rule.condition } : {}),
      scope: rule.scope ?? 'clause',
      why: rule.why,
      rewrite: rule.rewrite,
    }));
}

/**
 * Refuses patterns that would need a huge machine, before one is built: RE2 is linear in the text, but
 * `((a{90}){90}){90}` has 729,000 steps.
 * @throws GuardRuleError naming the field
 */
export function refuseCostly(rule: GuardRule): void {
  let all = 0;
  for (const [field, sources] of Object.entries({ patterns: rule.patterns, unless: rule.unless })) {
    sources.forEach((source, i) => {
      const steps = inField(rule.id, `${field}[${i}]`, () => stepsOf(parsePattern(source)));
      all += steps;
      if (steps > MOST_STEPS || all > MOST_STEPS_OF_RULE)
        throw new GuardRuleError(
          rule.id,
          `${field}[${i}]`,
          `too costly: ${steps > 1e9 ? 'over a billion' : steps} steps, at most ${MOST_STEPS} and ${MOST_STEPS_OF_RULE} in a rule`,
        );
    });
  }
}

function inField<T>(ruleId: string, field: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (cause instanceof RangeError) throw new GuardRuleError(ruleId, field, 'nests too deeply');
    throw new GuardRuleError(ruleId, field, cause instanceof Error ? cause.message : String(cause));
  }
}

function stepsOf(node: Node): number {
  switch (node.kind) {
    case 'literal':
    case 'set':
      return 1;
    case 'empty':
      return 0;
    case 'concat':
      return sum(node.parts);
    case 'choice':
      return 1 + sum(node.options);
    case 'repeat':
      return 1 + stepsOf(node.node) * Math.max(1, Number.isFinite(node.max) ? node.max : node.min + 1);
  }
}

const sum = (nodes: readonly Node[]): number => nodes.reduce((total, node) => total + stepsOf(node), 0);
