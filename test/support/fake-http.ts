import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}
export interface Said {
  readonly status: number;
  readonly json?: unknown;
  readonly raw?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** ok; deaf = does the work and never answers; cut = does the work and breaks the line; or a fixed answer instead. */
export type Mood = 'ok' | 'deaf' | 'cut' | Said;

/** A server of JSON answers on the loopback, in a mood. */
export abstract class FakeHttp {
  mood: Mood = 'ok';
  /** Only requests of this method feel the mood. */
  moodOn: 'GET' | 'POST' | 'PUT' | 'all' = 'all';
  readonly heard: Heard[] = [];
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void this.handle(request, response, Buffer.concat(chunks)));
  });

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async start(): Promise<this> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  protected abstract answer(heard: Heard): Said | Promise<Said>;

  private async handle(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake');
    const method = request.method ?? 'GET';
    const heard = { method, path: url.pathname, query: url.searchParams, headers: request.headers, body };
    this.heard.push(heard);
    const mood = this.moodOn === 'all' || this.moodOn === method ? this.mood : 'ok';
    const said = typeof mood === 'object' ? mood : await this.answer(heard);
    if (mood === 'deaf') return;
    if (mood === 'cut') return void request.socket.resetAndDestroy();
    response.writeHead(said.status, { 'content-type': 'application/json', ...said.headers });
    response.end(said.raw ?? (said.json === undefined ? '' : JSON.stringify(said.json)));
  }
}
