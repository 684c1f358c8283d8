import { Injectable } from '@nestjs/common';
import { JOB_NAMES, type JobHandler, type JobMap, type JobName } from './jobs.js';

/** Finds the one handler of a job. */
@Injectable()
export class JobRegistry {
  private readonly handlers = new Map<JobName, JobHandler<JobName>[]>();

  register<Name extends JobName>(handler: JobHandler<Name>): void {
    const list = this.handlers.get(handler.job) ?? [];
    list.push(handler);
    this.handlers.set(handler.job, list);
  }

  /** @throws Error when a job has no handler or more than one: a boot fault, never a run-time one. */
  assertComplete(names: readonly JobName[] = JOB_NAMES): void {
    const faults = names
      .map((name) => ({ name, count: this.handlers.get(name)?.length ?? 0 }))
      .filter(({ count }) => count !== 1)
      .map(({ name, count }) => `job ${name} has ${count} handlers, needs exactly one`);
    if (faults.length > 0) throw new Error(faults.join('; '));
  }

  /** Whether this process does such jobs. */
  handles(name: JobName): boolean {
    return this.handlers.has(name);
  }

  async run<Name extends JobName>(name: Name, payload: JobMap[Name]): Promise<void> {
    const handler = this.handlers.get(name)?.[0];
    if (!handler) throw new Error(`job ${name} has no handler`);
    await handler.run(payload);
  }
}
