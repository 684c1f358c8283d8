import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { leastOf, type Role } from '../domain/roles.js';
import type { User } from '../domain/user.js';
import { AccessGuard, LEAST_ROLE, TOKEN_SCOPE } from './access.guard.js';

/**
 * Only for those who are signed in and have at least the least of `roles` (none listed: anyone).
 * On a method it overrides its class. Answers 401 `accounts.not_signed_in`, 403 `accounts.role_needed`.
 */
export function Authenticated(...roles: readonly Role[]): ClassDecorator & MethodDecorator {
  return applyDecorators(SetMetadata(LEAST_ROLE, leastOf(roles)), UseGuards(AccessGuard));
}

/**
 * Beside `@Authenticated`: also opens the route to API tokens that carry `scope` (`tickets:read`).
 * Without it a route takes no token at all.
 */
export function TokenScope(scope: string): ClassDecorator & MethodDecorator {
  return SetMetadata(TOKEN_SCOPE, scope);
}

/** The `User` of the request; only where `@Authenticated` stands. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): User => {
  const { signedIn } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!signedIn) throw new Error('@CurrentUser() needs @Authenticated() on its route');
  return signedIn.user;
});
