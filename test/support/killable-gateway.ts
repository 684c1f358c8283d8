import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Compiles the supervisor and the gateway to be killed into a folder from which node_modules resolve.
 * @returns the folder; the program is `kill-gateway.js` in it
 */
export async function buildKillGateway(): Promise<string> {
  const out = join(ROOT, 'node_modules', '.cache', `jiesu-kill-gateway-${process.pid}`);
  const embedded = join('base', 'db', 'embedded');
  mkdirSync(join(out, embedded), { recursive: true });
  writeFileSync(join(out, 'package.json'), '{"type":"module","imports":{"#app/*.js":"./*.js"}}');
  const compile = async (source: string, folder: string) => {
    const { code } = await transformFile(source, { configFile: join(ROOT, '.swcrc'), sourceMaps: 'inline' });
    writeFileSync(join(folder, basename(source, '.ts').concat('.js')), code);
  };
  const sources = readdirSync(join(ROOT, 'src', embedded)).filter((name) => !name.endsWith('.spec.ts'));
  await Promise.all(sources.map((name) => compile(join(ROOT, 'src', embedded, name), join(out, embedded))));
  await compile(join(ROOT, 'test', 'support', 'kill-gateway.ts'), out);
  return out;
}

export function removeKillGateway(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

export interface Ready {
  pid: number;
  adopted: boolean;
  home: string;
  postmaster: number;
  /** Folder of the socket. */
  sockets: string;
}

export interface GatewayArguments {
  build: string;
  dataDir: string;
  mode: 'insert' | 'once';
  firstId?: number;
  /** Runs it as this ordinary user; only root can. */
  uid?: number;
}

/** A gateway in a process of its own, and everything it has said so far. */
export class KillableGateway {
  readonly acked: number[] = [];
  readonly lines: string[] = [];
  readonly exited: Promise<number | null>;
  private readonly child: ChildProcess;
  private wake: () => void = () => undefined;
  private ended = false;

  constructor({ build, dataDir, mode, firstId = 0, uid }: GatewayArguments) {
    const args = [join(build, 'kill-gateway.js'), dataDir, mode, String(firstId)];
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: '/',
      ...(uid === undefined ? {} : { uid, gid: uid }),
      env: { PATH: process.env.PATH },
    });
    this.child = child;
    createInterface({ input: child.stdout }).on('line', (line) => this.hear(line));
    this.exited = new Promise((resolve) => {
      child.once('close', (status) => {
        this.ended = true;
        this.wake();
        resolve(status);
      });
    });
  }

  /** Waits for a line of that kind (its first word) beyond the first `seen` ones; gives what follows the word. */
  async says(kind: string, seen = 0): Promise<string> {
    for (;;) {
      const line = this.lines.filter((said) => said.startsWith(kind))[seen];
      if (line !== undefined) return line.slice(kind.length).trim();
      if (this.ended) throw new Error(`the gateway ended without "${kind}": ${this.lines.join(' | ')}`);
      await this.more();
    }
  }

  async isReady(): Promise<Ready> {
    return JSON.parse(await this.says('ready')) as Ready;
  }

  /** Waits until `count` more rows are acknowledged. */
  async acks(count: number): Promise<void> {
    const goal = this.acked.length + count;
    while (this.acked.length < goal) {
      if (this.ended) throw new Error(`the gateway ended: ${this.lines.join(' | ')}`);
      await this.more();
    }
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.exited;
  }

  private hear(line: string): void {
    const [word, id] = line.split(' ');
    if (word === 'ack') this.acked.push(Number(id));
    else this.lines.push(line);
    this.wake();
  }

  private more(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}
