import { ChatFault } from './chat-api.js';
import type { Outgoing } from './chat-types.js';

export interface OutboxDoor {
  readonly deliver: (item: Outgoing) => Promise<void>;
  readonly mark: (clientMsgId: string, change: Pick<Outgoing, 'state' | 'final'>) => void;
}

/** Quiet repetitions before the customer is told; together about 4 s. */
const RETRY_AFTER_MS = [1_000, 3_000];

/**
 * Sends one message after the other, so that they arrive in the order in which they were written.
 * When the network fails, what was written stays behind, in order, until `resume` (the network is
 * back), `retry` (by hand) or the next message; each under the id it had from the start.
 */
export class Outbox {
  private waiting: Outgoing[] = [];
  /** Held back by the network, oldest first. */
  private held: Outgoing[] = [];
  /** Refused by the server for what they are. */
  private readonly refused = new Map<string, Outgoing>();
  private running = false;

  constructor(
    private readonly door: OutboxDoor,
    private readonly sleep: (ms: number) => Promise<unknown> = (ms) =>
      new Promise((done) => setTimeout(done, ms)),
  ) {}

  add(item: Outgoing): void {
    this.waiting.push(...this.released(), item);
    void this.run();
  }

  retry(clientMsgId: string): void {
    const item = this.refused.get(clientMsgId);
    if (item) {
      this.refused.delete(clientMsgId);
      this.door.mark(clientMsgId, { state: 'sending', final: false });
      this.add(item);
    } else this.resume();
  }

  /** Sends again what only the network held back. */
  resume(): void {
    this.waiting.push(...this.released());
    void this.run();
  }

  private released(): readonly Outgoing[] {
    const items = this.held;
    this.held = [];
    for (const { clientMsgId } of items) this.door.mark(clientMsgId, { state: 'sending', final: false });
    return items;
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    for (let item = this.waiting.shift(); item; item = this.waiting.shift()) await this.deliver(item);
    this.running = false;
  }

  private async deliver(item: Outgoing): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await this.door.deliver(item);
        return this.door.mark(item.clientMsgId, { state: 'sent', final: false });
      } catch (error) {
        if (error instanceof ChatFault && error.isFinal) return this.refuse(item);
        const wait = RETRY_AFTER_MS[attempt];
        if (wait === undefined) return this.hold([item, ...this.waiting]);
        await this.sleep(wait);
      }
    }
  }

  private refuse(item: Outgoing): void {
    this.refused.set(item.clientMsgId, item);
    this.door.mark(item.clientMsgId, { state: 'failed', final: true });
  }

  /** What comes after a message must not overtake it. */
  private hold(items: readonly Outgoing[]): void {
    this.waiting = [];
    this.held.push(...items);
    for (const { clientMsgId } of items) this.door.mark(clientMsgId, { state: 'failed', final: false });
  }
}
