import { Module } from '@nestjs/common';
import { perRole } from '#app/base/config/per-role.js';
import { ConversationsModule } from '#app/conversations/index.js';
import { IntakeModule } from '#app/intake/index.js';
import { MediaStore } from './media-store.js';
import { ChannelRegistry } from './registry.js';
import { PageFeed } from './web/page-feed.js';
import { Visitors } from './web/visitors.js';
import { WebAdapter } from './web/web.adapter.js';
import { WebController } from './web/web.controller.js';
import { WebGateway } from './web/web.gateway.js';

@Module({})
export class ChannelsModule {
  /** A worker sends but has no doors. */
  static readonly forRole = perRole((role) => {
    const doors = role === 'worker' ? [] : [Visitors, PageFeed, WebGateway];
    return {
      module: ChannelsModule,
      imports: [ConversationsModule, IntakeModule],
      controllers: role === 'worker' ? [] : [WebController],
      providers: [ChannelRegistry, MediaStore, WebAdapter, ...doors],
      exports: [ChannelRegistry, MediaStore],
    };
  });
}
