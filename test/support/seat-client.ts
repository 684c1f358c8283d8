import { randomUUID } from 'node:crypto';

/** An agent at the console's API, signed in. */
export class SeatClient {
  private constructor(
    private readonly url: string,
    private readonly cookie: string,
  ) {}

  static async signIn(url: string, account: { username: string; password: string }): Promise<SeatClient> {
    const response = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: account.username, password: account.password }),
    });
    if (!response.ok) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return new SeatClient(url, cookie);
  }

  call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Response> {
    return fetch(this.url + path, {
      method,
      headers: { cookie: this.cookie, ...(method === 'POST' ? { 'content-type': 'application/json' } : {}) },
      ...(method === 'POST' ? { body: JSON.stringify(body ?? {}) } : {}),
    });
  }

  async get<T>(path: string): Promise<T> {
    const response = await this.call('GET', path);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  takesOver(conversationId: string): Promise<Response> {
    return this.call('POST', `/api/conversations/${conversationId}/takeover`);
  }

  handsBack(conversationId: string): Promise<Response> {
    return this.call('POST', `/api/conversations/${conversationId}/handback`);
  }

  replies(conversationId: string, text: string, clientId: string = randomUUID()): Promise<Response> {
    return this.call('POST', `/api/conversations/${conversationId}/messages`, { clientId, text });
  }
}
