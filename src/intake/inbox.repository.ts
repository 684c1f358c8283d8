import { Injectable } from '@nestjs/common';
import type { Queryer, Tx } from '#app/base/db/database.js';
import type { ChannelId, Content } from '#app/base/model/message.js';

export interface InboxMessage {
  readonly inboxId: string;
  readonly messageId: string;
  readonly conversationId: string;
  readonly channel: ChannelId;
  readonly accountId: string;
  readonly contactKey: string;
  readonly content: Content;
  readonly sender: { readonly displayName?: string; readonly phone?: string };
  readonly receivedAt: Date;
  readonly failures: number;
}

const COLUMNS = `id AS "inboxId", message_id AS "messageId", conversation_id AS "conversationId", channel,
  account_id AS "accountId", contact_key AS "contactKey", content, sender, received_at AS "receivedAt", failures`;

/** What has been accepted and is not handled yet. */
@Injectable()
export class InboxRepository {
  /**
   * Opens the conversations whose first message waits, in id order like the locks that follow. A
   * conversation exists from its first message on, never before (peers: hexabot#1239).
   */
  async openConversations(tx: Tx, conversationIds: readonly string[]): Promise<void> {
    await tx.query(
      `INSERT INTO conversations (id, channel, account_id, contact_key, display_name, phone)
       SELECT DISTINCT ON (conversation_id)
         conversation_id, channel, account_id, contact_key, sender->>'displayName', sender->>'phone'
       FROM inbox i WHERE conversation_id = ANY($1) AND handled_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.id = i.conversation_id)
       ORDER BY conversation_id, id
       ON CONFLICT DO NOTHING`,
      [conversationIds],
    );
  }

  /** Waiting messages in the order of arrival. Call only while holding the conversations' locks. */
  async waiting(tx: Tx, conversationIds: readonly string[], limit: number): Promise<InboxMessage[]> {
    return tx.query<InboxMessage>(
      `SELECT ${COLUMNS} FROM inbox WHERE conversation_id = ANY($1) AND handled_at IS NULL ORDER BY id LIMIT $2`,
      [conversationIds, limit],
    );
  }

  async markHandled(tx: Tx, inboxIds: readonly string[]): Promise<void> {
    await tx.query('UPDATE inbox SET handled_at = now() WHERE id = ANY($1::bigint[])', [inboxIds]);
  }

  /** Counts a failure against the conversation's first waiting message; returns how many it has had. */
  async recordFailure(q: Queryer, conversationId: string, error: string): Promise<number> {
    const rows = await q.query<{ failures: number }>(
      `UPDATE inbox SET failures = failures + 1, last_error = $2
       WHERE id = (SELECT id FROM inbox WHERE conversation_id = $1 AND handled_at IS NULL ORDER BY id LIMIT 1)
       RETURNING failures`,
      [conversationId, error.slice(0, 500)],
    );
    return rows[0]?.failures ?? 0;
  }

  /** Conversations with a message that has waited longer than `olderThanMs`. */
  async overdue(q: Queryer, olderThanMs: number, limit: number): Promise<string[]> {
    const rows = await q.query<{ id: string }>(
      `SELECT DISTINCT conversation_id AS id FROM inbox
       WHERE handled_at IS NULL AND received_at < now() - make_interval(secs => $1 / 1000.0) LIMIT $2`,
      [olderThanMs, limit],
    );
    return rows.map((row) => row.id);
  }
}
