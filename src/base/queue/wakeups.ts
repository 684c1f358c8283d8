import { setTimeout as pause } from 'node:timers/promises';
import type { JobMap, JobName } from './jobs.js';

/** Puts one job on the queue. May fail or hang: nothing waits for it. */
export type AddJob = <Name extends JobName>(name: Name, payload: JobMap[Name]) => Promise<void>;

const IDS_PER_JOB = 200;

/**
 * Collects wake-ups and puts them on the queue in as few jobs as possible: the first goes at once;
 * what arrives while an add is under way, and until `paceMs` after it began, goes into the next. So a
 * quiet customer waits for nothing, and a crowd is handled by the batch. A failed add is dropped, not retried: the
 * sweeper finds the work in the tables.
 */
export class Wakeups {
  private readonly conversations = new Set<string>();
  private outbox = false;
  private running = false;

  constructor(
    private readonly add: AddJob,
    private readonly onFailure: (error: unknown) => void,
    private readonly paceMs = 0,
  ) {}

  messagesReceived(conversationIds: Iterable<string>): void {
    for (const id of conversationIds) this.conversations.add(id);
    void this.flush();
  }

  outboxDue(): void {
    this.outbox = true;
    void this.flush();
  }

  private async flush(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      while (this.conversations.size > 0 || this.outbox) {
        const nextAt = performance.now() + this.paceMs;
        await this.addNext();
        const wait = nextAt - performance.now();
        if (wait > 0) await pause(wait, undefined, { ref: false });
      }
    } catch (error) {
      this.conversations.clear();
      this.outbox = false;
      this.onFailure(error);
    } finally {
      this.running = false;
    }
  }

  private async addNext(): Promise<void> {
    const conversationIds = this.take();
    if (conversationIds.length > 0) await this.add('message.received', { conversationIds });
    if (!this.outbox) return;
    this.outbox = false;
    await this.add('outbox.due', {});
  }

  private take(): readonly string[] {
    const ids = [...this.conversations].slice(0, IDS_PER_JOB);
    for (const id of ids) this.conversations.delete(id);
    return ids;
  }
}
