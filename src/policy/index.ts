export { HoldConversation, type HoldingSeat } from './hold-conversation.js';
export { PolicyModule } from './policy.module.js';
