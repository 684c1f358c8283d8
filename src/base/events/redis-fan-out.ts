import { Redis } from 'ioredis';
import { AppError } from '../errors/app-error.js';
import type { FanOut } from './fan-out.port.js';

const CHANNEL = 'jiesu:live';

/** Redis pub/sub; ioredis reconnects and subscribes again by itself. */
export class RedisFanOut implements FanOut {
  private readonly publisher: Redis;
  private readonly subscriber: Redis;

  constructor(url: string, warn: (message: string) => void) {
    this.publisher = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
    });
    this.subscriber = new Redis(url, { lazyConnect: true });
    for (const client of [this.publisher, this.subscriber])
      client.on('error', (error) => warn(`redis: ${error.message}`));
  }

  async start(onText: (text: string) => void): Promise<void> {
    this.subscriber.on('message', (_channel, text) => onText(text));
    await Promise.all([this.publisher.connect(), this.subscriber.connect()]).catch((cause: unknown) => {
      throw new AppError({
        code: 'redis.unreachable',
        status: 503,
        message: 'Redis at REDIS_URL cannot be used: no connection',
        cause,
      });
    });
    await this.subscriber.subscribe(CHANNEL);
  }

  async publish(text: string): Promise<void> {
    await this.publisher.publish(CHANNEL, text);
  }

  async stop(): Promise<void> {
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }
}
