import type { ChildProcess } from 'node:child_process';
import {
  chownSync,
  closeSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { program } from './binaries.js';
import { EmbeddedPostgresError } from './classify.js';
import { cannotRun, runAs } from './cluster.js';
import type { Say } from './home.js';
import type { ServerPlan } from './plan.js';
import { isAlive, processesOf, signal } from './processes.js';
import { type Watcher, watch } from './watcher.js';

/** A postmaster that takes connections. */
export interface Running {
  pid: number;
  /** Started by an earlier process, which died without it. */
  adopted: boolean;
  /** Settles when the postmaster is dead; never rejects. */
  gone: Promise<void>;
  watcher: Watcher;
}

/** A start that came to nothing, with what the server wrote during it. */
export interface Failed {
  failed: string;
}

/** What `postmaster.pid` says. */
export interface Postmaster {
  pid: number;
  port: number;
  /** `starting`, `ready`, `stopping`, or '' while the file is being written. */
  status: string;
}

const POLL_MS = 200;
/** Crash recovery of at most max_wal_size takes seconds; the rest is for slow disks. */
const READY_MS = 120_000;
const LOG_LIMIT = 10 * 1024 * 1024;

export function readPostmaster(data: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return { pid, port: Number(lines[3] ?? 0), status: lines[7]?.trim() ?? '' };
}

/** A server that is not our child has no exit event: looked at five times a second. */
export function adopt(plan: ServerPlan, pid: number, say: Say): Running {
  const gone = new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(pid) && readPostmaster(plan.data)?.pid === pid) return;
      clearInterval(timer);
      resolve();
    }, POLL_MS);
    timer.unref();
  });
  return { pid, adopted: true, gone, watcher: watch(plan, pid, say) };
}

/**
 * Starts the server in a session of its own (Ctrl-C in the terminal must not reach it) and waits until it is ready.
 * @throws EmbeddedPostgresError PLATFORM; START_FAILED when it is neither ready nor dead after two minutes
 */
export async function launch(plan: ServerPlan, say: Say, abort: AbortSignal): Promise<Running | Failed> {
  const log = openLog(plan);
  try {
    return process.platform === 'win32'
      ? await launchOnWindows(plan, log, say, abort)
      : await launchDirectly(plan, log, say, abort);
  } finally {
    closeSync(log.fd);
  }
}

interface Log {
  fd: number;
  /** Where this start's text begins. */
  from: number;
}

async function launchDirectly(
  plan: ServerPlan,
  log: Log,
  say: Say,
  abort: AbortSignal,
): Promise<Running | Failed> {
  const [path, ...args] = plan.command;
  // A file, never a pipe: the server must be able to write its log after we are dead.
  const child = runAs(plan.home.account, path, args, { detached: true, stdio: ['ignore', log.fd, log.fd] });
  const end = endOf(child);
  const { pid } = child;
  if (pid === undefined) throw cannotRun(await end.promise, path, plan.home.account);
  // From the first moment: recovery may take a while, and we may be killed during it.
  const watcher = watch(plan, pid, say);
  const ready = () => {
    const found = readPostmaster(plan.data);
    return found?.pid === pid && found.status === 'ready';
  };
  const outcome = await waitFor(ready, () => end.settled, abort);
  if (outcome === 'ready') {
    child.unref();
    return { pid, adopted: false, gone: end.promise.then(() => undefined), watcher };
  }
  if (outcome !== 'gone') signal(pid, outcome === 'late' ? 'SIGQUIT' : 'SIGINT');
  await end.promise;
  watcher.dismiss();
  if (outcome === 'gone') return { failed: readTail(log) };
  throw notReady(plan, abort);
}

