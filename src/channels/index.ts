export type {
  Capabilities,
  ChannelAdapter,
  ChannelHealth,
  OutboundMessage,
  Plan,
  PlannedMessage,
  RefusalCode,
  SendResult,
} from './channel.port.js';
export { ChannelsModule } from './channels.module.js';
export { MediaStore } from './media-store.js';
export { ChannelRegistry } from './registry.js';
