export { Authenticated, CurrentUser, TokenScope } from './access/authenticated.js';
export { SessionReader } from './access/session-reader.js';
export { AccountsModule } from './accounts.module.js';
export { type AuditEntry, AuditLog } from './audit/audit-log.js';
export { type ChainVerdict, verifyChain } from './audit/verify-chain.js';
export { isSameOrigin } from './domain/cross-site.js';
export { isAtLeast, ROLES, type Role } from './domain/roles.js';
export type { User } from './domain/user.js';
export { createUser } from './users/create-user.js';
