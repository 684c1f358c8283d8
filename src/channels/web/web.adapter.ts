import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LiveBus } from '#app/base/events/live-bus.js';
import type {
  Capabilities,
  ChannelAdapter,
  ChannelHealth,
  OutboundMessage,
  Plan,
  PlannedMessage,
  SendResult,
} from '../channel.port.js';
import { splitText } from '../domain/split-text.js';
import { ChannelRegistry } from '../registry.js';

/**
 * The web chat. The page reads the transcript (on connect, on reconnect, by polling), so sending is
 * only a nudge to the sockets that are open now; repeating it shows nothing twice.
 */
@Injectable()
export class WebAdapter implements ChannelAdapter, OnModuleInit {
  readonly id = 'web';
  readonly capabilities: Capabilities = {
    maxTextLength: 2_000,
    images: true,
    choices: true,
    pull: true,
    idempotentSend: true,
  };

  constructor(
    private readonly registry: ChannelRegistry,
    private readonly live: LiveBus,
  ) {}

  onModuleInit(): void {
    this.registry.register(this);
  }

  async start(): Promise<void> {}
  async stop(): Promise<void> {}

  health(): ChannelHealth {
    return { state: 'up' };
  }

  plan(message: OutboundMessage): Plan {
    const { content } = message;
    if (content.kind === 'voice' || content.kind === 'location') {
      return { ok: false, code: 'UNSUPPORTED', reason: `the web chat cannot show ${content.kind}` };
    }
    if (content.kind !== 'text') return { ok: true, parts: [content] };
    const texts = splitText(content.text, this.capabilities.maxTextLength);
    // The choices belong to the end of the question.
    return {
      ok: true,
      parts: texts.map((text, i) => (i === texts.length - 1 ? { ...content, text } : { kind: 'text', text })),
    };
  }

  async send(messages: readonly PlannedMessage[]): Promise<ReadonlyMap<string, SendResult>> {
    this.live.conversationsChanged(new Set(messages.map((message) => message.conversationId)));
    return new Map(messages.map((message) => [message.id, { status: 'accepted', externalIds: [] }]));
  }
}
