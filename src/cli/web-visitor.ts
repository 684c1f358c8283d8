import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

const page = z.object({
  holder: z.string(),
  messages: z.array(
    z.object({
      seq: z.number(),
      speaker: z.string(),
      content: z.object({ kind: z.string(), text: z.string().optional(), name: z.string().optional() }),
      clientMsgId: z.string().optional(),
    }),
  ),
});
export type WebMessage = z.infer<typeof page>['messages'][number];

/** One customer at the web chat's own door, as a program. */
export class WebVisitor {
  private seq = 0;
  /** The client id of the last text, so that a gateway's retry can be played. */
  lastId: string | undefined;

  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async arrive(url: string): Promise<WebVisitor> {
    const response = await fetch(`${url}/api/web/visitors`, { method: 'POST' });
    const { token } = z.object({ token: z.string() }).parse(await expectOk(response));
    return new WebVisitor(url, token);
  }

  /** Resolves when the gateway has it durably. The same `clientMsgId` may be sent again. */
  async says(
    text: string,
    clientMsgId: string = randomUUID(),
  ): Promise<{ messageId: string; duplicate: boolean }> {
    this.lastId = clientMsgId;
    const response = await this.post(
      '/api/web/messages',
      JSON.stringify({ clientMsgId, text }),
      'application/json',
    );
    return z.object({ messageId: z.string(), duplicate: z.boolean() }).parse(await expectOk(response));
  }

  async sendsImage(png: Uint8Array): Promise<void> {
    const form = new FormData();
    form.set('file', new Blob([Buffer.from(png)], { type: 'image/png' }), 'image.png');
    const { mediaId } = z
      .object({ mediaId: z.string() })
      .parse(await expectOk(await this.post('/api/web/media', form)));
    await expectOk(
      await this.post(
        '/api/web/messages',
        JSON.stringify({ clientMsgId: randomUUID(), mediaId }),
        'application/json',
      ),
    );
  }

  /** What came since the last call; waits up to `withinMs` for the bot or an agent to have spoken. */
  async hears(withinMs: number): Promise<WebMessage[]> {
    const until = Date.now() + withinMs;
    const heard: WebMessage[] = [];
    for (;;) {
      const response = await fetch(`${this.url}/api/web/messages?after=${this.seq}`, {
        headers: this.headers(),
      });
      const { messages } = page.parse(await expectOk(response));
      for (const message of messages) this.seq = Math.max(this.seq, message.seq);
      heard.push(...messages);
      if (
        heard.some((message) => message.speaker === 'bot' || message.speaker === 'seat') ||
        Date.now() > until
      )
        return heard;
      await pause(25);
    }
  }

  private post(path: string, body: string | FormData, type?: string): Promise<Response> {
    return fetch(this.url + path, {
      method: 'POST',
      headers: { ...this.headers(), ...(type ? { 'content-type': type } : {}) },
      body,
    });
  }

  private headers(): Record<string, string> {
    return { authorization: `Bearer ${this.token}` };
  }
}

async function expectOk(response: Response): Promise<unknown> {
  if (response.ok) return response.json();
  throw new Error(`${response.url} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
}
