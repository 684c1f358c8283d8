import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access/access.guard.js';
import { CrossSiteGuard } from './access/cross-site.guard.js';
import { SessionReader } from './access/session-reader.js';
import { AuditLog } from './audit/audit-log.js';
import { ChangePassword } from './password/change-password.js';
import { CheckPassword } from './password/check-password.js';
import { LoginAttemptsRepository } from './password/login-attempts.repository.js';
import { LogIn } from './session/log-in.js';
import { LogOut } from './session/log-out.js';
import { SessionController } from './session/session.controller.js';
import { SessionsRepository } from './session/sessions.repository.js';
import { ManageTokens } from './tokens/manage-tokens.js';
import { TokenReader } from './tokens/token-reader.js';
import { TokensController } from './tokens/tokens.controller.js';
import { TokensRepository } from './tokens/tokens.repository.js';
import { ChangeUser } from './users/change-user.js';
import { SetUp } from './users/set-up.js';
import { SetupController } from './users/setup.controller.js';
import { UsersController } from './users/users.controller.js';
import { UsersRepository } from './users/users.repository.js';

/**
 * Users, sessions, API tokens and the audit log. Global, so that `@Authenticated` works in every
 * room; a start without this module fails at once instead of leaving routes open.
 */
@Global()
@Module({
  controllers: [SetupController, SessionController, UsersController, TokensController],
  providers: [
    { provide: APP_GUARD, useClass: CrossSiteGuard },
    AccessGuard,
    AuditLog,
    ChangePassword,
    ChangeUser,
    CheckPassword,
    LogIn,
    LogOut,
    LoginAttemptsRepository,
    ManageTokens,
    SessionReader,
    SessionsRepository,
    SetUp,
    TokenReader,
    TokensRepository,
    UsersRepository,
  ],
  exports: [AuditLog, SessionReader, TokenReader],
})
export class AccountsModule {}
