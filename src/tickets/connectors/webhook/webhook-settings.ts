export interface WebhookSettings {
  /** http or https; the only place tickets are ever posted to. */
  readonly url: string;
  /** `whsec_` + base64 of 24 to 64 bytes (Standard Webhooks 1.0.0). */
  readonly secret: string;
  /** Hosts (`name` or `name:port`) the endpoint may have; default: the one in `url`. */
  readonly allowHosts?: readonly string[];
  /** Sends phone, address, 户号 and names in clear; default: masked (PIPL 23). */
  readonly includePersonalData?: boolean;
}

const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/;
const SECRET_BYTES = { min: 24, max: 64 } as const;

/**
 * The endpoint, checked once at boot. Private addresses are not refused: ticket systems usually live
 * on the company's own network, and it is the operator who named this very host.
 * @throws Error naming the setting at fault, never its value
 */
export function webhookEndpoint({ url, secret, allowHosts }: WebhookSettings): URL {
  if (!URL.canParse(url)) throw new Error('ticket webhook: url is not a URL');
  const endpoint = new URL(url);
  if (endpoint.protocol !== 'http:' && endpoint.protocol !== 'https:') {
    throw new Error('ticket webhook: url must begin with http:// or https://');
  }
  if (endpoint.username || endpoint.password)
    throw new Error('ticket webhook: url must not carry a user or password');
  if (
    allowHosts &&
    !allowHosts.some(
      (host) => host.toLowerCase() === endpoint.host || host.toLowerCase() === endpoint.hostname,
    )
  ) {
    throw new Error('ticket webhook: the host of url is not in allowHosts');
  }
  const bytes = Buffer.from(SECRET.exec(secret)?.[1] ?? '', 'base64').length;
  if (bytes < SECRET_BYTES.min || bytes > SECRET_BYTES.max) {
    throw new Error(
      `ticket webhook: secret must be whsec_ and ${SECRET_BYTES.min} to ${SECRET_BYTES.max} bytes in base64`,
    );
  }
  return endpoint;
}
