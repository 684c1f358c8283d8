import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Paced } from '../clock/paced.js';
import { Logger } from '../log/logger.js';
import type { EventMap, EventName } from './event-map.js';
import { FAN_OUT, type FanOut } from './fan-out.port.js';

/** Ids per announcement: keeps a NOTIFY payload under PostgreSQL's 8,000 bytes. */
const IDS_PER_EVENT = 200;
/** Other processes hear of changes this many milliseconds apart at most. */
const PACE_MS = 20;

interface Announcement {
  /** The process that announces. */
  readonly from: string;
  readonly name: EventName;
  readonly event: EventMap[EventName];
}

/**
 * Announces events to every process: to this one at once, to the others by the fan-out. Losing one costs a page nothing but time:
 * pages resync from the database when they reconnect and now and then while connected.
 */
@Injectable()
export class LiveBus implements OnModuleInit, OnApplicationShutdown {
  private readonly self = randomUUID();
  private readonly local = new EventEmitter().setMaxListeners(0);
  private readonly pending = new Set<string>();
  private readonly announcing = new Paced(() => this.announce(), PACE_MS);
  private stopped = false;

  constructor(
    @Inject(FAN_OUT) private readonly fanOut: FanOut,
    private readonly log: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.fanOut.start((text) => this.receive(text));
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.fanOut.stop();
  }

  on<Name extends EventName>(name: Name, listener: (event: EventMap[Name]) => void): () => void {
    this.local.on(name, listener);
    return () => this.local.off(name, listener);
  }

  /** Collects; one announcement carries all that changed while the last was under way. */
  conversationsChanged(ids: Iterable<string>): void {
    const event: EventMap['conversations.changed'] = { ids: [...ids] };
    for (const id of event.ids) this.pending.add(id);
    // Later, so that a listener's fault is not the fault of who announces.
    setImmediate(() => this.tell('conversations.changed', event));
    this.announcing.ask();
  }

  private async announce(): Promise<void> {
    const ids = [...this.pending].slice(0, IDS_PER_EVENT);
    for (const id of ids) this.pending.delete(id);
    if (this.pending.size > 0) this.announcing.ask();
    if (ids.length === 0 || this.stopped) return;
    const event: EventMap['conversations.changed'] = { ids };
    try {
      await this.fanOut.publish(JSON.stringify({ from: this.self, name: 'conversations.changed', event }));
    } catch (error) {
      this.log.warn('live event not announced; pages will resync', { error: String(error) });
    }
  }

  private receive(text: string): void {
    const { from, name, event } = JSON.parse(text) as Announcement;
    if (from !== this.self) this.tell(name, event);
  }

  private tell<Name extends EventName>(name: Name, event: EventMap[Name]): void {
    try {
      this.local.emit(name, event);
    } catch (error) {
      this.log.error('a listener of live events failed', { name, error: String(error) });
    }
  }
}
