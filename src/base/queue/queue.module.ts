import { BullModule, InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import {
  Global,
  Inject,
  Injectable,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { createPostgresBackend, type Job, type Queue, setDefaultBackendFactory } from 'bullmq';
import { CONFIG, type Config } from '../config/config.js';
import { perRole } from '../config/per-role.js';
import type { DatabaseLocation } from '../db/data-source.js';
import { DATABASE_LOCATION } from '../db/db.module.js';
import { Logger } from '../log/logger.js';
import { JobRegistry } from './job-registry.js';
import { JOB_NAMES, type JobMap, type JobName } from './jobs.js';
import { RunsHere } from './runs-here.js';
import { Wakeups } from './wakeups.js';

const QUEUE = 'jiesu';
/** A stalled job is only a wake-up, so its repetition is harmless: never give it up (reference: BullMQ stall tests). */
const WORKER_OPTIONS = { autorun: false, concurrency: 20, lockDuration: 30_000, maxStalledCount: 1_000 };
/**
 * Milliseconds between two wake-ups of one process. A process that is its own worker pays nothing for
 * one; a job on Redis costs as much as storing a message, on PostgreSQL twenty times that.
 */
const PACE_MS = { here: 10, redis: 10, postgres: 25 } as const;
/** The relay's statements are many and its batches may be large; under load it need not run for each turn. */
const RELAY_PACE_MS = 50;

const FAILED = 'job failed; the sweeper repeats its work';

@Processor(QUEUE, WORKER_OPTIONS)
class JobDispatcher extends WorkerHost implements OnApplicationBootstrap {
  constructor(
    private readonly registry: JobRegistry,
    private readonly log: Logger,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.registry.assertComplete();
    this.worker.on('error', (error) => this.log.warn('queue worker', { error: error.message }));
    this.worker
      .run()
      .catch((error: unknown) => this.log.error('queue worker stopped', { error: String(error) }));
  }

  override async process(job: Job): Promise<void> {
    const name = JOB_NAMES.find((known) => known === job.name);
    if (name) await this.registry.run(name, job.data as JobMap[JobName]);
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job | undefined, error: Error): void {
    this.log.warn(FAILED, { job: job?.name, error: error.message });
  }
}

const wakes = (config: Config): keyof typeof PACE_MS =>
  config.JIESU_ROLES !== 'api' ? 'here' : config.REDIS_URL ? 'redis' : 'postgres';

/**
 * Wakes whoever does the work: a process that does it itself without a detour, since a job costs it (and
 * PostgreSQL, where the queue is there) more than a turn; other processes by the queue.
 */
@Injectable()
class QueueFace implements OnModuleInit, OnApplicationShutdown {
  readonly wakeups: Wakeups;
  private readonly here: RunsHere;

  constructor(
    @InjectQueue(QUEUE) private readonly queue: Queue,
    @Inject(CONFIG) config: Config,
    private readonly registry: JobRegistry,
    private readonly log: Logger,
  ) {
    this.here = new RunsHere((error) => this.log.warn(FAILED, { error: String(error) }));
    this.wakeups = new Wakeups(
      (name, payload) => this.add(name, payload),
      (error) =>
        this.log.warn('wake-up not queued; the sweeper will find the work', { error: String(error) }),
      { messages: PACE_MS[wakes(config)], outbox: RELAY_PACE_MS },
    );
  }

  onModuleInit(): void {
    this.queue.on('error', (error) => this.log.warn('queue', { error: error.message }));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.here.settled();
  }

  private async add<Name extends JobName>(name: Name, payload: JobMap[Name]): Promise<void> {
    if (this.registry.handles(name)) return this.here.start(() => this.registry.run(name, payload));
    await this.queue.add(name, payload, { removeOnComplete: true, removeOnFail: true });
  }
}

/** BullMQ on Redis when there is one, else on the same PostgreSQL (schema `bullmq`). */
function connection(config: Config, location: DatabaseLocation) {
  if (config.REDIS_URL) {
    setDefaultBackendFactory();
    return { url: config.REDIS_URL, maxRetriesPerRequest: null };
  }
  setDefaultBackendFactory(createPostgresBackend);
  const where =
    'url' in location
      ? { connectionString: location.url }
      : {
          host: location.host,
          port: location.port,
          user: location.user,
          password: location.password,
          database: location.database,
        };
  return { ...where, migrate: true, max: 5 };
}

@Global()
@Module({})
export class QueueModule {
  /** Doors only put wake-ups on the queue; workers also take them off. */
  static readonly forRole = perRole((role) => {
    return {
      module: QueueModule,
      imports: [
        BullModule.forRootAsync({
          inject: [CONFIG, DATABASE_LOCATION],
          useFactory: (config: Config, location: DatabaseLocation) => ({
            connection: connection(config, location) as { url: string },
          }),
        }),
        BullModule.registerQueue({ name: QUEUE }),
      ],
      providers: [
        JobRegistry,
        QueueFace,
        { provide: Wakeups, inject: [QueueFace], useFactory: (face: QueueFace) => face.wakeups },
        ...(role === 'api' ? [] : [JobDispatcher]),
      ],
      exports: [JobRegistry, Wakeups],
    };
  });
}
