import { tooBusy } from '../accounts.errors.js';

interface Lane {
  running: number;
  readonly waiting: (() => void)[];
}

/**
 * Lets `width` pieces of work per key run at a time; the others wait in order.
 * @throws AppError `accounts.busy` (503) when `maxWaiting` already wait for that key.
 */
export class Lanes {
  private readonly lanes = new Map<string, Lane>();

  constructor(
    private readonly width: number,
    private readonly maxWaiting: number,
  ) {}

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const lane = this.lanes.get(key) ?? { running: 0, waiting: [] };
    this.lanes.set(key, lane);
    await this.enter(lane);
    try {
      return await work();
    } finally {
      const next = lane.waiting.shift();
      // The place is handed over, so that nobody who comes now can take it.
      if (next) next();
      else if (--lane.running === 0) this.lanes.delete(key);
    }
  }

  private async enter(lane: Lane): Promise<void> {
    if (lane.running < this.width) {
      lane.running++;
      return;
    }
    if (lane.waiting.length >= this.maxWaiting) throw tooBusy();
    await new Promise<void>((resolve) => lane.waiting.push(resolve));
  }
}
