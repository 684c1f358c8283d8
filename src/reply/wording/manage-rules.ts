import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog, type User } from '#app/accounts/index.js';
import { Clock } from '#app/base/clock/clock.js';
import { Database } from '#app/base/db/database.js';
import { AppError } from '#app/base/errors/app-error.js';
import type { Guard } from '../domain/guard/check.js';
import { validateRule } from '../domain/guard/compile.js';
import { createFoldTable } from '../domain/guard/fold-table.js';
import { GuardRuleError } from '../domain/guard/rules.js';
import { filledSamples } from '../domain/scripts/check-wording.js';
import { placeOf, type Script } from '../domain/scripts/script-book.js';
import { asGuardRules, type OwnRule, type RuleState, refuseCostly } from '../domain/wording/own-rule.js';
import { GuardLog } from './guard-log.js';
import { GuardRulesRepository, type RuleVersion } from './guard-rules.repository.js';
import { LiveWording } from './live-wording.js';

const MOST_RULES = 2_000;
const MOST_SHARE_OF_SCRIPTS = 0.2;
/** How many of our own scripts a rule hits is told; which ones, up to this many. */
const MOST_SCRIPTS = 20;

export interface RuleAnswer {
  readonly rule: RuleVersion;
  /** Scripts this rule finds fault with: the bot could not say them once the rule counts. */
  readonly hitsScripts: readonly string[];
}

/** Supervisors' guard rules: a new one and a changed one only observe until somebody switches them. */
@Injectable()
export class ManageRules {
  constructor(
    private readonly db: Database,
    private readonly rules: GuardRulesRepository,
    private readonly wording: LiveWording,
    private readonly log: GuardLog,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** With the hits and false alarms of the last 30 days. */
  async list(): Promise<object[]> {
    const [rules, figures] = await Promise.all([this.rules.current(this.db), this.log.figures(this.db)]);
    return rules.map((rule) => ({ ...rule, ...(figures.get(rule.id) ?? { hits: 0, falseAlarms: 0 }) }));
  }

  /** Newest version first. @throws AppError `guard.rule_not_found` (404) */
  async history(id: string): Promise<RuleVersion[]> {
    const versions = await this.rules.history(this.db, id);
    if (versions.length === 0) throw notFound();
    return versions;
  }

  /** @throws AppError `guard.rule_invalid` (422) naming the field */
  async add(user: User, rule: OwnRule): Promise<RuleAnswer> {
    this.check(rule);
    if ((await this.rules.current(this.db)).length >= MOST_RULES)
      throw invalid('rule', `there are ${MOST_RULES} rules already`);
    return this.write(user, { id: `rul_${randomBytes(9).toString('base64url')}`, before: null, rule });
  }

  /** Other words for a rule. It observes again: what it will hit is not known. */
  async change(user: User, id: string, rule: OwnRule): Promise<RuleAnswer> {
    this.check(rule);
    const [before] = await this.history(id);
    return this.write(user, { id, before: before ?? null, rule });
  }

  /** @throws AppError `guard.rule_changed` (409) when it is not at `version` any more */
  async setState(
    user: User,
    id: string,
    { state, version, note }: { state: RuleState; version?: number | undefined; note?: string | undefined },
  ): Promise<RuleAnswer> {
    const [before] = await this.history(id);
    if (!before) throw notFound();
    if (version !== undefined && version !== before.version) throw changed();
    if (state === before.state) return { rule: before, hitsScripts: this.scriptsHit(before.rule) };
    return this.write(user, { id, before, rule: before.rule, state, note: note ?? null });
  }

  /** @throws AppError `guard.rule_invalid` (422) naming the field */
  check(rule: OwnRule): void {
    const [compiled] = asGuardRules([{ id: 'rule', version: 1, state: 'observe', rule }], ['observe']);
    if (!compiled) return;
    try {
      refuseCostly(compiled);
      validateRule(compiled, createFoldTable(this.wording.fold));
    } catch (cause) {
      if (cause instanceof GuardRuleError) throw invalid(cause.field, cause.message);
      throw cause;
    }
    const guard = this.wording.guardOf([{ id: 'rule', version: 1, state: 'observe', rule }]);
    rule.bad.forEach((text, i) => {
      if (guard.check(text).verdict === 'ok') throw invalid(`bad[${i}]`, `the rule does not hit “${text}”`);
    });
    rule.fine.forEach((text, i) => {
      const hit = guard.check(text).hits[0];
      if (hit) throw invalid(`fine[${i}]`, `the rule hits “${hit.text}” in “${text}”`);
    });
    const { length } = this.wording.book.scripts;
    const hits = this.scriptsWithHit(guard).length;
    // A rule that is a common word would drown the log, and slow down every reply it hits everywhere.
    if (hits > length * MOST_SHARE_OF_SCRIPTS)
      throw invalid('rule', `too general: it hits ${hits} of our own ${length} scripts`);
  }

  private async write(
    user: User,
    {
      id,
      before,
      rule,
      state = 'observe',
      note = null,
    }: { id: string; before: RuleVersion | null; rule: OwnRule; state?: RuleState; note?: string | null },
  ): Promise<RuleAnswer> {
    const at = this.clock.now();
    const version = { id, version: (before?.version ?? 0) + 1, state, rule, author: user.id, note };
    await this.db.tx(async (tx) => {
      if (!(await this.rules.add(tx, version, at))) throw changed();
      await this.audit.append(tx, {
        actor: user.id,
        action: before === null ? 'guard_rule.added' : 'guard_rule.changed',
        object: id,
        details: { version: version.version, from: before?.state ?? null, to: state, note },
      });
    });
    await this.wording.refresh();
    return { rule: { ...version, createdAt: at }, hitsScripts: this.scriptsHit(rule) };
  }

  /** Places of our own scripts whose samples the rule hits. */
  private scriptsHit(rule: OwnRule): readonly string[] {
    const guard = this.wording.guardOf([{ id: 'rule', version: 1, state: 'observe', rule }]);
    const places = this.scriptsWithHit(guard).map(({ stage, key }) => placeOf(stage, key));
    return [...new Set(places)].slice(0, MOST_SCRIPTS);
  }

  private scriptsWithHit(guard: Guard): readonly Script[] {
    const { variables } = this.wording.shipped;
    return this.wording.book.scripts.filter((script) =>
      filledSamples(script, variables).some((sample) => guard.check(sample).verdict !== 'ok'),
    );
  }
}

const invalid = (field: string, message: string): AppError =>
  new AppError({ code: 'guard.rule_invalid', status: 422, field, message: `${field}: ${message}` });
const notFound = (): AppError =>
  new AppError({ code: 'guard.rule_not_found', status: 404, field: 'id', message: 'id: 没有这条规则' });
const changed = (): AppError =>
  new AppError({
    code: 'guard.rule_changed',
    status: 409,
    field: 'version',
    message: 'version: 规则已被别人修改，请刷新后再试',
  });
