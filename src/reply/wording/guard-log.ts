import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import { Database, type Queryer, type Tx } from '#app/base/db/database.js';
import { maskPersonalData } from '#app/base/log/mask.js';
import type { GuardHit, GuardResult, Layer } from '../domain/guard/check.js';
import { LiveWording } from './live-wording.js';

export const OUTCOMES = ['blocked', 'rewritten', 'overridden', 'sent', 'observed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One finding of the guard in an agent's reply and what became of it. The phrase is masked. */
export interface LoggedHit {
  readonly id: string;
  readonly position: string;
  readonly at: Date;
  readonly conversationId: string | null;
  readonly messageId: string | null;
  readonly agent: string | null;
  readonly class: string;
  readonly severity: string;
  /** 1 rules, 2 classifier, 3 what was said before. */
  readonly layer: number;
  readonly ruleId: string | null;
  readonly phrase: string;
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly falseAlarmBy: string | null;
  readonly falseAlarmAt: Date | null;
}

export interface HitQuestion {
  readonly agent?: string | undefined;
  readonly class?: string | undefined;
  readonly ruleId?: string | undefined;
  readonly outcome?: Outcome | undefined;
  /** Only hits below this position. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/** An agent's reply, for the log. */
interface Spoken {
  readonly conversationId: string;
  readonly agent: string;
  readonly text: string;
}

interface Row
  extends Pick<LoggedHit, 'class' | 'severity' | 'layer' | 'ruleId' | 'phrase' | 'outcome' | 'reason'> {}

const LAYERS: Readonly<Record<Layer, number>> = { rules: 1, clauses: 2, state: 3 };
const LONGEST_PHRASE = 200;
const COLUMNS = `id, position::text, at, conversation_id AS "conversationId", message_id AS "messageId", agent, class,
  severity, layer, rule_id AS "ruleId", phrase, outcome, reason, false_alarm_by AS "falseAlarmBy",
  false_alarm_at AS "falseAlarmAt"`;

/** The hit log: what the guard found in agents' replies, what they did about it, and where it was wrong. */
@Injectable()
export class GuardLog {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly wording: LiveWording,
  ) {}

  /** A reply was refused. Its hits wait for what the agent does next. */
  async blocked(spoken: Spoken, checked: GuardResult): Promise<void> {
    const rows = checked.hits.map((hit) => this.row(hit, spoken.text, 'blocked', null));
    // The same refusal again (an impatient second click) is one entry.
    await this.db.tx(async (tx) => {
      await this.dropOpen(tx, spoken, false);
      await this.insert(tx, spoken, rows, null);
    });
  }

  /**
   * A reply went out: what had been blocked was rewritten, or overridden with a reason; what was only
   * warned of or observed is noted. Part of the reply's transaction.
   */
  async sent(
    tx: Tx,
    spoken: Spoken,
    sent: {
      readonly messageId: string;
      readonly checked: GuardResult;
      readonly reason: string | null;
      /** What the page's guard had found and the agent rewrote before sending. */
      readonly rewrote: readonly { readonly class: string; readonly text: string }[];
    },
  ): Promise<void> {
    const { checked, reason, messageId } = sent;
    // What is sent all the same gets its entry below.
    await this.dropOpen(tx, spoken, true);
    const out = checked.hits.map((hit) =>
      hit.severity === 'block' && reason !== null
        ? this.row(hit, spoken.text, 'overridden', reason)
        : this.row(hit, spoken.text, 'sent', null),
    );
    const still = new Set(checked.hits.map((hit) => `${hit.class}${hit.text}`));
    const rewritten = sent.rewrote
      .filter((one) => !still.has(`${one.class}${one.text}`))
      .map(
        (one): Row => ({
          class: one.class,
          severity: 'block',
          layer: 1,
          ruleId: null,
          phrase: shown(one.text),
          outcome: 'rewritten',
          reason: null,
        }),
      );
    await tx.query(
      `UPDATE guard_hits SET outcome = 'rewritten', message_id = $3
       WHERE conversation_id = $1 AND agent = $2 AND outcome = 'blocked'`,
      [spoken.conversationId, spoken.agent, messageId],
    );
    const observed = this.wording
      .observedIn(spoken.text)
      .map((found) => ({ ...this.row(found.hit, spoken.text, 'observed', null), ruleId: found.ruleId }));
    await this.insert(tx, spoken, [...out, ...rewritten, ...observed], messageId);
  }

  /** Newest first. */
  async list(
    q: Queryer,
    { agent, class: code, ruleId, outcome, before, limit }: HitQuestion,
  ): Promise<LoggedHit[]> {
    return q.query<LoggedHit>(
      `SELECT ${COLUMNS} FROM guard_hits
       WHERE ($1::text IS NULL OR agent = $1) AND ($2::text IS NULL OR class = $2) AND ($3::text IS NULL OR rule_id = $3)
         AND ($4::text IS NULL OR outcome = $4) AND ($5::bigint IS NULL OR guard_hits.position < $5)
       ORDER BY guard_hits.position DESC LIMIT $6`,
      [agent ?? null, code ?? null, ruleId ?? null, outcome ?? null, before ?? null, limit],
    );
  }

  async find(q: Queryer, id: string): Promise<LoggedHit | undefined> {
    return (await q.query<LoggedHit>(`SELECT ${COLUMNS} FROM guard_hits WHERE id = $1`, [id]))[0];
  }

  /** Somebody says that this was no violation; the first who says so stands. */
  async markFalseAlarm(tx: Tx, id: string, by: string): Promise<void> {
    await tx.query(
      `UPDATE guard_hits SET false_alarm_by = $2, false_alarm_at = $3 WHERE id = $1 AND false_alarm_by IS NULL`,
      [id, by, this.clock.now()],
    );
  }

  /** Per rule: how often it hit and how often that was a false alarm. */
  async figures(q: Queryer): Promise<Map<string, { hits: number; falseAlarms: number }>> {
    const rows = await q.query<{ ruleId: string; hits: number; falseAlarms: number }>(
      `SELECT rule_id AS "ruleId", count(*)::int AS hits, count(false_alarm_by)::int AS "falseAlarms"
       FROM guard_hits WHERE rule_id IS NOT NULL AND at > $1 GROUP BY rule_id`,
      [new Date(this.clock.now().getTime() - 30 * 86_400_000)],
    );
    return new Map(rows.map(({ ruleId, ...figures }) => [ruleId, figures]));
  }

  /** Drops entries that wait for an outcome: all, or those whose phrase stands in the text again. */
  private async dropOpen(
    tx: Tx,
    { conversationId, agent, text }: Spoken,
    onlyStillThere: boolean,
  ): Promise<void> {
    await tx.query(
      `DELETE FROM guard_hits WHERE conversation_id = $1 AND agent = $2 AND outcome = 'blocked'
         AND (NOT $4 OR position(phrase IN $3) > 0)`,
      [conversationId, agent, maskPersonalData(text), onlyStillThere],
    );
  }

  private row(hit: GuardHit, text: string, outcome: Outcome, reason: string | null): Row {
    return {
      class: hit.class,
      severity: hit.severity,
      layer: LAYERS[hit.layer],
      ruleId: hit.layer === 'rules' ? this.wording.ownRuleOf(text, hit) : null,
      phrase: shown(hit.text),
      outcome,
      reason,
    };
  }

  private async insert(
    tx: Tx,
    spoken: Spoken,
    rows: readonly Row[],
    messageId: string | null,
  ): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `INSERT INTO guard_hits (id, at, conversation_id, message_id, speaker, agent, class, severity, layer, rule_id,
         phrase, outcome, reason)
       SELECT r.id, $2, $3, $4, 'seat', $5, r.class, r.severity, r.layer, r."ruleId", r.phrase, r.outcome, r.reason
       FROM jsonb_to_recordset($1::jsonb) AS r(id text, class text, severity text, layer int, "ruleId" text, phrase text,
         outcome text, reason text)`,
      [
        JSON.stringify(rows.map((row) => ({ id: `hit_${randomBytes(12).toString('base64url')}`, ...row }))),
        this.clock.now(),
        spoken.conversationId,
        messageId,
        spoken.agent,
      ],
    );
  }
}

const shown = (text: string): string => maskPersonalData(text).slice(0, LONGEST_PHRASE);
