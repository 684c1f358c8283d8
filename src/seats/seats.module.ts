import { Module } from '@nestjs/common';
import { perRole } from '#app/base/config/per-role.js';
import { ChannelsModule } from '#app/channels/index.js';
import { ConversationsModule } from '#app/conversations/index.js';
import { PolicyModule } from '#app/policy/index.js';
import { ReplyModule } from '#app/reply/index.js';
import { TicketsModule } from '#app/tickets/index.js';
import { ConversationList } from './conversation-list.js';
import { ConversationsController } from './conversations.controller.js';
import { DraftContext } from './draft-context.js';
import { GuardController } from './guard.controller.js';
import { ReadConversation } from './read-conversation.js';
import { SeatsGateway } from './seats.gateway.js';
import { SendSeatReply } from './send-seat-reply.js';
import { SuggestReply } from './suggest-reply.js';

@Module({})
export class SeatsModule {
  static readonly forRole = perRole((role) => ({
    module: SeatsModule,
    imports: [
      ConversationsModule,
      TicketsModule,
      ChannelsModule.forRole(role),
      ReplyModule.forRole(role),
      PolicyModule.forRole(role),
    ],
    controllers: [ConversationsController, GuardController],
    providers: [ConversationList, DraftContext, ReadConversation, SendSeatReply, SuggestReply, SeatsGateway],
  }));
}
