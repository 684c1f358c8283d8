import { Injectable } from '@nestjs/common';
import { Database } from '#app/base/db/database.js';
import { maskPersonalData } from '#app/base/log/mask.js';

export const TABS = ['all', 'waiting', 'mine', 'queue', 'bot'] as const;
export type Tab = (typeof TABS)[number];

/** One row of the console's list. The phone is masked; the preview too. */
export interface Summary {
  readonly id: string;
  readonly channel: string;
  readonly displayName: string | null;
  readonly phone: string | null;
  readonly status: string;
  readonly holder: string;
  readonly seat: { readonly id: string; readonly displayName: string } | null;
  readonly queuedAt: string | null;
  readonly attention: string;
  readonly emotion: string;
  readonly lastIntent: string | null;
  readonly lastSeq: number;
  readonly waitingSince: string | null;
  readonly preview: string;
  readonly lastSpeaker: string | null;
  readonly lastAt: string | null;
  /** Of its newest entry; grows with every change, so a page can ask for what came after. */
  readonly position: number;
  readonly transferReason: string | null;
}

interface Row extends Omit<Summary, 'seat' | 'preview' | 'position'> {
  readonly seatId: string | null;
  readonly seatName: string | null;
  readonly lastText: string | null;
  readonly position: string | null;
}

const SELECT = `
  SELECT c.id, c.channel, c.display_name AS "displayName", c.phone, c.status, c.holder, c.seat_id AS "seatId",
         u.display_name AS "seatName", c.queued_at AS "queuedAt", c.attention, c.emotion, c.last_intent AS "lastIntent",
         c.last_seq AS "lastSeq", c.waiting_since AS "waitingSince", c.last_text AS "lastText",
         c.last_speaker AS "lastSpeaker", c.last_at AS "lastAt", c.transfer_reason AS "transferReason",
         (SELECT m.position FROM messages m WHERE m.conversation_id = c.id AND m.seq = c.last_seq) AS position
  FROM conversations c LEFT JOIN users u ON u.id = c.seat_id`;

const WHERE: Readonly<Record<Tab, string>> = {
  all: 'TRUE',
  waiting: 'c.waiting_since IS NOT NULL',
  mine: `c.holder = 'seat' AND c.seat_id = $2`,
  queue: `c.holder = 'queue'`,
  bot: `c.holder = 'bot'`,
};

/** Danger first, then whoever waits longest for a human, then the rest by last activity (reference: ux §2, 1). */
const ORDER = `ORDER BY (c.waiting_since IS NOT NULL AND c.attention = 'danger') DESC,
  (c.waiting_since IS NOT NULL) DESC, c.waiting_since, c.last_at DESC NULLS LAST`;

@Injectable()
export class ConversationList {
  constructor(private readonly db: Database) {}

  async list(tab: Tab, seatId: string, limit: number): Promise<Summary[]> {
    const rows = await this.db.query<Row>(
      `${SELECT} WHERE ${WHERE[tab]} AND ($2::text IS NOT NULL) ${ORDER} LIMIT $1`,
      [limit, seatId],
    );
    return rows.map(toSummary);
  }

  async byIds(ids: readonly string[]): Promise<Summary[]> {
    const rows = await this.db.query<Row>(`${SELECT} WHERE c.id = ANY($1)`, [ids]);
    return rows.map(toSummary);
  }

  /**
   * Conversations that changed after a position. Positions become visible in the order of commits,
   * not of numbers, so it reads a little back; a summary that comes twice changes nothing.
   */
  async changedSince(position: number, limit: number): Promise<Summary[]> {
    const rows = await this.db.query<{ id: string }>(
      `SELECT conversation_id AS id FROM messages WHERE position > $1
       GROUP BY conversation_id ORDER BY max(position) DESC LIMIT $2`,
      [Math.max(0, position - 500), limit],
    );
    return this.byIds(rows.map((row) => row.id));
  }
}

function toSummary({ seatId, seatName, lastText, position, phone, ...row }: Row): Summary {
  return {
    ...row,
    phone: phone ? maskPersonalData(phone) : null,
    seat: seatId ? { id: seatId, displayName: seatName ?? seatId } : null,
    preview: maskPersonalData(lastText ?? ''),
    position: Number(position ?? 0),
  };
}
