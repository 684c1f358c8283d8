import { setTimeout as sleep } from 'node:timers/promises';
import { boot } from './boot.js';
import { type EmbeddedPostgresErrorCode, fromSystemError } from './classify.js';
import { DATABASE, type Secrets } from './database.js';
import { type Endpoint, releaseFolder, socketFolder } from './endpoint.js';
import { openHome, type Say } from './home.js';
import { acquireLock, type Lock } from './lock.js';
import type { ServerPlan } from './plan.js';
import { type Running, shutDown } from './server-process.js';
import { startLocked } from './start.js';

export interface EmbeddedPostgresOptions {
  /** `JIESU_DATA`; made when it does not exist. Root may be given another place, which the log names. */
  dataDir: string;
  log: Say;
}

/** `down`: being restarted, or stopped on request. `dead`: given up after 30 s; the process should end. */
export type ServerState = 'up' | 'down' | 'dead';

export interface Connection {
  /** Folder of the Unix socket, or 127.0.0.1 on Windows: what `pg` takes as `host`. */
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

/** A PostgreSQL server of our own, kept running until `stop`. */
export interface EmbeddedPostgres {
  readonly connection: Connection;
  /** The same as one URL, the socket's folder percent-encoded as its host. Holds the password: not for logs. */
  readonly url: string;
  /** Where everything is: what to back up (while stopped). */
  readonly home: string;
  /** True when an earlier process had died and its server was still running. */
  readonly adopted: boolean;
  state(): ServerState;
  /** Calls `listener` at each change; connections break at `down`, a pool finds its way back by itself. */
  onStateChange(listener: (state: ServerState) => void): void;
  /** Stops the server (10 s fast, then immediately) and gives up the data. Close pools first. Never rejects. */
  stop(): Promise<void>;
}

/** What a restart cannot mend. */
const HOPELESS = new Set<EmbeddedPostgresErrorCode>(['FOREIGN', 'MAJOR', 'PLATFORM']);
const GIVE_UP_MS = 30_000;
/** The second of two lives shorter than this earns a growing pause, so that a crash loop does not eat the machine. */
const SHORT_LIFE_MS = 5000;

/**
 * Starts PostgreSQL on `dataDir`, or adopts the one that a killed process left there, and makes the database `jiesu`.
 * 0.8 s for a new folder, 0.05 s later. Timers and pipes of a running server do not keep the process alive.
 * @throws EmbeddedPostgresError whose message is one line for the operator
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  return Supervisor.start(options, process.platform === 'win32' ? 'tcp' : 'socket');
}

export class Supervisor implements EmbeddedPostgres {
  readonly adopted: boolean;
  #state: ServerState = 'up';
  #running: Running;
  #upSince = performance.now();
  #shortLives = 0;
  #restarting: Promise<void> = Promise.resolve();
  #stopped: Promise<void> | undefined;
  readonly #abort = new AbortController();
  readonly #listeners: ((state: ServerState) => void)[] = [];

  private constructor(
    private readonly plan: ServerPlan,
    private readonly secrets: Secrets,
    private readonly lock: Lock,
    private readonly say: Say,
    running: Running,
  ) {
    this.adopted = running.adopted;
    this.#running = running;
    this.#attend(running);
  }

  static async start(
    { dataDir, log }: EmbeddedPostgresOptions,
    transport: Endpoint['kind'],
  ): Promise<Supervisor> {
    const home = openHome(dataDir, log);
    const lock = await acquireLock(home.path, socketFolder(home));
    try {
      const { plan, secrets, running } = await startLocked(home, transport, log);
      return new Supervisor(plan, secrets, lock, log, running);
    } catch (error) {
      await lock.release();
      throw fromSystemError(error, home.path);
    }
  }

  get home(): string {
    return this.plan.home.path;
  }

  get connection(): Connection {
    const { host, port } = this.plan.endpoint;
    return { host, port, ...this.secrets.owner, database: DATABASE };
  }

  get url(): string {
    const { host, port, user, password, database } = this.connection;
    const encode = encodeURIComponent;
    return `postgresql://${encode(user)}:${encode(password)}@${encode(host)}:${port}/${database}`;
  }

  state(): ServerState {
    return this.#state;
  }

  onStateChange(listener: (state: ServerState) => void): void {
    this.#listeners.push(listener);
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.#abort.abort();
    await this.#restarting;
    await shutDown(this.plan, this.#running).catch((error: unknown) => {
      this.say('error', 'the database could not be stopped', { reason: String(error) });
    });
    releaseFolder(this.plan.endpoint, this.plan.home);
    await this.lock.release();
    if (this.#state !== 'dead') this.#change('down');
    this.say('info', 'the database has stopped');
  }

  #attend(running: Running): void {
    this.#running = running;
    this.#upSince = performance.now();
    void running.gone.then(() => {
      if (!this.#abort.signal.aborted) this.#restarting = this.#restart();
    });
  }

  /** Never rejects. */
  async #restart(): Promise<void> {
    const down = performance.now();
    this.#running.watcher.dismiss();
    this.say('warn', 'the database server died, restarting it', { pid: this.#running.pid });
    this.#change('down');
    this.#shortLives = down - this.#upSince < SHORT_LIFE_MS ? this.#shortLives + 1 : 0;
    if (this.#shortLives > 1) await this.#pause(Math.min(50 * 2 ** this.#shortLives, 2000));
    while (!this.#abort.signal.aborted) {
      try {
        this.#attend(await boot(this.plan, this.say, this.#abort.signal));
        this.say('info', 'the database is back', { ms: Math.round(performance.now() - down) });
        this.#change('up');
        return;
      } catch (error) {
        if (this.#abort.signal.aborted) return;
        const reason = fromSystemError(error, this.home);
        const hopeless = HOPELESS.has(reason.code) || performance.now() - down > GIVE_UP_MS;
        this.say('error', reason.message, { code: reason.code });
        if (hopeless) return this.#change('dead');
      }
      await this.#pause(1000);
    }
  }

  async #pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.#abort.signal }).catch(() => undefined);
  }

  #change(state: ServerState): void {
    if (this.#state === state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}
