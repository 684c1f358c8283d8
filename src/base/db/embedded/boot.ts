import { readdirSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { classifyLog, EmbeddedPostgresError } from './classify.js';
import { answers } from './endpoint.js';
import type { Say } from './home.js';
import type { ServerPlan } from './plan.js';
import { commandOf, isOfCluster, processesOf, signal } from './processes.js';
import { adopt, askToStop, launch, type Postmaster, type Running, readPostmaster } from './server-process.js';

/** How long everything but crash recovery may take. */
const PATIENCE_MS = 30_000;
const RECOVERY_MS = 120_000;
/** A backend busy on the CPU does not notice that its postmaster died; it gets this long to end by itself. */
const LEFTOVER_MS = 3000;
const STOPPING_MS = 10_000;

/** Why another look is needed. */
interface Waiting {
  waiting: string;
}

/** What earlier looks of the same boot saw. Times are `performance.now()` milliseconds. */
interface Memory {
  failures: number;
  strangers: number;
  leftoversSince: number | undefined;
  stoppingSince: number | undefined;
}

/**
 * Brings the server up from whatever state it was left in: alive (adopts it), stopping, dead with backends or lock
 * files left over, or cleanly stopped.
 * @throws EmbeddedPostgresError DISKFULL, NOT_WRITABLE, FOREIGN, PORT, PLATFORM, START_FAILED
 */
export async function boot(plan: ServerPlan, say: Say, abort: AbortSignal): Promise<Running> {
  const began = performance.now();
  const memory: Memory = { failures: 0, strangers: 0, leftoversSince: undefined, stoppingSince: undefined };
  for (;;) {
    if (abort.aborted) throw new EmbeddedPostgresError('START_FAILED', 'stopped while starting');
    const step = await look(plan, memory, say, abort);
    if ('pid' in step) return step;
    const waited = performance.now() - began;
    if (waited > (step.waiting === RECOVERING ? RECOVERY_MS : PATIENCE_MS)) {
      const seconds = Math.round(waited / 1000);
      throw new EmbeddedPostgresError(
        'START_FAILED',
        `gave up after ${seconds} s: ${step.waiting}, see ${plan.log}`,
      );
    }
    await sleep(waited < 500 ? 20 : waited < 3000 ? 100 : 500);
  }
}

const RECOVERING = 'an earlier start is still recovering';

async function look(
  plan: ServerPlan,
  memory: Memory,
  say: Say,
  abort: AbortSignal,
): Promise<Running | Waiting> {
  const found = readPostmaster(plan.data);
  if (found !== undefined && isOfCluster(found.pid, plan.mark)) return meet(found, plan, memory, say);
  const leftovers = processesOf(plan.mark);
  if (leftovers.length > 0) return endLeftovers(leftovers, memory);
  if (await isForeign(plan, memory)) return { waiting: 'something we cannot see answers on the socket' };
  clearStaleLocks(plan);
  const result = await launch(plan, say, abort);
  return 'pid' in result ? result : judge(result.failed, plan, memory, say);
}

/** A live postmaster of this cluster. */
async function meet(
  found: Postmaster,
  plan: ServerPlan,
  memory: Memory,
  say: Say,
): Promise<Running | Waiting> {
  if (found.status === 'ready') {
    if (isAsPlanned(found.pid, plan)) return adopt(plan, found.pid, say);
    say('info', 'the running server has other settings or another version: restarting it', {
      pid: found.pid,
    });
    await askToStop(plan, found.pid, 'SIGINT');
    return { waiting: 'the earlier server is stopping' };
  }
  if (found.status !== 'stopping') return { waiting: RECOVERING };
  memory.stoppingSince ??= performance.now();
  if (performance.now() - memory.stoppingSince > STOPPING_MS) await askToStop(plan, found.pid, 'SIGQUIT');
  return { waiting: 'the earlier server is stopping' };
}

/** Same program file and arguments. What cannot be read (Windows; root without the right to look) counts as same. */
function isAsPlanned(pid: number, plan: ServerPlan): boolean {
  const command = commandOf(pid);
  if (command !== '' && command !== plan.command.join(' ')) return false;
  try {
    return readlinkSync(`/proc/${pid}/exe`) === plan.command[0];
  } catch {
    return true;
  }
}

function endLeftovers(pids: readonly number[], memory: Memory): Waiting {
  const now = performance.now();
  memory.leftoversSince ??= now;
  const name = now - memory.leftoversSince > LEFTOVER_MS ? 'SIGKILL' : 'SIGQUIT';
  for (const pid of pids) signal(pid, name);
  return { waiting: `processes of a dead server are still there (${pids.join(', ')})` };
}

/** Looked at three times, since a server that is just ending may still answer once. A TCP port tells itself. */
async function isForeign(plan: ServerPlan, memory: Memory): Promise<boolean> {
  if (plan.endpoint.kind === 'tcp' || !(await answers(plan.endpoint))) return false;
  memory.strangers += 1;
  if (memory.strangers < 3) return true;
  throw new EmbeddedPostgresError(
    'FOREIGN',
    `a server this process cannot see (in another container?) is using ${plan.data}: stop it first`,
  );
}

/**
 * A dead postmaster's lock files name a pid that may be a zombie or somebody else's by now; PostgreSQL then refuses to
 * start. Only reached when no process of the cluster is alive.
 */
function clearStaleLocks(plan: ServerPlan): void {
  rmSync(join(plan.data, 'postmaster.pid'), { force: true });
  if (plan.endpoint.kind !== 'socket') return;
  for (const name of readdirSync(plan.endpoint.host)) {
    if (name.startsWith('.s.PGSQL.')) rmSync(join(plan.endpoint.host, name), { force: true });
  }
}

function judge(text: string, plan: ServerPlan, memory: Memory, say: Say): Waiting {
  const { code, line } = classifyLog(text);
  if (code === 'DISKFULL') throw new EmbeddedPostgresError(code, `disk full at ${plan.data} (${line})`);
  if (code !== 'BUSY' && code !== 'START_FAILED') throw new EmbeddedPostgresError(code, line);
  if (code === 'START_FAILED') memory.failures += 1;
  if (memory.failures >= 3) {
    throw new EmbeddedPostgresError('START_FAILED', `the server does not start: ${line}, see ${plan.log}`);
  }
  say('warn', 'the server did not start, trying again', { reason: line });
  return { waiting: line };
}
