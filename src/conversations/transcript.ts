import { Injectable } from '@nestjs/common';
import type { Queryer } from '#app/base/db/database.js';
import type { Content, Speaker } from '#app/base/model/message.js';
import type { Understanding } from '#app/base/model/understanding.js';

export interface TranscriptLine {
  readonly id: string;
  readonly seq: number;
  readonly position: string;
  readonly speaker: Speaker;
  readonly author: string | null;
  readonly content: Content;
  readonly understanding: Understanding | null;
  readonly delivery: string | null;
  readonly at: Date;
}

/** What a customer may see comes without what we thought of it. */
export type SpokenLine = Omit<TranscriptLine, 'understanding'>;

/** Entries in one read at most; who gets so many has to ask again. */
export const LINES_PER_READ = 500;

/** Reads the record. Never writes: entries come in through ConversationRepository.append only. */
@Injectable()
export class Transcript {
  /** Entries with a seq above `after`, oldest first, 500 at most. */
  async after(q: Queryer, conversationId: string, after: number): Promise<TranscriptLine[]> {
    return q.query<TranscriptLine>(
      `SELECT id, seq, position::text, speaker, author, content, understanding, delivery, at FROM messages
       WHERE conversation_id = $1 AND seq > $2 ORDER BY seq LIMIT ${LINES_PER_READ}`,
      [conversationId, after],
    );
  }

  /** The same for many readers at once, in the order of `readers`. */
  async afterEach(
    q: Queryer,
    readers: readonly { conversationId: string; after: number }[],
  ): Promise<SpokenLine[][]> {
    const rows = await q.query<SpokenLine & { reader: number }>(
      `SELECT r.n::int AS reader, m.* FROM unnest($1::text[], $2::int[]) WITH ORDINALITY AS r(id, after, n)
       CROSS JOIN LATERAL (
         SELECT id, seq, position::text, speaker, author, content, delivery, at FROM messages
         WHERE conversation_id = r.id AND seq > r.after ORDER BY seq LIMIT ${LINES_PER_READ}) m
       ORDER BY r.n, m.seq`,
      [readers.map((reader) => reader.conversationId), readers.map((reader) => reader.after)],
    );
    const lines: SpokenLine[][] = readers.map(() => []);
    for (const { reader, ...line } of rows) lines[reader - 1]?.push(line);
    return lines;
  }
}
