import { Injectable } from '@nestjs/common';
import type { WebSocket } from 'ws';
import { Database } from '#app/base/db/database.js';
import { Logger } from '#app/base/log/logger.js';
import {
  ConversationRepository,
  LINES_PER_READ,
  type SpokenLine,
  Transcript,
} from '#app/conversations/index.js';
import { customerView } from './customer-view.js';

/** An open chat page and what it has been told so far. */
export interface Page {
  readonly socket: WebSocket;
  readonly conversationId: string;
  /** Seq of the last entry sent; 0 for none. */
  seq: number;
  /** Holder told last; '' for none. */
  holder: string;
}

const PAGES_PER_READ = 100;

/**
 * Brings open pages up to date, each entry once and in seq order. One read is under way at a time and
 * serves all pages that became due meanwhile: a statement for every page and change would cost
 * PostgreSQL more than the turns themselves.
 */
@Injectable()
export class PageFeed {
  private readonly due = new Set<Page>();
  private reading = false;

  constructor(
    private readonly db: Database,
    private readonly conversations: ConversationRepository,
    private readonly transcript: Transcript,
    private readonly log: Logger,
  ) {}

  refresh(pages: Iterable<Page>): void {
    for (const page of pages) this.due.add(page);
    void this.read();
  }

  private async read(): Promise<void> {
    if (this.reading) return;
    this.reading = true;
    while (this.due.size > 0) {
      const pages = [...this.due].slice(0, PAGES_PER_READ);
      for (const page of pages) this.due.delete(page);
      await this.readFor(pages).catch((error: unknown) => this.sendAway(pages, error));
    }
    this.reading = false;
  }

  private async readFor(pages: readonly Page[]): Promise<void> {
    const [lines, holders] = await Promise.all([
      this.transcript.afterEach(
        this.db,
        pages.map(({ conversationId, seq }) => ({ conversationId, after: seq })),
      ),
      this.conversations.holders(
        this.db,
        pages.map((page) => page.conversationId),
      ),
    ]);
    for (const [i, page] of pages.entries())
      this.show(page, lines[i] ?? [], holders.get(page.conversationId) ?? 'bot');
  }

  private show(page: Page, lines: readonly SpokenLine[], holder: string): void {
    for (const message of customerView(lines))
      send(page, { seq: message.seq, type: 'message', data: message });
    page.seq = lines.at(-1)?.seq ?? page.seq;
    if (lines.length === LINES_PER_READ) this.due.add(page);
    if (holder !== page.holder) send(page, { type: 'holder', data: { holder } });
    page.holder = holder;
  }

  private sendAway(pages: readonly Page[], error: unknown): void {
    this.log.warn('pages not brought up to date; they will reconnect', {
      error: String(error),
      pages: pages.length,
    });
    for (const { socket } of pages) socket.close(1011, 'try again');
  }
}

function send(page: Page, frame: object): void {
  if (page.socket.readyState === page.socket.OPEN) page.socket.send(JSON.stringify(frame));
}
