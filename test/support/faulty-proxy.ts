import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Where the proxied server listens: a TCP address or a Unix socket. */
export type Upstream = { readonly host: string; readonly port: number } | { readonly path: string };

/** A cable to a server that can be cut, and that can lose what the server answers. */
export class FaultyProxy {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private deaf = false;
  private port = 0;

  constructor(private readonly upstream: Upstream) {}

  /** Resolves with the local port. */
  async start(): Promise<number> {
    this.deaf = false;
    this.server = createServer((client) => this.join(client));
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
    return this.port;
  }

  /** Every connection breaks and no new one is taken, until `start`. */
  async cut(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    const { server } = this;
    this.server = undefined;
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  /** The server hears everything and its answers are lost: whoever asks cannot know what was done. */
  loseAnswers(): void {
    this.deaf = true;
  }

  private join(client: Socket): void {
    const server = connect(this.upstream);
    for (const socket of [client, server]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (chunk) => server.write(chunk));
    server.on('data', (chunk) => {
      if (!this.deaf) client.write(chunk);
    });
  }
}
