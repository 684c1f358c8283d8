import { RunningApp, startOrRemove } from './app.js';
import { type Backend, createBackend } from './backend.js';

/** A gateway that is killed and started again on the same port and the same data, as after a power cut. */
export class MortalApp {
  /** Milliseconds from each start to "ready". */
  readonly startTimes: number[] = [];
  private app: RunningApp;

  private constructor(
    readonly backend: Backend,
    first: RunningApp,
    readonly url: string,
  ) {
    this.app = first;
  }

  static async start(): Promise<MortalApp> {
    const backend = await createBackend();
    const app = await startOrRemove(backend);
    return new MortalApp(backend, app, app.url);
  }

  /** SIGKILL, then a new process. */
  async dieAndReturn(): Promise<void> {
    await this.app.kill();
    const began = Date.now();
    this.app = await RunningApp.start({ ...this.backend.env, PORT: new URL(this.url).port });
    this.startTimes.push(Date.now() - began);
  }

  /** Ends the process in an orderly way and keeps the data. */
  async stop(): Promise<void> {
    await this.app.stop();
  }

  log(): string {
    return this.app.log();
  }
}
