import { Module } from '@nestjs/common';
import { AccountsModule } from '#app/accounts/index.js';
import { perRole } from '#app/base/config/per-role.js';
import { ChannelsModule } from '#app/channels/index.js';
import { ComposeReply } from './compose-reply.js';
import { GuardController } from './guard.controller.js';
import { QueueReply } from './queue-reply.js';
import { ReplyHandler } from './reply-handler.js';

@Module({})
export class ReplyModule {
  static readonly forRole = perRole((role) => {
    return {
      module: ReplyModule,
      imports: [ChannelsModule.forRole(role), AccountsModule],
      controllers: role === 'worker' ? [] : [GuardController],
      providers: [ComposeReply, QueueReply, ...(role === 'api' ? [] : [ReplyHandler])],
      exports: [ComposeReply, QueueReply],
    };
  });
}
