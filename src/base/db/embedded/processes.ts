import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { errnoOf } from './classify.js';

/** How the processes of one cluster are told from all others. */
export interface ClusterMark {
  /** Real path of the data folder. */
  data: string;
  /** `cluster_name`: PostgreSQL shows it in the title of each of its processes. */
  title: string;
  /** Whose processes they are; undefined on Windows. */
  uid: number | undefined;
}

/** A zombie counts as dead: PID 1 may reap it late or never, and `kill -0` keeps succeeding until then. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (errnoOf(error) !== 'EPERM') return false;
  }
  return process.platform !== 'linux' || !isZombie(pid);
}

/** True when the live process `pid` is the postmaster or a backend of this cluster, not a re-used number. */
export function isOfCluster(pid: number, mark: ClusterMark): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  if (process.platform === 'linux') return isOfClusterByProc(pid, mark);
  return psList().some((seen) => seen.pid === pid && isCommandOf(seen.command, mark));
}

/** Pids of all live processes of this cluster: postmaster, backends, and those a dead postmaster left behind. */
export function processesOf(mark: ClusterMark): number[] {
  if (process.platform === 'win32') return [];
  if (process.platform === 'linux') return procPids().filter((pid) => isOfClusterByProc(pid, mark));
  return psList()
    .filter(({ command }) => isCommandOf(command, mark))
    .map(({ pid }) => pid);
}

/** Pids of initdb or postgres programs that still work on the half-made folder `path`. */
export function processesOn(path: string): number[] {
  if (process.platform === 'win32') return [];
  const list =
    process.platform === 'linux' ? procPids().map((pid) => ({ pid, command: commandOf(pid) })) : psList();
  return list
    .filter(({ command }) => /(^|\/)(initdb|postgres) /.test(command))
    .filter(({ pid, command }) => command.includes(path) || cwdOf(pid) === path)
    .map(({ pid }) => pid);
}

/** The command line `pid` was started with, arguments joined by blanks; '' when it cannot be known. */
export function commandOf(pid: number): string {
  if (process.platform === 'win32') return '';
  if (process.platform !== 'linux') return psList().find((seen) => seen.pid === pid)?.command ?? '';
  return (read(`/proc/${pid}/cmdline`) ?? '').replace(/\0+$/, '').replaceAll('\0', ' ');
}

/** Sends a signal; a process that is gone already is not an error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (errnoOf(error) !== 'ESRCH') throw error;
  }
}

function isOfClusterByProc(pid: number, mark: ClusterMark): boolean {
  if (isZombie(pid)) return false;
  try {
    const cwd = readlinkSync(`/proc/${pid}/cwd`);
    return cwd === mark.data && isServerProgram(readlinkSync(`/proc/${pid}/exe`));
  } catch (error) {
    // Root without CAP_SYS_PTRACE, as in most containers, may not look into another account's process.
    if (errnoOf(error) !== 'EACCES' && errnoOf(error) !== 'EPERM') return false;
    return ownerOf(pid) === mark.uid && isCommandOf(commandOf(pid), mark);
  }
}

/** The postmaster keeps its arguments, its children show `postgres: <cluster_name>: …`. */
function isCommandOf(command: string, mark: ClusterMark): boolean {
  return command.startsWith(`postgres: ${mark.title}: `) || command.includes(`/postgres -D ${mark.data} `);
}

function isServerProgram(path: string): boolean {
  return ['postgres', 'postgres (deleted)'].includes(basename(path));
}

function isZombie(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`);
  return stat === undefined || /\) [ZX] /.test(stat);
}

function cwdOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function ownerOf(pid: number): number | undefined {
  try {
    return statSync(`/proc/${pid}`).uid;
  } catch {
    return undefined;
  }
}

function procPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

/** macOS has no /proc. */
function psList(): { pid: number; command: string }[] {
  const output = execFileSync('ps', ['-axo', 'pid=,stat=,command='], {
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  });
  return output.split('\n').flatMap((line) => {
    const [, pid, stat, command] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined || stat?.startsWith('Z') ? [] : [{ pid: Number(pid), command }];
  });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
