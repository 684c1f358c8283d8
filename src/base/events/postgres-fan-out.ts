import pg from 'pg';
import type { DatabaseLocation } from '../db/data-source.js';
import type { Database } from '../db/database.js';
import type { FanOut } from './fan-out.port.js';

const CHANNEL = 'jiesu_live';
const RECONNECT_MS = 500;

/** LISTEN/NOTIFY on a connection of its own, which heals itself. */
export class PostgresFanOut implements FanOut {
  private client: pg.Client | undefined;
  private stopped = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly db: Database,
    private readonly location: DatabaseLocation,
    private readonly warn: (message: string) => void,
  ) {}

  async start(onText: (text: string) => void): Promise<void> {
    const client = new pg.Client(
      'url' in this.location ? { connectionString: this.location.url } : { ...this.location },
    );
    client.on('notification', (message) => {
      if (message.payload) onText(message.payload);
    });
    client.on('error', (error) => this.lost(onText, error));
    client.on('end', () => this.lost(onText, new Error('connection ended')));
    this.client = client;
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
  }

  async publish(text: string): Promise<void> {
    await this.db.query('SELECT pg_notify($1, $2)', [CHANNEL, text]);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private lost(onText: (text: string) => void, error: Error): void {
    if (this.stopped || this.timer) return;
    this.warn(`listening for live events was interrupted: ${error.message}`);
    this.client?.removeAllListeners();
    this.client?.on('error', () => undefined);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.start(onText).catch((cause: Error) => this.lost(onText, cause));
    }, RECONNECT_MS);
  }
}
