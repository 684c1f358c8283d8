/** Work that was begun in this process and that a graceful stop waits for. */
export class RunsHere {
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly onFailure: (error: unknown) => void) {}

  start(work: () => Promise<void>): void {
    const run = work()
      .catch(this.onFailure)
      .finally(() => this.running.delete(run));
    this.running.add(run);
  }

  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }
}
