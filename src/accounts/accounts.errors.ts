import { AppError } from '#app/base/errors/app-error.js';
import type { PasswordProblem } from './domain/password-rules.js';
import { MAX_LENGTH, MIN_LENGTH } from './domain/password-rules.js';
import type { Role } from './domain/roles.js';

const PASSWORD_MESSAGES: Readonly<Record<PasswordProblem, string>> = {
  too_short: `The password needs at least ${MIN_LENGTH} characters`,
  too_long: `The password may have at most ${MAX_LENGTH} characters`,
  too_easy: 'The password is too easy to guess',
};

export function weakPassword(problem: PasswordProblem, field: string): AppError {
  return new AppError({
    code: 'accounts.password_weak',
    status: 400,
    message: PASSWORD_MESSAGES[problem],
    field,
    details: { problem },
  });
}

export function usernameTaken(): AppError {
  return new AppError({
    code: 'accounts.username_taken',
    status: 409,
    message: 'Somebody already has this username',
    field: 'username',
  });
}

export function setupDone(): AppError {
  return new AppError({
    code: 'accounts.setup_done',
    status: 409,
    message: 'An administrator already exists',
  });
}

/** One answer for an unknown name, a wrong password and a disabled account. */
export function wrongCredentials(): AppError {
  return new AppError({
    code: 'accounts.wrong_credentials',
    status: 401,
    message: 'Username or password is wrong',
  });
}

export function wrongCurrentPassword(): AppError {
  return new AppError({
    code: 'accounts.wrong_password',
    status: 400,
    message: 'The current password is wrong',
    field: 'currentPassword',
  });
}

/** `details.retryAfterSeconds` says when the next attempt is looked at. */
export function loginLocked(until: Date, now: Date): AppError {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  return new AppError({
    code: 'accounts.locked',
    status: 429,
    level: 'warn',
    message: `Too many wrong passwords. Try again in ${Math.ceil(seconds / 60)} minutes`,
    details: { retryAfterSeconds: seconds },
  });
}

export function tooBusy(): AppError {
  return new AppError({
    code: 'accounts.busy',
    status: 503,
    level: 'warn',
    message: 'Too many sign-ins at once. Try again in a moment',
  });
}

export function notSignedIn(): AppError {
  return new AppError({ code: 'accounts.not_signed_in', status: 401, message: 'Sign in first' });
}

export function roleNeeded(role: Role): AppError {
  return new AppError({
    code: 'accounts.role_needed',
    status: 403,
    message: `This needs the role ${role} or more`,
    details: { role },
  });
}

export function scopeNeeded(scope: string | null): AppError {
  return new AppError({
    code: 'accounts.scope_needed',
    status: 403,
    message: scope ? `This needs a token with the scope ${scope}` : 'This cannot be done with an API token',
    details: { scope },
  });
}

export function crossSite(fault: 'origin' | 'content_type'): AppError {
  return new AppError({
    code: 'accounts.cross_site',
    status: 403,
    level: 'warn',
    message:
      fault === 'origin'
        ? 'The request came from another site'
        : 'Send application/json or multipart/form-data',
    details: { fault },
  });
}

export function noSuchUser(): AppError {
  return new AppError({ code: 'accounts.user_not_found', status: 404, message: 'There is no such user' });
}

export function lastAdmin(): AppError {
  return new AppError({
    code: 'accounts.last_admin',
    status: 409,
    message: 'This is the only active administrator; appoint another one first',
  });
}

export function noSuchToken(): AppError {
  return new AppError({ code: 'accounts.token_not_found', status: 404, message: 'There is no such token' });
}
