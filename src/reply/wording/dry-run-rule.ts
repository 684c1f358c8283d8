import { setImmediate as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '#app/base/db/database.js';
import { maskPersonalData } from '#app/base/log/mask.js';
import type { OwnRule } from '../domain/wording/own-rule.js';
import { LiveWording } from './live-wording.js';
import { ManageRules } from './manage-rules.js';

const SAMPLES = 10;
/** After so many texts other requests get their turn. */
const AT_A_TIME = 200;

export interface DryRun {
  readonly checked: number;
  readonly hits: number;
  readonly samples: readonly {
    readonly messageId: string;
    readonly at: string;
    /** Masked. */
    readonly text: string;
    readonly phrase: string;
    readonly rewritten: string | null;
  }[];
}

/** What a rule would have hit among the newest replies that agents really sent. Changes nothing. */
@Injectable()
export class DryRunRule {
  constructor(
    private readonly db: Database,
    private readonly wording: LiveWording,
    private readonly rules: ManageRules,
  ) {}

  /** @param last how many replies @throws AppError `guard.rule_invalid` (422) naming the field */
  async run(rule: OwnRule, last: number): Promise<DryRun> {
    this.rules.check(rule);
    const guard = this.wording.guardOf([{ id: 'rule', version: 1, state: 'observe', rule }]);
    const rows = await this.db.query<{ id: string; at: Date; text: string }>(
      `SELECT id, at, content->>'text' AS text FROM messages
       WHERE speaker = 'seat' AND content->>'kind' = 'text' ORDER BY position DESC LIMIT $1`,
      [last],
    );
    const samples: DryRun['samples'][number][] = [];
    let hits = 0;
    for (const [index, { id, at, text }] of rows.entries()) {
      if (index % AT_A_TIME === AT_A_TIME - 1) await pause();
      const { hits: found, rewritten } = guard.check(text);
      if (!found[0]) continue;
      hits += 1;
      if (samples.length < SAMPLES)
        samples.push({
          messageId: id,
          at: at.toISOString(),
          text: maskPersonalData(text),
          phrase: maskPersonalData(found[0].text),
          rewritten: rewritten === null ? null : maskPersonalData(rewritten),
        });
    }
    return { checked: rows.length, hits, samples };
  }
}
