import { setTimeout as pause } from 'node:timers/promises';

/**
 * Work that is asked for more often than it needs to run. Asked after a quiet time it begins at once;
 * what is asked for while it runs, or within `paceMs` after it began, is done together in one more run.
 */
export class Paced {
  private wanted = false;
  private running = false;

  /** @param work must not reject */
  constructor(
    private readonly work: () => Promise<void>,
    private readonly paceMs: number,
  ) {}

  ask(): void {
    this.wanted = true;
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    while (this.wanted) {
      this.wanted = false;
      const nextAt = performance.now() + this.paceMs;
      await this.work();
      const wait = nextAt - performance.now();
      if (wait > 0) await pause(wait, undefined, { ref: false });
    }
    this.running = false;
  }
}