/** pg_ctl gives up administrators' rights, which the server itself insists on. */
async function launchOnWindows(
  plan: ServerPlan,
  log: Log,
  say: Say,
  abort: AbortSignal,
): Promise<Running | Failed> {
  const [, , , ...settings] = plan.command;
  const path = program(plan.binaries, 'pg_ctl');
  const args = ['start', '-W', '-D', plan.data, '-l', plan.log, '-o', settings.join(' ')];
  const child = runAs(undefined, path, args, { stdio: 'ignore' });
  const end = endOf(child);
  if (child.pid === undefined) throw cannotRun(await end.promise, path, undefined);
  await end.promise;
  const ready = () => readPostmaster(plan.data)?.status === 'ready';
  const outcome = await waitFor(ready, () => child.exitCode !== 0, abort);
  const pid = readPostmaster(plan.data)?.pid;
  if (outcome === 'gone' || pid === undefined) return { failed: readTail(log) };
  if (outcome === 'ready') return { ...adopt(plan, pid, say), adopted: false };
  await askToStop(plan, pid, 'SIGQUIT');
  throw notReady(plan, abort);
}

/** `promise` gives the error when the program could not be run at all. */
function endOf(child: ChildProcess): { promise: Promise<unknown>; settled: boolean } {
  const end = { promise: Promise.resolve<unknown>(undefined), settled: false };
  end.promise = new Promise((resolve) => {
    const settle = (error: unknown) => {
      end.settled = true;
      resolve(error);
    };
    child.once('error', settle);
    child.once('exit', () => settle(undefined));
  });
  return end;
}

type Outcome = 'ready' | 'gone' | 'late' | 'aborted';

async function waitFor(ready: () => boolean, gone: () => boolean, abort: AbortSignal): Promise<Outcome> {
  const end = performance.now() + READY_MS;
  for (;;) {
    if (gone()) return 'gone';
    if (ready()) return 'ready';
    if (abort.aborted) return 'aborted';
    if (performance.now() > end) return 'late';
    await sleep(5);
  }
}

function notReady(plan: ServerPlan, abort: AbortSignal): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'START_FAILED',
    abort.aborted ? 'stopped while starting' : `the server was not ready after two minutes, see ${plan.log}`,
  );
}

/** Asks for a fast stop; after 10 s for an immediate one (the next start recovers); after 10 s more kills what is left. */
export async function shutDown(plan: ServerPlan, running: Running): Promise<void> {
  await stopServer(plan, running);
  running.watcher.dismiss();
}

async function stopServer(plan: ServerPlan, running: Running): Promise<void> {
  for (const name of ['SIGINT', 'SIGQUIT'] as const) {
    // The number of a dead server may be somebody else's by now.
    if ((await within(running.gone, 0)) || !isAlive(running.pid)) return;
    await askToStop(plan, running.pid, name);
    if (await within(running.gone, 10_000)) return;
  }
  for (const pid of [running.pid, ...processesOf(plan.mark)]) signal(pid, 'SIGKILL');
  await within(running.gone, 5000);
}

/** SIGINT = fast, SIGQUIT = immediate. Never SIGTERM: PostgreSQL then waits for its clients, one idle pool is enough. */
export async function askToStop(plan: ServerPlan, pid: number, name: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  if (process.platform !== 'win32') {
    signal(pid, name);
    return;
  }
  const mode = name === 'SIGINT' ? 'fast' : 'immediate';
  const args = ['stop', '-W', '-m', mode, '-D', plan.data];
  await endOf(runAs(undefined, program(plan.binaries, 'pg_ctl'), args, { stdio: 'ignore' })).promise;
}

/** False when it took longer; leaves no timer behind. */
async function within(promise: Promise<void>, ms: number): Promise<boolean> {
  const timer = new AbortController();
  const late = sleep(ms, false, { signal: timer.signal }).catch(() => false);
  const inTime = await Promise.race([promise.then(() => true), late]);
  timer.abort();
  return inTime;
}

function openLog(plan: ServerPlan): Log {
  const size = statSync(plan.log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT) renameSync(plan.log, `${plan.log}.old`);
  const fd = openSync(plan.log, 'a+', 0o600);
  const { account } = plan.home;
  // Root's file would stop a later start as that account.
  if (account !== undefined) chownSync(plan.log, account.uid, account.gid);
  return { fd, from: fstatSync(fd).size };
}

function readTail({ fd, from }: Log): string {
  const length = Math.min(fstatSync(fd).size - from, 64 * 1024);
  const buffer = Buffer.alloc(Math.max(length, 0));
  readSync(fd, buffer, 0, buffer.length, from);
  return buffer.toString('utf8');
}
