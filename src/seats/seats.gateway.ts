import type { IncomingMessage } from 'node:http';
import { type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayDisconnect, WebSocketGateway } from '@nestjs/websockets';
import type { WebSocket } from 'ws';
import { isSameOrigin, SessionReader } from '#app/accounts/index.js';
import { LiveBus } from '#app/base/events/live-bus.js';
import { Logger } from '#app/base/log/logger.js';
import { ConversationList, type Summary } from './conversation-list.js';

const CLOSE_UNAUTHENTICATED = 4001;
const HEARTBEAT_MS = 25_000;
/** Changes of this long are read together and sent to every open console. */
const COLLECT_MS = 60;
const RESYNC_LIMIT = 500;

interface Console {
  readonly socket: WebSocket;
  readonly cookie: string | undefined;
  alive: boolean;
}

/** Pushes changed conversations to open consoles: `{seq, type:'conversation', data}`, resync by `?since=seq`. */
@WebSocketGateway({ path: '/api/seats/socket', maxPayload: 1_024 })
export class SeatsGateway
  implements
    OnGatewayConnection<WebSocket>,
    OnGatewayDisconnect<WebSocket>,
    OnApplicationBootstrap,
    OnApplicationShutdown
{
  private readonly consoles = new Map<WebSocket, Console>();
  private readonly changed = new Set<string>();
  private collecting: NodeJS.Timeout | undefined;
  private heart: NodeJS.Timeout | undefined;

  constructor(
    private readonly sessions: SessionReader,
    private readonly list: ConversationList,
    private readonly live: LiveBus,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.live.on('conversations.changed', ({ ids }) => this.collect(ids));
    this.heart = setInterval(() => void this.heartbeat(), HEARTBEAT_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.heart);
    clearTimeout(this.collecting);
    for (const { socket } of this.consoles.values()) socket.close(1001, 'restarting');
  }

  async handleConnection(socket: WebSocket, request: IncomingMessage): Promise<void> {
    socket.on('error', () => socket.terminate());
    const { origin, host, cookie } = request.headers;
    const allowed = origin === undefined || isSameOrigin(origin, host ?? '');
    const user = allowed ? await this.sessions.read(cookie).catch(() => null) : null;
    if (!user) return socket.close(CLOSE_UNAUTHENTICATED, 'sign in first');
    if (socket.readyState !== socket.OPEN) return;
    const page: Console = { socket, cookie, alive: true };
    socket.on('pong', () => {
      page.alive = true;
    });
    this.consoles.set(socket, page);
    await this.resync(socket, request.url ?? '');
  }

  handleDisconnect(socket: WebSocket): void {
    this.consoles.delete(socket);
  }

  private async resync(socket: WebSocket, url: string): Promise<void> {
    const since = Number(new URL(url, 'http://localhost').searchParams.get('since') ?? Number.NaN);
    if (!Number.isSafeInteger(since) || since < 0) return;
    for (const summary of await this.list.changedSince(since, RESYNC_LIMIT)) send(socket, summary);
  }

  private collect(ids: readonly string[]): void {
    if (this.consoles.size === 0) return;
    for (const id of ids) this.changed.add(id);
    this.collecting ??= setTimeout(() => void this.broadcast(), COLLECT_MS);
  }

  private async broadcast(): Promise<void> {
    this.collecting = undefined;
    const ids = [...this.changed];
    this.changed.clear();
    try {
      const summaries = await this.list.byIds(ids);
      for (const { socket } of this.consoles.values()) for (const summary of summaries) send(socket, summary);
    } catch (error) {
      this.log.warn('consoles not brought up to date; they will resync', { error: String(error) });
      for (const { socket } of this.consoles.values()) socket.close(1011, 'try again');
    }
  }

  /** A session that has ended must not go on listening. */
  private async heartbeat(): Promise<void> {
    for (const page of [...this.consoles.values()]) {
      if (!page.alive) {
        page.socket.terminate();
        continue;
      }
      page.alive = false;
      page.socket.ping();
      const user = await this.sessions.peek(page.cookie).catch(() => null);
      if (!user) page.socket.close(CLOSE_UNAUTHENTICATED, 'signed out');
    }
  }
}

function send(socket: WebSocket, summary: Summary): void {
  if (socket.readyState === socket.OPEN)
    socket.send(JSON.stringify({ seq: summary.position, type: 'conversation', data: summary }));
}
