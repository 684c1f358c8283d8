import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const FORMAT = /^v1\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

export interface Visitor {
  readonly visitorId: string;
  readonly token: string;
}

/** A new visitor: 128 random bits and their signature. Nothing is stored until the first message. */
export function mintVisitor(secret: string): Visitor {
  const visitorId = randomBytes(16).toString('base64url');
  return { visitorId, token: `v1.${visitorId}.${sign(visitorId, secret)}` };
}

/** The visitor a token stands for, or undefined for a token that is not ours. */
export function readVisitorToken(token: string, secret: string): string | undefined {
  const match = FORMAT.exec(token);
  const [, visitorId, signature] = match ?? [];
  if (!visitorId || !signature) return undefined;
  const expected = Buffer.from(sign(visitorId, secret));
  return timingSafeEqual(expected, Buffer.from(signature)) ? visitorId : undefined;
}

function sign(visitorId: string, secret: string): string {
  return createHmac('sha256', secret).update(`visitor:${visitorId}`).digest('base64url');
}
