import { Module } from '@nestjs/common';
import { AcceptMessage } from './accept-message.js';
import { InboxRepository } from './inbox.repository.js';

@Module({ providers: [AcceptMessage, InboxRepository], exports: [AcceptMessage, InboxRepository] })
export class IntakeModule {}
