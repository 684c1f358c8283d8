import { Injectable } from '@nestjs/common';
import type { Queryer, Tx } from '#app/base/db/database.js';
import type { Holder } from '#app/base/model/message.js';
import type { Conversation, NewEntry } from './conversation.js';

const COLUMNS = `id, channel, account_id AS "accountId", contact_key AS "contactKey", display_name AS "displayName",
  phone, status, holder, seat_id AS "seatId", held_since AS "heldSince", queued_at AS "queuedAt",
  transfer_reason AS "transferReason", attention, emotion, last_intent AS "lastIntent", last_seq AS "lastSeq",
  waiting_since AS "waitingSince", last_text AS "lastText", last_speaker AS "lastSpeaker", last_at AS "lastAt", state`;

@Injectable()
export class ConversationRepository {
  /** Locks in id order, so that two workers never wait for each other in a circle. */
  async lock(tx: Tx, ids: readonly string[]): Promise<Conversation[]> {
    return tx.query<Conversation>(
      `SELECT ${COLUMNS} FROM conversations WHERE id = ANY($1) ORDER BY id FOR UPDATE`,
      [ids],
    );
  }

  async find(q: Queryer, id: string): Promise<Conversation | undefined> {
    const rows = await q.query<Conversation>(`SELECT ${COLUMNS} FROM conversations WHERE id = $1`, [id]);
    return rows[0];
  }

  /** Who holds these conversations; one that has no message yet is not among them. */
  async holders(q: Queryer, ids: readonly string[]): Promise<Map<string, Holder>> {
    const rows = await q.query<{ id: string; holder: Holder }>(
      'SELECT id, holder FROM conversations WHERE id = ANY($1)',
      [ids],
    );
    return new Map(rows.map(({ id, holder }) => [id, holder]));
  }

  async append(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await tx.query(
      `INSERT INTO messages (id, conversation_id, seq, speaker, author, content, understanding, delivery, in_reply_to, at)
       SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::jsonb[], $7::jsonb[], $8::text[], $9::text[], $10::timestamptz[])`,
      [
        entries.map((e) => e.id),
        entries.map((e) => e.conversationId),
        entries.map((e) => e.seq),
        entries.map((e) => e.speaker),
        entries.map((e) => e.author),
        entries.map((e) => JSON.stringify(e.content)),
        entries.map((e) => (e.understanding ? JSON.stringify(e.understanding) : null)),
        entries.map((e) => e.delivery),
        entries.map((e) => e.inReplyTo),
        entries.map((e) => e.at),
      ],
    );
  }

  /** Writes back rows locked in this transaction. */
  async save(tx: Tx, rows: readonly Conversation[]): Promise<void> {
    await tx.query(
      `UPDATE conversations c SET phone = s.phone, status = s.status, holder = s.holder, seat_id = s."seatId",
         held_since = s."heldSince", queued_at = s."queuedAt", transfer_reason = s."transferReason",
         attention = s.attention, emotion = s.emotion, last_intent = s."lastIntent", last_seq = s."lastSeq",
         waiting_since = s."waitingSince", last_text = s."lastText", last_speaker = s."lastSpeaker",
         last_at = s."lastAt", state = s.state
       FROM jsonb_to_recordset($1::jsonb) AS s(id text, phone text, status text, holder text, "seatId" text,
         "heldSince" timestamptz, "queuedAt" timestamptz, "transferReason" text, attention text, emotion text,
         "lastIntent" text, "lastSeq" int, "waitingSince" timestamptz, "lastText" text, "lastSpeaker" text,
         "lastAt" timestamptz, state jsonb)
       WHERE c.id = s.id`,
      [JSON.stringify(rows)],
    );
  }

  /**
   * For each moment, by its milliseconds: how many in the queue joined before it (a customer's place in
   * line, 0 = next). One pass over the queue, however many ask.
   */
  async ahead(q: Queryer, moments: readonly Date[]): Promise<Map<number, number>> {
    const times = [...new Set(moments.map((moment) => moment.getTime()))].sort((a, b) => a - b);
    if (times.length === 0) return new Map();
    const rows = await q.query<{ passed: number; n: number }>(
      `SELECT width_bucket(queued_at, $1::timestamptz[]) AS passed, count(*)::int AS n
       FROM conversations WHERE holder = 'queue' AND queued_at < $2 GROUP BY 1`,
      [times.map((time) => new Date(time)), new Date(times.at(-1) ?? 0)],
    );
    const places = times.map(
      (time, i) => [time, rows.reduce((sum, row) => (row.passed <= i ? sum + row.n : sum), 0)] as const,
    );
    return new Map(places);
  }
}
