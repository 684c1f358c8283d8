import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

export interface ChatMessage {
  readonly seq: number;
  readonly id: string;
  readonly speaker: 'customer' | 'bot' | 'seat' | 'system';
  readonly content: { readonly kind: string; readonly text?: string; readonly name?: string };
  readonly clientMsgId?: string;
}

/** Between two looks. A gateway that is being started again needs the CPU more than we do. */
const SOON_MS = 20;
const AWAY_MS = 150;

/** How long somebody waits. */
export interface Patience {
  readonly name: string;
  isOver(): boolean;
}

function forMs(ms: number): Patience {
  const until = Date.now() + ms;
  return { name: `${ms} ms`, isOver: () => Date.now() > until };
}

/** A customer at the web chat; reads like a conversation: `await customer.says('停电了')`. */
export class ChatClient {
  private constructor(
    public url: string,
    readonly token: string,
  ) {}

  static async arrive(url: string): Promise<ChatClient> {
    const response = await fetch(`${url}/api/web/visitors`, { method: 'POST' });
    const { token } = (await response.json()) as { token: string };
    return new ChatClient(url, token);
  }

  /** The same customer at another door. */
  static returning(url: string, token: string): ChatClient {
    return new ChatClient(url, token);
  }

  /** The raw answer of the door. */
  post(body: unknown): Promise<Response> {
    return fetch(`${this.url}/api/web/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${this.token}` },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** Sends one message; resolves with its id once it is acknowledged. */
  async sends(text: string, clientMsgId: string = randomUUID()): Promise<string> {
    const response = await this.post({ clientMsgId, text });
    if (!response.ok) throw new Error(`message refused: ${response.status} ${await response.text()}`);
    return ((await response.json()) as { messageId: string }).messageId;
  }

  /** As `sends`, through a gateway that may be killed meanwhile: the same id again until it is acknowledged. */
  async sendsUntilAcknowledged(text: string, clientMsgId: string, patience: Patience): Promise<string> {
    for (;;) {
      const response = await this.post({ clientMsgId, text }).catch(() => undefined);
      if (response?.ok) {
        const answer = (await response.json().catch(() => undefined)) as { messageId: string } | undefined;
        if (answer) return answer.messageId;
      } else if (response && response.status < 500) {
        throw new Error(`message refused: ${response.status} ${await response.text()}`);
      }
      if (patience.isOver()) throw new Error(`${clientMsgId} was not acknowledged`);
      await pause(response ? SOON_MS : AWAY_MS);
    }
  }

  /** Sends one message and waits for what is answered to it. */
  async says(text: string, withinMs = 8_000): Promise<string> {
    const before = (await this.transcript()).filter(
      (m) => m.speaker === 'bot' || m.speaker === 'seat',
    ).length;
    await this.sends(text);
    return this.waitFor(
      (messages) => messages.filter((m) => m.speaker === 'bot' || m.speaker === 'seat')[before]?.content.text,
      withinMs,
    );
  }

  async transcript(): Promise<ChatMessage[]> {
    const all: ChatMessage[] = [];
    for (;;) {
      const response = await fetch(`${this.url}/api/web/messages?after=${all.at(-1)?.seq ?? 0}`, {
        headers: { authorization: `Bearer ${this.token}` },
      });
      if (!response.ok) throw new Error(`transcript answered ${response.status}: ${await response.text()}`);
      const { messages } = (await response.json()) as { messages: ChatMessage[] };
      if (messages.length === 0) return all;
      all.push(...messages);
    }
  }

  /** Reads the transcript until `find` returns something. A gateway that is away is asked again. */
  async waitFor<T>(
    find: (messages: ChatMessage[]) => T | undefined,
    within: number | Patience = 8_000,
  ): Promise<T> {
    const patience = typeof within === 'number' ? forMs(within) : within;
    for (;;) {
      const messages = await this.transcript().catch((error: unknown) => String(error));
      const found = typeof messages === 'string' ? undefined : find(messages);
      if (found !== undefined) return found;
      if (patience.isOver()) {
        const seen = typeof messages === 'string' ? messages : JSON.stringify(messages.slice(-6));
        throw new Error(`not seen in time (${patience.name}); transcript: ${seen}`);
      }
      await pause(typeof messages === 'string' ? AWAY_MS : SOON_MS);
    }
  }
}
