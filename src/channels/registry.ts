import { Injectable } from '@nestjs/common';
import type { ChannelId } from '#app/base/model/message.js';
import type { ChannelAdapter } from './channel.port.js';

/** The channels that are configured. One that is not configured does not exist. */
@Injectable()
export class ChannelRegistry {
  private readonly adapters = new Map<ChannelId, ChannelAdapter>();

  /** @throws Error when a channel is registered twice */
  register(adapter: ChannelAdapter): void {
    if (this.adapters.has(adapter.id)) throw new Error(`channel ${adapter.id} is registered twice`);
    this.adapters.set(adapter.id, adapter);
  }

  find(id: ChannelId): ChannelAdapter | undefined {
    return this.adapters.get(id);
  }
}
