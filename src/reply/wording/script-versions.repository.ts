import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Queryer, Tx } from '#app/base/db/database.js';
import { LOCALES, type Script, type ScriptScope } from '../domain/scripts/script-book.js';
import type { Suits } from '../domain/suggest/suits.js';
import { scopeSchema } from '../load-scripts.js';
import { suitsListSchema } from '../load-suits.js';
import { bumpRevision } from './guard-rules.repository.js';

export const SCRIPT_STATES = ['draft', 'review', 'active', 'retired'] as const;
export type ScriptState = (typeof SCRIPT_STATES)[number];

/** A supervisor's wording for one place and situation. */
export interface ScriptVersion {
  readonly id: string;
  readonly stage: string;
  readonly key: string;
  readonly scope: ScriptScope;
  readonly version: number;
  readonly state: ScriptState;
  readonly text: string;
  readonly suits: readonly Suits[] | null;
  /** Days, `2026-11-22`. */
  readonly from: string | null;
  readonly until: string | null;
  readonly author: string;
  readonly approver: string | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

const COLUMNS = `id, stage, key, scope, version, state, text, suits, to_char(valid_from, 'YYYY-MM-DD') AS "from",
  to_char(valid_until, 'YYYY-MM-DD') AS until, author, approver, created_at AS "createdAt", changed_at AS "changedAt"`;

const rowSchema: z.ZodType<ScriptVersion> = z.object({
  id: z.string(),
  stage: z.string(),
  key: z.string(),
  scope: z.object({ ...scopeSchema, locale: z.enum(LOCALES) }),
  version: z.number(),
  state: z.enum(SCRIPT_STATES),
  text: z.string(),
  suits: suitsListSchema.nullable(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  author: z.string(),
  approver: z.string().nullable(),
  createdAt: z.date(),
  changedAt: z.date(),
});

/** `script_versions`: drafts on their way to being said, and what was said before. */
@Injectable()
export class ScriptVersionsRepository {
  async active(q: Queryer): Promise<ScriptVersion[]> {
    return this.read(q, `state = 'active' ORDER BY stage, key, version`);
  }

  /** Of one place, newest first. */
  async at(q: Queryer, stage: string, key: string): Promise<ScriptVersion[]> {
    return this.read(q, 'stage = $1 AND key = $2 ORDER BY created_at DESC, version DESC', [stage, key]);
  }

  /** Every version that is not retired, by place. */
  async living(q: Queryer): Promise<ScriptVersion[]> {
    return this.read(q, `state <> 'retired' ORDER BY stage, key, version DESC LIMIT 2000`);
  }

  async lock(tx: Tx, id: string): Promise<ScriptVersion | undefined> {
    return (await this.read(tx, 'id = $1 FOR UPDATE', [id]))[0];
  }

  /** @param shipped the version of the shipped wording, which the first of ours follows */
  async addDraft(
    tx: Tx,
    draft: Pick<
      ScriptVersion,
      'id' | 'stage' | 'key' | 'scope' | 'text' | 'suits' | 'from' | 'until' | 'author'
    >,
    { shipped, at }: { shipped: number; at: Date },
  ): Promise<ScriptVersion | undefined> {
    // One writer at a time, or two drafts would get the same number.
    await tx.query(`SELECT revision FROM wording_revisions WHERE kind = 'scripts' FOR UPDATE`);
    const rows = await tx.query(
      `INSERT INTO script_versions (id, stage, key, scope, version, state, text, suits, valid_from, valid_until, author,
         created_at, changed_at)
       SELECT $1, $2, $3, $4::jsonb, 1 + GREATEST($5::int, COALESCE(max(version), 0)), 'draft', $6, $7::jsonb, $8, $9, $10, $11, $11
       FROM script_versions WHERE stage = $2 AND key = $3 AND scope = $4::jsonb
       RETURNING ${COLUMNS}`,
      [
        draft.id,
        draft.stage,
        draft.key,
        JSON.stringify(draft.scope),
        shipped,
        draft.text,
        draft.suits ? JSON.stringify(draft.suits) : null,
        draft.from,
        draft.until,
        draft.author,
        at,
      ],
    );
    return rows[0] && rowSchema.parse(rows[0]);
  }

  async change(
    tx: Tx,
    id: string,
    { state, approver, at }: { state: ScriptState; approver: string | null; at: Date },
  ): Promise<void> {
    await tx.query(
      'UPDATE script_versions SET state = $2, approver = COALESCE($3, approver), changed_at = $4 WHERE id = $1',
      [id, state, approver, at],
    );
    await bumpRevision(tx, 'scripts');
  }

  private async read(q: Queryer, where: string, params: readonly unknown[] = []): Promise<ScriptVersion[]> {
    const rows = await q.query(`SELECT ${COLUMNS} FROM script_versions WHERE ${where}`, params);
    return rows.map((row) => rowSchema.parse(row));
  }
}

/** As the script book takes it. */
export const asScript = ({ stage, key, scope, text, version, from, until }: ScriptVersion): Script => ({
  stage,
  key,
  ...scope,
  text,
  version,
  ...(from ? { from } : {}),
  ...(until ? { until } : {}),
});
