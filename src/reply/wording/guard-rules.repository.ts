import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Queryer, Tx } from '#app/base/db/database.js';
import { CONDITIONS, SCOPES } from '../domain/guard/rules.js';
import { type OwnRule, RULE_STATES, type RuleState, type StoredRule } from '../domain/wording/own-rule.js';

const short = (max: number) => z.string().trim().min(1).max(max, `must have at most ${max} characters`);
const list = (max: number, of: z.ZodType<string>) => z.array(of).max(max).default([]);

/** What a supervisor may send; the caps keep a rule from slowing every reply down. */
export const ownRuleSchema = z.strictObject({
  name: short(60),
  class: z.string().regex(/^[A-Z][A-Z0-9_]{2,39}$/, 'must be a code like BUCK_PASSING'),
  phrases: list(100, short(40)),
  patterns: list(20, short(300)),
  unless: list(20, short(300)),
  condition: z.enum(CONDITIONS).optional(),
  scope: z.enum(SCOPES).optional(),
  why: short(200),
  rewrite: z.array(short(300)).min(1).max(5),
  bad: list(50, short(500)),
  fine: list(50, short(500)),
});

/** One version of a rule, with who made it. */
export interface RuleVersion extends StoredRule {
  readonly author: string;
  readonly note: string | null;
  readonly createdAt: Date;
}

const COLUMNS = 'rule_id AS id, version, state, rule, author, note, created_at AS "createdAt"';
const rowSchema = z.object({
  id: z.string(),
  version: z.number(),
  state: z.enum(RULE_STATES),
  rule: ownRuleSchema,
  author: z.string(),
  note: z.string().nullable(),
  createdAt: z.date(),
});

/** `guard_rule_versions`: written once, never changed; the highest version counts. */
@Injectable()
export class GuardRulesRepository {
  /** The current version of every rule, by name. */
  async current(q: Queryer): Promise<RuleVersion[]> {
    const rows = await q.query(
      `SELECT DISTINCT ON (rule_id) ${COLUMNS} FROM guard_rule_versions ORDER BY rule_id, version DESC`,
    );
    return rows.map((row) => rowSchema.parse(row)).sort((a, b) => (a.rule.name < b.rule.name ? -1 : 1));
  }

  /** All versions of one rule, newest first. */
  async history(q: Queryer, id: string): Promise<RuleVersion[]> {
    const rows = await q.query(
      `SELECT ${COLUMNS} FROM guard_rule_versions WHERE rule_id = $1 ORDER BY version DESC`,
      [id],
    );
    return rows.map((row) => rowSchema.parse(row));
  }

  /** @returns false when somebody else wrote this version first */
  async add(
    tx: Tx,
    version: {
      id: string;
      version: number;
      state: RuleState;
      rule: OwnRule;
      author: string;
      note: string | null;
    },
    at: Date,
  ): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO guard_rule_versions (rule_id, version, state, rule, author, note, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING rule_id`,
      [
        version.id,
        version.version,
        version.state,
        JSON.stringify(version.rule),
        version.author,
        version.note,
        at,
      ],
    );
    if (rows.length === 0) return false;
    await bumpRevision(tx, 'rules');
    return true;
  }
}

export type WordingKind = 'scripts' | 'rules';

/** Tells every process that it has to read again. */
export async function bumpRevision(tx: Tx, kind: WordingKind): Promise<void> {
  await tx.query('UPDATE wording_revisions SET revision = revision + 1 WHERE kind = $1', [kind]);
}
