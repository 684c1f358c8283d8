import { Injectable } from '@nestjs/common';
import { Database } from '#app/base/db/database.js';
import { ConversationRepository, Transcript } from '#app/conversations/index.js';
import type { GuardContext, Turn } from '../domain/guard/guard-context.js';

/** Our replies that the stateful rules look at, and the customer's words that a reply may repeat. */
const REPLIES = 8;
const ECHOES = 5;
const LINES = 40;

/** What the guard has to know of a conversation to judge the next reply in it. */
@Injectable()
export class ReplyRecord {
  constructor(
    private readonly db: Database,
    private readonly conversations: ConversationRepository,
    private readonly transcript: Transcript,
  ) {}

  /**
   * @param messageId the reply itself, should it be in the record already (a repeated click)
   * @returns nothing for a conversation that does not exist
   */
  async contextOf(conversationId: string, messageId?: string): Promise<GuardContext> {
    const row = await this.conversations.find(this.db, conversationId);
    if (!row) return {};
    const after = Math.max(0, row.lastSeq - LINES);
    const lines = (await this.transcript.after(this.db, conversationId, after)).filter(
      (line) => line.id !== messageId,
    );
    const textsOf = (speakers: readonly string[]): string[] =>
      lines.flatMap(({ speaker, content }) =>
        speakers.includes(speaker) && content.kind === 'text' ? [content.text] : [],
      );
    const turns = lines.flatMap(({ speaker, content, at }): Turn[] =>
      content.kind !== 'text' || speaker === 'system'
        ? []
        : [{ by: speaker === 'customer' ? 'customer' : 'us', text: content.text, at: at.getTime() }],
    );
    return {
      turns,
      previousReplies: textsOf(['bot', 'seat']).slice(-REPLIES),
      echoes: textsOf(['customer']).slice(-ECHOES),
    };
  }
}
