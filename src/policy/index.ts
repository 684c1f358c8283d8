export { matterOf } from './domain/reading/matters.js';
export { sayTime } from './domain/say-time.js';
export { HoldConversation, type HoldingSeat } from './hold-conversation.js';
export { PolicyModule } from './policy.module.js';
