import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface ReceivedWebhook {
  readonly id: string;
  /** What the package `standardwebhooks` made of it, or the name of its refusal. */
  readonly verified: unknown;
  readonly raw: string;
  readonly headers: IncomingMessage['headers'];
}

export type Answer = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

export const answerWith =
  (status: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  (_request, response) => {
    response.writeHead(status, headers).end();
  };

/** An endpoint on the loopback that verifies with code that is not ours and behaves as it is told. */
export class WebhookReceiver {
  readonly received: ReceivedWebhook[] = [];
  answer: Answer = answerWith(204);
  private readonly verifier: Webhook;
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.record(request, Buffer.concat(chunks).toString());
      this.answer(request, response, this.received.length);
    });
  });

  constructor(readonly secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`) {
    this.verifier = new Webhook(secret);
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/tickets`;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private record(request: IncomingMessage, raw: string): void {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([k, v]) => [k, String(v)]));
    let verified: unknown;
    try {
      verified = this.verifier.verify(raw, headers);
    } catch (error) {
      verified = error instanceof Error ? error.message : error;
    }
    this.received.push({ id: headers['webhook-id'] ?? '', verified, raw, headers: request.headers });
  }
}
