import { Paced } from '../clock/paced.js';
import type { JobMap, JobName } from './jobs.js';

/** Puts one job on the queue. May fail or hang: nothing waits for it. */
export type AddJob = <Name extends JobName>(name: Name, payload: JobMap[Name]) => Promise<void>;

/** Milliseconds between two jobs of one kind, at least. */
export interface WakeupPace {
  readonly messages: number;
  readonly outbox: number;
}

const IDS_PER_JOB = 200;

/**
 * Collects wake-ups and puts them on the queue in as few jobs as possible: the first goes at once, what
 * follows goes together. So a quiet customer waits for nothing, and a crowd is handled by the batch. A
 * failed add is dropped, not retried: the sweeper finds the work in the tables.
 */
export class Wakeups {
  private readonly conversations = new Set<string>();
  private readonly messages: Paced;
  private readonly outbox: Paced;

  constructor(
    private readonly add: AddJob,
    private readonly onFailure: (error: unknown) => void,
    pace: WakeupPace = { messages: 0, outbox: 0 },
  ) {
    this.messages = new Paced(() => this.addMessages(), pace.messages);
    this.outbox = new Paced(() => this.add('outbox.due', {}).catch(this.onFailure), pace.outbox);
  }

  messagesReceived(conversationIds: Iterable<string>): void {
    for (const id of conversationIds) this.conversations.add(id);
    if (this.conversations.size > 0) this.messages.ask();
  }

  outboxDue(): void {
    this.outbox.ask();
  }

  private async addMessages(): Promise<void> {
    const conversationIds = [...this.conversations].slice(0, IDS_PER_JOB);
    for (const id of conversationIds) this.conversations.delete(id);
    try {
      if (conversationIds.length > 0) await this.add('message.received', { conversationIds });
      if (this.conversations.size > 0) this.messages.ask();
    } catch (error) {
      this.conversations.clear();
      this.onFailure(error);
    }
  }
}
