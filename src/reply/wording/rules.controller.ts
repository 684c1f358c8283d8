import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { AuditLog, Authenticated, CurrentUser, isAtLeast, type User } from '#app/accounts/index.js';
import { Database } from '#app/base/db/database.js';
import { AppError } from '#app/base/errors/app-error.js';
import { parseInput } from '#app/base/http/parse-body.js';
import { RULE_STATES } from '../domain/wording/own-rule.js';
import { type DryRun, DryRunRule } from './dry-run-rule.js';
import { GuardLog, type LoggedHit, OUTCOMES } from './guard-log.js';
import { ownRuleSchema, type RuleVersion } from './guard-rules.repository.js';
import { ManageRules, type RuleAnswer } from './manage-rules.js';

const whole = (max: number) =>
  z
    .string()
    .regex(/^[0-9]{1,18}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(1).max(max));

const stateBody = z.strictObject({
  state: z.enum(RULE_STATES),
  /** The version the supervisor looked at. */
  version: z.int().min(1).optional(),
  note: z.string().trim().max(300).optional(),
});
const dryRunBody = z.strictObject({ rule: ownRuleSchema, last: z.int().min(1).max(10_000).default(2_000) });
const hitsQuery = z.strictObject({
  agent: z.string().max(64).optional(),
  class: z.string().max(64).optional(),
  rule: z.string().max(64).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  before: whole(Number.MAX_SAFE_INTEGER).optional(),
  limit: whole(500).default(100),
});
const falseAlarmBody = z.strictObject({});

/** Supervisors' rules against forbidden phrasing, and the log of what was hit. */
@Controller('api/guard')
@Authenticated('supervisor')
export class RulesController {
  constructor(
    private readonly manage: ManageRules,
    private readonly trial: DryRunRule,
    private readonly log: GuardLog,
    private readonly db: Database,
    private readonly audit: AuditLog,
  ) {}

  @Get('rules')
  async list(): Promise<{ rules: object[] }> {
    return { rules: await this.manage.list() };
  }

  @Get('rules/:id')
  async one(@Param('id') id: string): Promise<{ versions: RuleVersion[] }> {
    return { versions: await this.manage.history(id) };
  }

  @Post('rules')
  add(@CurrentUser() user: User, @Body() body: unknown): Promise<RuleAnswer> {
    return this.manage.add(user, parseInput(ownRuleSchema, body, 'body'));
  }

  @Post('rules/dry-run')
  @HttpCode(200)
  dryRun(@Body() body: unknown): Promise<DryRun> {
    const { rule, last } = parseInput(dryRunBody, body, 'body');
    return this.trial.run(rule, last);
  }

  @Post('rules/:id')
  @HttpCode(200)
  change(@CurrentUser() user: User, @Param('id') id: string, @Body() body: unknown): Promise<RuleAnswer> {
    return this.manage.change(user, id, parseInput(ownRuleSchema, body, 'body'));
  }

  @Post('rules/:id/state')
  @HttpCode(200)
  state(@CurrentUser() user: User, @Param('id') id: string, @Body() body: unknown): Promise<RuleAnswer> {
    return this.manage.setState(user, id, parseInput(stateBody, body, 'body'));
  }

  @Get('hits')
  async hits(@Query() query: unknown): Promise<{ hits: LoggedHit[] }> {
    const { rule, ...rest } = parseInput(hitsQuery, query, 'query');
    return { hits: await this.log.list(this.db, { ...rest, ruleId: rule }) };
  }

  /** The agent whose reply it was, or a supervisor, says: this was no violation. */
  @Post('hits/:id/false-alarm')
  @HttpCode(200)
  @Authenticated()
  async falseAlarm(
    @CurrentUser() user: User,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<{ hit: LoggedHit }> {
    parseInput(falseAlarmBody, body ?? {}, 'body');
    return this.db.tx(async (tx) => {
      const hit = await this.log.find(tx, id);
      // To others an agent's hits do not exist.
      if (!hit || (hit.agent !== user.id && !isAtLeast(user.role, 'supervisor'))) throw noSuchHit();
      await this.log.markFalseAlarm(tx, id, user.id);
      const marked = (await this.log.find(tx, id)) ?? hit;
      await this.audit.append(tx, {
        actor: user.id,
        action: 'guard_hit.false_alarm',
        object: id,
        details: { class: hit.class, layer: hit.layer, ruleId: hit.ruleId },
      });
      return { hit: marked };
    });
  }
}

const noSuchHit = (): AppError =>
  new AppError({ code: 'guard.hit_not_found', status: 404, field: 'id', message: 'id: 没有这条命中记录' });
