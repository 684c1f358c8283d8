export { ATTENTIONS, type Attention, type Conversation, type NewEntry, previewOf } from './conversation.js';
export { ConversationRepository } from './conversation.repository.js';
export { conversationIdOf, messageIdOf } from './conversation-id.js';
export { ConversationsModule } from './conversations.module.js';
export { LINES_PER_READ, type SpokenLine, Transcript, type TranscriptLine } from './transcript.js';
