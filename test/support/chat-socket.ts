import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ChatMessage } from './chat-client.js';

interface Frame {
  readonly type: 'message' | 'holder';
  readonly seq?: number;
  readonly data: ChatMessage & { readonly holder?: string };
}

/** A customer's open page: what the server pushes, in the order it came. */
export class ChatSocket {
  readonly frames: Frame[] = [];
  private wake: () => void = () => undefined;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(data.toString()) as Frame);
      this.wake();
    });
  }

  /** Connects and says hello; `since` is the last seq the page has. */
  static async open(url: string, token: string, since = 0): Promise<ChatSocket> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/web/socket`);
    const page = new ChatSocket(socket);
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'hello', token, since }));
    return page;
  }

  get messages(): ChatMessage[] {
    return this.frames.filter((frame) => frame.type === 'message').map((frame) => frame.data);
  }

  get seqs(): number[] {
    return this.messages.map((message) => message.seq);
  }

  /** Waits until the page shows what `find` looks for. */
  async shows<T>(find: (messages: ChatMessage[]) => T | undefined, withinMs = 5_000): Promise<T> {
    const until = Date.now() + withinMs;
    for (;;) {
      const found = find(this.messages);
      if (found !== undefined) return found;
      const left = until - Date.now();
      if (left <= 0)
        throw new Error(`not pushed within ${withinMs} ms: ${JSON.stringify(this.frames.slice(-5))}`);
      await this.next(left);
    }
  }

  /** The customer closes the page. */
  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }

  private next(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** The code with which the server closes a connection whose first frame is `hello`. */
export async function closeCodeFor(url: string, hello: string): Promise<number> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/web/socket`);
  await once(socket, 'open');
  socket.send(hello);
  const [code] = (await once(socket, 'close')) as [number];
  return code;
}
