import { Module } from '@nestjs/common';
import { ConversationRepository } from './conversation.repository.js';
import { Transcript } from './transcript.js';

@Module({ providers: [ConversationRepository, Transcript], exports: [ConversationRepository, Transcript] })
export class ConversationsModule {}
