import type { Detail, GuardResult, Message, Reply, Suggested, Summary, Tab, User } from './api-types.js';
import { learnServerTime } from './server-clock.js';

const TIMEOUT_MS = 15_000;
const LIST_LIMIT = 200;

interface ErrorBody {
  readonly code?: string;
  readonly message?: string;
  readonly field?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
}

/** A refused request, in the server's words. `code` is `network` and `status` 0 when it was not reached. */
export class ApiFault extends Error {
  readonly code: string;
  readonly field: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | undefined;

  constructor(
    readonly status: number,
    body: ErrorBody,
  ) {
    super(body.message ?? body.code ?? `HTTP ${status}`);
    this.name = 'ApiFault';
    this.code = body.code ?? 'internal';
    this.field = body.field;
    this.details = body.details ?? {};
    this.requestId = body.requestId;
  }
}

/** Whatever was thrown, as a fault the pages can show. */
export function faultOf(error: unknown): ApiFault {
  return error instanceof ApiFault ? error : new ApiFault(0, { code: 'page', message: String(error) });
}

type Method = 'GET' | 'POST' | 'DELETE';

/** The console's one way to the server. Every POST carries a JSON body: that is what the server's cross-site check asks for. */
export class Api {
  /** @param onSignedOut called when the server no longer knows our session */
  constructor(private readonly onSignedOut: () => void = () => undefined) {}

  readonly setupNeeded = () => this.call<{ needed: boolean }>('GET', '/api/setup');
  readonly setUp = (admin: { username: string; password: string; displayName?: string }) =>
    this.call<{ user: User }>('POST', '/api/setup', admin);

  readonly session = () => this.call<{ user: User }>('GET', '/api/session');
  readonly signIn = (username: string, password: string) =>
    this.call<{ user: User }>('POST', '/api/session', { username, password });
  readonly signOut = () => this.call<void>('DELETE', '/api/session');

  readonly conversations = (tab: Tab) =>
    this.call<{ conversations: Summary[] }>('GET', `/api/conversations?tab=${tab}&limit=${LIST_LIMIT}`);
  readonly conversation = (id: string) => this.call<{ conversation: Detail }>('GET', at(id));
  readonly messages = (id: string, after: number) =>
    this.call<{ messages: Message[] }>('GET', `${at(id)}/messages?after=${after}`);

  readonly takeOver = (id: string, force: boolean) =>
    this.call<{ conversation: Detail }>('POST', `${at(id)}/takeover`, force ? { force } : {});
  readonly handBack = (id: string) => this.call<{ conversation: Detail }>('POST', `${at(id)}/handback`, {});
  readonly send = (id: string, reply: Reply) =>
    this.call<{ messageId: string; duplicate: boolean }>('POST', `${at(id)}/messages`, reply);

  readonly suggestions = (id: string) => this.call<Suggested>('GET', `${at(id)}/suggestions`);

  readonly checkWording = (text: string, conversationId: string, signal: AbortSignal) =>
    this.call<GuardResult>('POST', '/api/guard/check', { text, conversationId }, signal);

  private async call<T>(method: Method, path: string, body?: object, signal?: AbortSignal): Promise<T> {
    const { status, text } = await reach(path, { method, body, signal });
    if (status >= 200 && status < 300) return parse(text) as T;
    const fault = new ApiFault(status, parse(text) ?? {});
    if (status === 401 && fault.code === 'accounts.not_signed_in') this.onSignedOut();
    throw fault;
  }
}

const at = (id: string): string => `/api/conversations/${encodeURIComponent(id)}`;

/** Where `<img>` finds a picture of a conversation; the session cookie opens it. */
export const mediaUrl = (id: string, mediaId: string): string =>
  `${at(id)}/media/${encodeURIComponent(mediaId)}`;

interface Sent {
  readonly method: Method;
  readonly body: object | undefined;
  readonly signal: AbortSignal | undefined;
}

/** @throws ApiFault `network` when there was no whole answer in time */
async function reach(
  path: string,
  { method, body, signal }: Sent,
): Promise<{ status: number; text: string }> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
  signal?.addEventListener('abort', () => stop.abort());
  try {
    const response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: body ? { 'content-type': 'application/json' } : {},
      body: body ? JSON.stringify(body) : null,
      signal: stop.signal,
    });
    learnServerTime(response.headers.get('date'));
    return { status: response.status, text: await response.text() };
  } catch {
    throw new ApiFault(0, { code: 'network' });
  } finally {
    clearTimeout(timer);
  }
}

/** A proxy may answer in HTML; that is no JSON and no reason to fall over. */
function parse(text: string): ErrorBody | undefined {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
