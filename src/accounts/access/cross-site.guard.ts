import { type CanActivate, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { crossSite } from '../accounts.errors.js';
import { readCookie, SESSION_COOKIE } from '../domain/cookies.js';
import { crossSiteFault } from '../domain/cross-site.js';

const OWN_SITE_ONLY = 'accounts:own-site-only';

/** For routes that give a session: checked although the sender has no cookie yet. */
export const OwnSiteOnly = (): MethodDecorator => SetMetadata(OWN_SITE_ONLY, true);

/**
 * Global: refuses changes that another site may have made the browser send with our cookie. A second
 * line behind SameSite=Strict. Requests without the cookie (webhooks, chat, tokens) pass untouched.
 */
@Injectable()
export class CrossSiteGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { headers } = request;
    const always = this.reflector.get<true | undefined>(OWN_SITE_ONLY, context.getHandler());
    if (!always && readCookie(headers.cookie, SESSION_COOKIE) === null) return true;
    const fault = crossSiteFault({
      method: request.method,
      contentType: headers['content-type'],
      hasBody: headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0,
      origin: headers.origin,
      host: request.host,
    });
    if (fault) throw crossSite(fault);
    return true;
  }
}
