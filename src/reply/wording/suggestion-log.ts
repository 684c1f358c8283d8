import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '#app/base/clock/clock.js';
import { Database, type Queryer, type Tx } from '#app/base/db/database.js';
import { editRatio } from '../domain/suggest/edit-distance.js';
import { countKey, type LearnedCounts, type Taken } from '../domain/suggest/learned.js';

/** Counts of other processes' agents reach this one after so long. */
const READ_AGAIN_MS = 30_000;

interface OfferedLine {
  readonly place: string;
  readonly text: string;
}

export interface Offer {
  readonly conversationId: string;
  /** The newest entry the suggestions were made for. */
  readonly seq: number;
  readonly situations: readonly string[];
  readonly lines: readonly OfferedLine[];
}

interface OfferRow {
  readonly id: string;
  readonly situations: readonly string[];
  readonly items: readonly OfferedLine[];
}

/** What was offered, what was taken and how much it was changed: counts per script and kind of situation. */
@Injectable()
export class SuggestionLog {
  private counts: LearnedCounts = new Map();
  private readAt = 0;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** At most half a minute old. */
  async learned(): Promise<LearnedCounts> {
    const now = this.clock.now().getTime();
    if (now - this.readAt >= READ_AGAIN_MS) {
      this.readAt = now;
      await this.readCounts();
    }
    return this.counts;
  }

  /** Notes what is on the agent's screen. The same moment twice is the same offer. @returns ids of the lines */
  async offer(q: Queryer, { conversationId, seq, situations, lines }: Offer): Promise<readonly string[]> {
    const id = `off_${createHash('sha256').update(`${conversationId}:${seq}`).digest('base64url').slice(0, 22)}`;
    await q.query(
      `INSERT INTO suggestion_offers (id, conversation_id, seq, situations, items, created_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (id) DO UPDATE SET items = excluded.items, situations = excluded.situations
         WHERE suggestion_offers.taken_at IS NULL AND suggestion_offers.items <> excluded.items`,
      [id, conversationId, seq, situations, JSON.stringify(lines), this.clock.now()],
    );
    return lines.map((_, index) => `${id}.${index}`);
  }

  /**
   * An agent has answered: the newest offer of the conversation counts as shown, and the line it was made
   * from as taken. Texts of offers are dropped then; only places and figures stay. Part of the reply's transaction.
   * @param suggestionId as `offer` gave it; one of another conversation or of long ago counts as none
   */
  async settle(
    tx: Tx,
    reply: {
      readonly conversationId: string;
      readonly suggestionId: string | undefined;
      readonly text: string;
      readonly messageId: string;
    },
  ): Promise<void> {
    const [offerId, index] = reply.suggestionId?.split('.') ?? [];
    const rows = await tx.query<OfferRow>(
      `SELECT id, situations, items FROM suggestion_offers WHERE conversation_id = $1 AND taken_at IS NULL
       ORDER BY (id = $2) DESC, seq DESC LIMIT 1 FOR UPDATE`,
      [reply.conversationId, offerId ?? ''],
    );
    const offer = rows[0];
    if (!offer) return;
    const taken = offer.id === offerId ? offer.items[Number(index)] : undefined;
    const ratio = taken ? editRatio(taken.text, reply.text) : 0;
    await tx.query(
      `UPDATE suggestion_offers SET taken_at = $2, taken = $3, edit_ratio = $4, message_id = $5, items = $6 WHERE id = $1`,
      [
        offer.id,
        this.clock.now(),
        taken?.place ?? null,
        taken ? ratio : null,
        reply.messageId,
        JSON.stringify(offer.items.map(({ place }) => ({ place }))),
      ],
    );
    await tx.query('DELETE FROM suggestion_offers WHERE conversation_id = $1 AND taken_at IS NULL', [
      reply.conversationId,
    ]);
    await this.count(tx, offer, taken?.place, ratio);
  }

  private async count(tx: Tx, offer: OfferRow, taken: string | undefined, ratio: number): Promise<void> {
    const rows = offer.situations
      .flatMap((situation) =>
        offer.items.map(({ place }) => ({
          situation,
          place,
          picked: place === taken ? 1 : 0,
          edited: place === taken ? ratio : 0,
        })),
      )
      .sort((a, b) => (`${a.situation}#${a.place}` < `${b.situation}#${b.place}` ? -1 : 1));
    await tx.query(
      `INSERT INTO suggestion_counts AS c (situation, place, shown, picked, edited)
       SELECT situation, place, 1, picked, edited
       FROM jsonb_to_recordset($1::jsonb) AS r(situation text, place text, picked int, edited real)
       ON CONFLICT (situation, place) DO UPDATE
         SET shown = c.shown + 1, picked = c.picked + excluded.picked, edited = c.edited + excluded.edited`,
      [JSON.stringify(rows)],
    );
    tx.afterCommit(() => {
      this.readAt = 0;
    });
  }

  private async readCounts(): Promise<void> {
    const rows = await this.db.query<Taken & { situation: string; place: string }>(
      'SELECT situation, place, shown, picked, edited FROM suggestion_counts',
    );
    this.counts = new Map(rows.map(({ situation, place, ...taken }) => [countKey(situation, place), taken]));
  }
}
