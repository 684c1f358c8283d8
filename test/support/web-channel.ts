import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { WsAdapter } from '@nestjs/platform-ws';
import type { Database } from '#app/base/db/database.js';
import { ErrorFilter } from '#app/base/http/error-filter.js';
import { Logger } from '#app/base/log/logger.js';
import {
  type ChannelAdapter,
  ChannelRegistry,
  ChannelsModule,
  type OutboundMessage,
} from '#app/channels/index.js';
import { conversationIdOf } from '#app/conversations/index.js';
import type { Address, ChannelUnderTest } from './channel-conformance.js';
import { ChatClient } from './chat-client.js';
import { ChatSocket } from './chat-socket.js';
import { testFloor } from './floor.js';
import { openTestDatabase, type TestDatabase } from './test-database.js';

interface Visitor {
  readonly client: ChatClient;
  page: ChatSocket;
  /** What its page showed before it had to reconnect. */
  readonly earlier: string[];
}

/** The web chat behind its real door; each contact is a visitor with an open page. */
export class WebChannel implements ChannelUnderTest {
  private readonly visitors = new Map<string, Visitor>();

  private constructor(
    private readonly opened: TestDatabase,
    private app: NestFastifyApplication,
    private url: string,
  ) {}

  static async open(): Promise<WebChannel> {
    const opened = await openTestDatabase();
    const app = await listen(opened.db);
    return new WebChannel(opened, app, await app.getUrl());
  }

  adapter(): ChannelAdapter {
    const adapter = this.app.get(ChannelRegistry, { strict: false }).find('web');
    if (!adapter) throw new Error('the web channel is not registered');
    return adapter;
  }

  async arrives(contact: string, delivery: string, text: string): Promise<void> {
    const { client } = await this.visitor(contact);
    await client.sends(text, delivery);
  }

  async heard(contact: string): Promise<readonly string[]> {
    const { conversationId } = await this.addressOf(contact);
    const rows = await this.opened.db.query<{ text: string }>(
      `SELECT content->>'text' AS text FROM inbox WHERE conversation_id = $1 AND channel = 'web' ORDER BY id`,
      [conversationId],
    );
    return rows.map(({ text }) => text);
  }

  async addressOf(contact: string): Promise<Address> {
    const contactKey = (await this.visitor(contact)).client.token.split('.')[1] ?? '';
    return {
      conversationId: conversationIdOf('web', 'default', contactKey),
      accountId: 'default',
      contactKey,
    };
  }

  /** Bare rows: the rooms that write them are no part of the channel. */
  async commits(messages: readonly OutboundMessage[]): Promise<void> {
    for (const { id, conversationId, accountId, contactKey, content } of messages) {
      await this.opened.db.query(
        `INSERT INTO conversations (id, channel, account_id, contact_key) VALUES ($1, 'web', $2, $3) ON CONFLICT DO NOTHING`,
        [conversationId, accountId, contactKey],
      );
      await this.opened.db.query(
        `WITH next AS (UPDATE conversations SET last_seq = last_seq + 1 WHERE id = $2 RETURNING last_seq)
         INSERT INTO messages (id, conversation_id, seq, speaker, content, at)
         SELECT $1, $2, last_seq, 'bot', $3::jsonb, now() FROM next`,
        [id, conversationId, JSON.stringify(content)],
      );
    }
  }

  async shown(contact: string): Promise<readonly string[]> {
    const { earlier, page } = await this.visitor(contact);
    return [...earlier, ...textsOn(page)];
  }

  async restart(): Promise<void> {
    await this.app.close();
    this.app = await listen(this.opened.db);
    this.url = await this.app.getUrl();
    for (const visitor of this.visitors.values()) {
      const last = visitor.page.seqs.at(-1) ?? 0;
      visitor.earlier.push(...textsOn(visitor.page));
      visitor.client.url = this.url;
      visitor.page = await ChatSocket.open(this.url, visitor.client.token, last);
    }
  }

  async close(): Promise<void> {
    for (const { page } of this.visitors.values()) await page.close();
    await this.app.close();
    await this.opened.close();
  }

  private async visitor(contact: string): Promise<Visitor> {
    const known = this.visitors.get(contact);
    if (known) return known;
    const client = await ChatClient.arrive(this.url);
    const made = { client, page: await ChatSocket.open(this.url, client.token), earlier: [] };
    this.visitors.set(contact, made);
    return made;
  }
}

const textsOn = (page: ChatSocket): string[] =>
  page.messages.map(({ content }) => content.text ?? content.kind);

/** The door without its pages: their file server cannot be loaded under jest on Node 20. */
async function listen(db: Database): Promise<NestFastifyApplication> {
  class WebAlone {}
  const module = { module: WebAlone, imports: [testFloor(db), ChannelsModule.forRole('all')] };
  const adapter = new FastifyAdapter({ forceCloseConnections: true });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: false,
    abortOnError: false,
  });
  // biome-ignore lint/correctness/useHookAtTopLevel: Nest's method, no React hook
  app.useWebSocketAdapter(new WsAdapter(app));
  // biome-ignore lint/correctness/useHookAtTopLevel: as above
  app.useGlobalFilters(new ErrorFilter(new Logger('silent')));
  await app.listen(0, '127.0.0.1');
  return app;
}
