interface Waiting<In, Out> {
  readonly item: In;
  readonly resolve: (out: Out) => void;
  readonly reject: (error: unknown) => void;
}

export interface MicroBatcherOptions<In> {
  /** Rows per statement at most. */
  readonly maxBatch: number;
  /** Statements under way at most; items of one lane never overtake each other. */
  readonly lanes: number;
  readonly laneOf: (item: In) => number;
  /** Items waiting at most; beyond it `submit` refuses at once. */
  readonly maxWaiting: number;
}

export class TooManyWaiting extends Error {}

/**
 * Turns many single writes into few large ones without a timer: while a lane's statement is under
 * way, what arrives waits and goes together in the next. Alone, an item goes at once.
 */
export class MicroBatcher<In, Out> {
  private readonly queues: Waiting<In, Out>[][];
  private readonly busy: boolean[];
  private waiting = 0;

  constructor(
    private readonly flush: (items: readonly In[]) => Promise<readonly Out[]>,
    private readonly options: MicroBatcherOptions<In>,
  ) {
    this.queues = Array.from({ length: options.lanes }, () => []);
    this.busy = Array.from({ length: options.lanes }, () => false);
  }

  /** Resolves with the item's own result once its statement has committed. */
  submit(item: In): Promise<Out> {
    if (this.waiting >= this.options.maxWaiting) return Promise.reject(new TooManyWaiting());
    const lane = this.options.laneOf(item) % this.options.lanes;
    return new Promise((resolve, reject) => {
      this.queues[lane]?.push({ item, resolve, reject });
      this.waiting++;
      if (!this.busy[lane]) {
        this.busy[lane] = true;
        setImmediate(() => void this.drain(lane));
      }
    });
  }

  private async drain(lane: number): Promise<void> {
    const queue = this.queues[lane] ?? [];
    while (queue.length > 0) {
      const batch = queue.splice(0, this.options.maxBatch);
      try {
        const results = await this.flush(batch.map((waiting) => waiting.item));
        for (const [i, waiting] of batch.entries()) waiting.resolve(results[i] as Out);
      } catch (error) {
        for (const waiting of batch) waiting.reject(error);
      }
      this.waiting -= batch.length;
    }
    this.busy[lane] = false;
  }
}
