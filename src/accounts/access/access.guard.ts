import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { notSignedIn, roleNeeded } from '../accounts.errors.js';
import { isAtLeast, type Role } from '../domain/roles.js';
import type { User } from '../domain/user.js';
import { TokenReader } from '../tokens/token-reader.js';
import { SessionReader } from './session-reader.js';

export const LEAST_ROLE = 'accounts:least-role';
export const TOKEN_SCOPE = 'accounts:token-scope';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by `@Authenticated`. `sessionId` is null for an API token. */
    signedIn?: { readonly user: User; readonly sessionId: string | null };
  }
}

/** Behind `@Authenticated`: who is it, and may they? Closed for anything that is not HTTP. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionReader,
    private readonly tokens: TokenReader,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return false;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const places = [context.getHandler(), context.getClass()];
    const scope = this.reflector.getAllAndOverride<string | undefined>(TOKEN_SCOPE, places);
    request.signedIn ??= await this.identify(request, scope ?? null);
    const least = this.reflector.getAllAndOverride<Role | undefined>(LEAST_ROLE, places) ?? 'admin';
    if (!isAtLeast(request.signedIn.user.role, least)) throw roleNeeded(least);
    return true;
  }

  private async identify(
    request: FastifyRequest,
    scope: string | null,
  ): Promise<NonNullable<FastifyRequest['signedIn']>> {
    const { authorization, cookie } = request.headers;
    // Another scheme (a proxy's Basic login) is not ours to judge.
    if (authorization !== undefined && /^bearer /i.test(authorization)) {
      return { user: await this.tokens.read(authorization, scope), sessionId: null };
    }
    const session = await this.sessions.open(cookie);
    if (!session) throw notSignedIn();
    return { user: session.user, sessionId: session.id };
  }
}
