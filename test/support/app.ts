import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Backend, createBackend } from './backend.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const READY_WITHIN_MS = 30_000;

export const ADMIN = { username: 'admin', password: 'lamp-river-42 am Fluss' } as const;

/** A gateway as an operator runs it: its own process, its real door. */
export class RunningApp {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** Everything it wrote to stderr, for messages of failing tests. */
    readonly log: () => string,
  ) {}

  static async start(env: Readonly<Record<string, string>>): Promise<RunningApp> {
    const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
      env: { ...ownEnvironment(), PORT: '0', JIESU_LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-20_000);
    });
    const url = await readyUrl(child, () => errors);
    return new RunningApp(child, url, () => errors);
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** SIGTERM, as a service manager does; resolves with the exit code. */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  /** SIGKILL: the process gets no chance to do anything. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    if (!this.running) return this.child.exitCode;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
    return this.child.exitCode;
  }
}

/** What became of a gateway that was not meant to start. */
export interface EndedRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a gateway that must end by itself; one that has not after `withinMs` is killed and reported with code null. */
export async function runToEnd(env: Readonly<Record<string, string>>, withinMs = 20_000): Promise<EndedRun> {
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
    env: { ...ownEnvironment(), PORT: '0', JIESU_LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.stderr += chunk.toString();
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), withinMs);
  await once(child, 'close');
  clearTimeout(timer);
  return { code: child.exitCode, ...said };
}

export interface StartedApp {
  readonly url: string;
  readonly backend: Backend;
  readonly app: RunningApp;
  stop(): Promise<void>;
  /** Takes the first-run step; the account it returns has every right. */
  createAdmin(): Promise<{ username: string; password: string }>;
}

/** A gateway on a fresh backend. `stop` also removes the backend. */
export async function startApp(env: Readonly<Record<string, string>> = {}): Promise<StartedApp> {
  const backend = await createBackend();
  const app = await startOrRemove(backend, env);
  return {
    url: app.url,
    backend,
    app,
    stop: async () => {
      await app.stop();
      await backend.remove();
    },
    createAdmin: async () => {
      const response = await fetch(`${app.url}/api/setup`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(ADMIN),
      });
      if (response.status !== 201)
        throw new Error(`setup answered ${response.status}: ${await response.text()}`);
      return ADMIN;
    },
  };
}

/** A gateway that does not start must not leave its backend behind. */
export async function startOrRemove(
  backend: Backend,
  env: Readonly<Record<string, string>> = {},
): Promise<RunningApp> {
  try {
    return await RunningApp.start({ ...backend.env, ...env });
  } catch (error) {
    await backend.remove();
    throw error;
  }
}

/** Our own environment without anything that would set up the gateway. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const names = Object.keys(process.env).filter(
    (name) =>
      !name.startsWith('JIESU_') &&
      !['DATABASE_URL', 'REDIS_URL', 'PORT', 'HOST', 'NODE_OPTIONS'].includes(name),
  );
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

function readyUrl(child: ChildProcess, errors: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`not ready within ${READY_WITHIN_MS} ms: ${errors()}`));
    }, READY_WITHIN_MS);
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const url = /health\s+(http:\/\/\S+)\/health\/ready/.exec(text)?.[1];
      if (!url) return;
      clearTimeout(timer);
      resolve(url);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${code} before it was ready: ${errors()}`));
    });
  });
}
