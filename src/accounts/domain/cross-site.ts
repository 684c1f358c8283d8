/** What of a request tells whether another site's page may have sent it. */
export interface RequestTraits {
  readonly method: string;
  readonly contentType: string | undefined;
  readonly hasBody: boolean;
  readonly origin: string | undefined;
  /** The host the browser addressed, with its port if it has one. */
  readonly host: string;
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const OWN_TYPES = new Set(['application/json', 'multipart/form-data']);

/**
 * Why a cookie-bearing request must be refused as possibly forged, or null.
 * - `origin`: the browser says another site sent it.
 * - `content_type`: a plain form or `text/plain` post, which any page may send without asking. A
 *   PUT, PATCH or DELETE without a body is fine: no foreign page can send one without a preflight.
 */
export function crossSiteFault(request: RequestTraits): 'origin' | 'content_type' | null {
  if (SAFE_METHODS.has(request.method)) return null;
  if (request.origin !== undefined && !isSameOrigin(request.origin, request.host)) return 'origin';
  if (!request.hasBody && request.method !== 'POST') return null;
  const type = (request.contentType ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return OWN_TYPES.has(type) ? null : 'content_type';
}

/** Whether an `Origin` header names the host that was addressed. The scheme is the proxy's affair. */
export function isSameOrigin(origin: string, host: string): boolean {
  if (host === '' || !/^https?:\/\//i.test(origin) || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  const addressed = `${from.protocol}//${host}`;
  // Both through URL, so that `:443`, letter case and IPv6 spellings compare equal.
  return URL.canParse(addressed) && new URL(addressed).host === from.host;
}
