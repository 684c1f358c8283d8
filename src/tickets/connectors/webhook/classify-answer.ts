import type { DeliveryResult } from '#app/base/outbox/outbox.port.js';

const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;
/** Statuses below 500 by which a receiver says "later", not "never". */
const LATER = new Set([408, 425, 429]);

/**
 * What an answer means (Standard Webhooks 1.0.0). Nothing is `unknown` here: the webhook-id stays the
 * same, so a receiver that did take a request whose answer was lost drops the repetition.
 * @param retryAfter the `Retry-After` header: seconds, or an HTTP date
 */
export function classifyAnswer(status: number, retryAfter: string | null, now: Date): DeliveryResult {
  if (status >= 200 && status < 300) return { status: 'accepted' };
  const error = `the endpoint answered ${status}`;
  if (status === 410) return { status: 'rejected', error: `${error}: it is gone` };
  if (status >= 300 && status < 400)
    return { status: 'rejected', error: `${error}: redirects are not followed` };
  if (status < 500 && !LATER.has(status)) return { status: 'rejected', error };
  const retryAfterMs = waitOf(retryAfter, now);
  return { status: 'retryable', error, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
}

/** A request that got no answer: refused, reset, timed out, no such host. */
export function classifyFailure(error: unknown): DeliveryResult {
  return { status: 'retryable', error: `the endpoint gave no answer: ${reason(error)}` };
}

function waitOf(header: string | null, now: Date): number | null {
  if (!header) return null;
  const wait = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isNaN(wait) ? null : Math.min(Math.max(wait, 0), LONGEST_WAIT_MS);
}

/** fetch hides the socket's fault in `cause`. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return error.name === 'TimeoutError' ? 'timed out' : error.message;
}
