import { type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayDisconnect, WebSocketGateway } from '@nestjs/websockets';
import type { WebSocket } from 'ws';
import { z } from 'zod';
import { LiveBus } from '#app/base/events/live-bus.js';
import { type Page, PageFeed } from './page-feed.js';
import { Visitors } from './visitors.js';

const HELLO_WITHIN_MS = 5_000;
const PING_EVERY_MS = 25_000;
/** Close codes 4000-4999 are ours (RFC 6455 §7.4.2). */
const CLOSE = { noHello: 4000, badHello: 4001, badToken: 4003 } as const;

const hello = z.object({
  type: z.literal('hello'),
  token: z.string().max(200),
  since: z.number().int().min(0).default(0),
});

interface OpenPage extends Page {
  alive: boolean;
}

/**
 * Pushes a conversation's entries to its open pages, in seq order and each once. What happened
 * between two connections comes from the database, by the last seq the page has.
 */
@WebSocketGateway({ path: '/api/web/socket', maxPayload: 4_096 })
export class WebGateway
  implements
    OnGatewayConnection<WebSocket>,
    OnGatewayDisconnect<WebSocket>,
    OnApplicationBootstrap,
    OnApplicationShutdown
{
  private readonly pages = new Map<string, Set<OpenPage>>();
  private readonly bySocket = new WeakMap<WebSocket, OpenPage>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly visitors: Visitors,
    private readonly feed: PageFeed,
    private readonly live: LiveBus,
  ) {}

  onApplicationBootstrap(): void {
    this.live.on('conversations.changed', ({ ids }) => {
      this.feed.refresh(ids.flatMap((id) => [...(this.pages.get(id) ?? [])]));
    });
    this.timer = setInterval(() => this.heartbeat(), PING_EVERY_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
    for (const set of this.pages.values()) for (const page of set) page.socket.close(1001, 'restarting');
  }

  handleConnection(socket: WebSocket): void {
    const timer = setTimeout(() => socket.close(CLOSE.noHello, 'no hello'), HELLO_WITHIN_MS);
    socket.on('error', () => socket.terminate());
    socket.once('message', (data) => {
      clearTimeout(timer);
      this.join(socket, data.toString());
    });
    socket.once('close', () => clearTimeout(timer));
  }

  handleDisconnect(socket: WebSocket): void {
    const page = this.bySocket.get(socket);
    if (!page) return;
    const set = this.pages.get(page.conversationId);
    set?.delete(page);
    if (set?.size === 0) this.pages.delete(page.conversationId);
  }

  private join(socket: WebSocket, text: string): void {
    const parsed = hello.safeParse(parseJson(text));
    const visitor = parsed.success ? this.visitors.find(parsed.data.token) : undefined;
    if (!parsed.success || !visitor) {
      if (parsed.success) socket.close(CLOSE.badToken, 'unknown token');
      else socket.close(CLOSE.badHello, 'hello expected');
      return;
    }
    const page: OpenPage = {
      socket,
      conversationId: visitor.conversationId,
      seq: parsed.data.since,
      holder: '',
      alive: true,
    };
    socket.on('pong', () => {
      page.alive = true;
    });
    this.bySocket.set(socket, page);
    const set = this.pages.get(page.conversationId) ?? new Set();
    this.pages.set(page.conversationId, set.add(page));
    this.feed.refresh([page]);
  }

  private heartbeat(): void {
    for (const set of this.pages.values()) {
      for (const page of set) {
        if (!page.alive) {
          page.socket.terminate();
          continue;
        }
        page.alive = false;
        page.socket.ping();
      }
      this.feed.refresh(set);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
