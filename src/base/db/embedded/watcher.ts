import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import { runAs } from './cluster.js';
import type { Say } from './home.js';
import type { ServerPlan } from './plan.js';

/** Stops the server when this process dies, however it dies; without it the next start adopts the server. */
export interface Watcher {
  /** Lets the server be; for when it has been stopped, or has died. */
  dismiss(): void;
}

/**
 * Waits on a pipe only our process holds open: `off` sends it home, the end of the pipe means we are dead. It looks at
 * postmaster.pid before it kills, since the number may be somebody else's by then.
 */
const SCRIPT = `read x; [ "$x" = off ] && exit
read p < "$1/postmaster.pid" && [ "$p" = "$2" ] && kill -INT "$2"`;

const RESPAWN_MS = 1000;

/** Costs one idle /bin/sh (1.6 MB). Comes back when it is killed itself. None on Windows: adoption only. */
export function watch(plan: ServerPlan, pid: number, say: Say): Watcher {
  if (process.platform === 'win32') return { dismiss: () => undefined };
  let dismissed = false;
  let shell: ChildProcess | undefined;
  const again = (reason: unknown) => {
    if (dismissed) return;
    say('warn', 'the watcher of the database ended, starting another', { reason: String(reason) });
    setTimeout(begin, RESPAWN_MS).unref();
  };
  const begin = () => {
    if (dismissed) return;
    try {
      shell = startShell(plan, pid, again);
    } catch (error) {
      again(error);
    }
  };
  begin();
  return {
    dismiss: () => {
      dismissed = true;
      shell?.stdin?.end('off\n');
    },
  };
}

function startShell(plan: ServerPlan, pid: number, onEnd: (reason: unknown) => void): ChildProcess {
  const shell = runAs(plan.home.account, '/bin/sh', ['-c', SCRIPT, 'pg-watch', plan.data, String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.once('error', onEnd);
  shell.once('exit', (status, signal) => onEnd(signal ?? status));
  shell.stdin?.on('error', () => undefined);
  // Neither the process nor the pipe may keep ours alive.
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return shell;
}
