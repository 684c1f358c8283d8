export { ComposeReply, type ReplyContext, type ReplyPiece } from './compose-reply.js';
export type { Guard, GuardHit, GuardResult } from './domain/guard/check.js';
export { loadGuard } from './load-guard.js';
export { loadScripts } from './load-scripts.js';
export { DataFileError } from './load-yaml.js';
export { type PreparedReply, QueueReply } from './queue-reply.js';
export { ReplyModule } from './reply.module.js';
