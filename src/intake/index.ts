export { AcceptMessage } from './accept-message.js';
export type { Accepted, InboundEnvelope } from './envelope.js';
export { type InboxMessage, InboxRepository } from './inbox.repository.js';
export { IntakeModule } from './intake.module.js';
export { MicroBatcher } from './micro-batcher.js';
