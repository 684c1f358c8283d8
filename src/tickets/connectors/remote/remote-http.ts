import type { z } from 'zod';
import { maskPersonalData } from '#app/base/log/mask.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { accepted, type Outcome, rejected } from './outcome.js';

export interface HttpLimits {
  /** Longest wait for an answer, ms. RT takes up to 2 s for a ticket on its own and 12 s under load. */
  readonly timeoutMs: number;
  /** Bytes of an answer that are read. */
  readonly maxBytes: number;
}
const LIMITS: HttpLimits = { timeoutMs: 15_000, maxBytes: 16 * 1024 * 1024 };
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;
const LONGEST_REASON = 200;
/** Faults before a byte was sent: the request was certainly not carried out. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
/** "Later", or wrong credentials: somebody mends them, and the tickets must not be lost meanwhile. */
const LATER = new Set([401, 403, 408, 425, 429]);

export interface Call<T> {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Below the base, without a leading slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** Body in another form than JSON. */
  readonly body?: FormData | Uint8Array<ArrayBuffer>;
  readonly type?: string;
  /** What the answer must look like; without it the answer is not read. */
  readonly answer?: z.ZodType<T>;
  readonly signal: AbortSignal;
}

/**
 * Asks one host and no other: redirects are refused, answers are capped and checked. A read that
 * fails is `retryable`; a write that was sent and not answered, or answered with 5xx, is `unknown`.
 */
export class RemoteHttp {
  private readonly base: string;
  private readonly breaker: CircuitBreaker;

  constructor(
    base: string,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly limits: HttpLimits = LIMITS,
    breaker = new CircuitBreaker(),
  ) {
    this.base = base.replace(/\/+$/, '');
    this.breaker = breaker;
  }

  async call<T = void>(call: Call<T>): Promise<Outcome<T>> {
    const wait = this.breaker.admit();
    if (wait > 0)
      return { status: 'retryable', error: 'not tried: the system failed repeatedly', retryAfterMs: wait };
    const outcome = await this.ask(call);
    if (outcome.status === 'unknown' || outcome.status === 'retryable') this.breaker.failed();
    else this.breaker.succeeded();
    return outcome;
  }

  /** Bytes of a file of this system; a link to another host is refused. */
  async bytes(path: string, signal: AbortSignal): Promise<Outcome<Uint8Array>> {
    const call = { method: 'GET', path, signal } as const;
    try {
      const response = await this.send(call);
      if (!response.ok) return await refusal(response, call);
      return accepted(await capped(response, this.limits.maxBytes));
    } catch (error) {
      return failure(error, call);
    }
  }

  private async ask<T>(call: Call<T>): Promise<Outcome<T>> {
    try {
      const response = await this.send(call);
      if (!response.ok) return await refusal(response, call);
      const body = await capped(response, this.limits.maxBytes);
      return call.answer ? understood(body, call, call.answer) : accepted(undefined as T);
    } catch (error) {
      return failure(error, call);
    }
  }

  private send<T>({ method, path, query, json, body, type, signal }: Call<T>): Promise<Response> {
    const search = query ? `?${new URLSearchParams(query)}` : '';
    const sent = json === undefined ? body : JSON.stringify(json);
    const contentType = json === undefined ? type : 'application/json';
    return fetch(`${this.base}/${path}${search}`, {
      method,
      headers: {
        accept: 'application/json',
        'user-agent': 'jiesu',
        ...this.headers,
        ...(contentType ? { 'content-type': contentType } : {}),
      },
      ...(sent === undefined ? {} : { body: sent }),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(this.limits.timeoutMs)]),
    });
  }
}

function understood<T>(body: Uint8Array, call: Call<T>, schema: z.ZodType<T>): Outcome<T> {
  const parsed = schema.safeParse(JSON.parse(new TextDecoder().decode(body)));
  if (parsed.success) return accepted(parsed.data);
  const [issue] = parsed.error.issues;
  return unsure(call, `its answer is not understood: ${issue?.path.join('.')} ${issue?.message}`);
}

async function refusal<T>(response: Response, call: Call<T>): Promise<Outcome<never>> {
  const { status } = response;
  if (status >= 300 && status < 400) {
    await response.body?.cancel();
    return rejected(`the system answered ${status}: redirects are not followed`);
  }
  const said = await capped(response, 64 * 1024).then(reasonIn, () => '');
  const error = `the system answered ${status}${said && `: ${said}`}`;
  if (LATER.has(status)) return { status: 'retryable', error, ...retryAfter(response) };
  return status >= 500 ? unsure(call, error) : rejected(error);
}

function failure<T>(error: unknown, call: Call<T>): Outcome<never> {
  const cause = property(error, 'cause');
  const code = String(property(cause, 'code') ?? '');
  const name = String(property(error, 'name') ?? '');
  const why = code || (name === 'TimeoutError' ? 'timed out' : name || String(error));
  const text = `the system gave no usable answer: ${why}`;
  return NOT_SENT.has(code) ? { status: 'retryable', error: text } : unsure(call, text);
}

const property = (of: unknown, name: string): unknown =>
  typeof of === 'object' && of !== null ? (of as Readonly<Record<string, unknown>>)[name] : undefined;

const unsure = <T>({ method }: Call<T>, error: string): Outcome<never> => ({
  status: method === 'GET' ? 'retryable' : 'unknown',
  error,
});

function retryAfter(response: Response): { retryAfterMs?: number } {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0
    ? { retryAfterMs: Math.min(seconds * 1000, LONGEST_WAIT_MS) }
    : {};
}

/** The message of an error body (RT: `message` or a list; Redmine: `errors`), shortened and masked. */
function reasonIn(body: Uint8Array): string {
  const text = new TextDecoder().decode(body);
  let said: unknown = '';
  try {
    const parsed: unknown = JSON.parse(text);
    said = typeof parsed === 'object' && parsed !== null ? parsed : '';
  } catch {
    return '';
  }
  const words = Array.isArray(said) ? said : Object.values(said as object).flat();
  const joined = words.filter((word) => typeof word === 'string').join('; ');
  return maskPersonalData(Array.from(joined).slice(0, LONGEST_REASON).join(''));
}

/** @throws Error when the answer is longer than `maxBytes` */
async function capped(response: Response, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.length;
    if (length > maxBytes) throw new Error(`longer than ${maxBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
