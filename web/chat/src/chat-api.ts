import type { ChatMessage, Holder } from './chat-types.js';
import type { VisitorSession } from './visitor-session.js';

/** `status` 0 = the server was not reached. */
export class ChatFault extends Error {
  constructor(readonly status: number) {
    super(`chat request failed (${status})`);
  }

  /** The content was refused: sending the same again cannot help. */
  get isFinal(): boolean {
    return this.status >= 400 && this.status < 500 && ![401, 408, 425, 429].includes(this.status);
  }
}

const TIMEOUT_MS = 15_000;
const UPLOAD_TIMEOUT_MS = 60_000;

export interface History {
  readonly holder: Holder;
  readonly messages: readonly ChatMessage[];
}

/** The customer's door, with the visitor's token; a token the server lost is replaced once. */
export class ChatApi {
  constructor(private readonly session: VisitorSession) {}

  async history(after: number): Promise<History> {
    const response = await this.call(`/api/web/messages?after=${after}`, {});
    return response.json();
  }

  /** Safe to repeat with the same `clientMsgId`. */
  async send(clientMsgId: string, content: { text: string } | { mediaId: string }): Promise<void> {
    await this.call('/api/web/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ clientMsgId, ...content }),
    });
  }

  async upload(image: Blob): Promise<string> {
    const body = new FormData();
    body.append('file', image, 'image');
    const response = await this.call('/api/web/media', { method: 'POST', body }, UPLOAD_TIMEOUT_MS);
    const { mediaId }: { mediaId: string } = await response.json();
    return mediaId;
  }

  async media(mediaId: string): Promise<Blob> {
    const response = await this.call(`/api/web/media/${encodeURIComponent(mediaId)}`, {}, UPLOAD_TIMEOUT_MS);
    return response.blob();
  }

  private async call(path: string, init: RequestInit, timeout = TIMEOUT_MS): Promise<Response> {
    const token = await this.token();
    const response = await withToken(path, init, token, timeout);
    if (response.ok) return response;
    if (response.status !== 401) throw new ChatFault(response.status);
    this.session.forget(token);
    const again = await withToken(path, init, await this.token(), timeout);
    if (again.ok) return again;
    throw new ChatFault(again.status);
  }

  private token(): Promise<string> {
    return this.session.current().catch(() => {
      throw new ChatFault(0);
    });
  }
}

async function withToken(path: string, init: RequestInit, token: string, timeout: number): Promise<Response> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeout);
  try {
    const headers = { ...init.headers, authorization: `Bearer ${token}` };
    return await fetch(path, { ...init, headers, signal: abort.signal });
  } catch {
    throw new ChatFault(0);
  } finally {
    clearTimeout(timer);
  }
}
