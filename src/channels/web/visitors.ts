import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SecretStore } from '#app/base/db/secret-store.js';
import { AppError } from '#app/base/errors/app-error.js';
import { conversationIdOf } from '#app/conversations/index.js';
import { mintVisitor, readVisitorToken, type Visitor } from './visitor-token.js';

/** The web chat has one account; more come with site keys. */
export const WEB_ACCOUNT = 'default';

export interface KnownVisitor {
  readonly visitorId: string;
  readonly conversationId: string;
}

/** Tokens remembered as genuine, a few MB at most. */
const REMEMBERED = 10_000;

@Injectable()
export class Visitors implements OnModuleInit {
  private secret = '';
  private readonly known = new Map<string, KnownVisitor>();

  constructor(private readonly secrets: SecretStore) {}

  async onModuleInit(): Promise<void> {
    this.secret = await this.secrets.get('visitor-token');
  }

  mint(): Visitor {
    return mintVisitor(this.secret);
  }

  /** @throws AppError `web.token_invalid` (401) */
  fromHeader(authorization: string | undefined): KnownVisitor {
    const visitor = this.find(authorization?.startsWith('Bearer ') ? authorization.slice(7) : '');
    if (visitor) return visitor;
    throw new AppError({
      code: 'web.token_invalid',
      status: 401,
      field: 'authorization',
      message: 'authorization: needs the visitor token of this installation (POST /api/web/visitors)',
    });
  }

  find(token: string): KnownVisitor | undefined {
    return this.known.get(token) ?? this.verify(token);
  }

  /** A token never changes its meaning, so its signature is computed once, not for every message. */
  private verify(token: string): KnownVisitor | undefined {
    const visitorId = readVisitorToken(token, this.secret);
    if (!visitorId) return undefined;
    const visitor = { visitorId, conversationId: conversationIdOf('web', WEB_ACCOUNT, visitorId) };
    for (const oldest of this.known.keys()) {
      if (this.known.size < REMEMBERED) break;
      this.known.delete(oldest);
    }
    this.known.set(token, visitor);
    return visitor;
  }
}
