/**
 * Why the embedded server is not there; an operator reads the message, a start script the code.
 * LOCKED another gateway uses the data; FOREIGN a server we cannot see (another container) does; MAJOR the
 * data is of another PostgreSQL major; DISKFULL, NOT_WRITABLE, PORT as named; PLATFORM no binaries run here.
 */
export type EmbeddedPostgresErrorCode =
  | 'LOCKED'
  | 'MAJOR'
  | 'DISKFULL'
  | 'NOT_WRITABLE'
  | 'FOREIGN'
  | 'PORT'
  | 'PLATFORM'
  | 'START_FAILED';

/** The message is one line that says what is wrong where, and what to do when that is not plain. */
export class EmbeddedPostgresError extends Error {
  constructor(
    readonly code: EmbeddedPostgresErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
  }
}

/** What a failed program said; BUSY means "ask again soon", everything else is for the operator. */
export interface Verdict {
  code: EmbeddedPostgresErrorCode | 'BUSY';
  /** The line of the log that decided, without its time stamp. */
  line: string;
}

/** First match wins, so the narrow signs stand before the wide ones. */
const SIGNS: readonly (readonly [Verdict['code'], RegExp])[] = [
  ['DISKFULL', /No space left on device|Disk quota exceeded|not enough space on the disk/i],
  ['MAJOR', /database files are incompatible with server|initialized by PostgreSQL version/i],
  ['BUSY', /pre-existing shared memory block .* is still in use|lock file ".*" already exists/i],
  ['PORT', /could not bind |Address already in use/i],
  [
    'PLATFORM',
    /error while loading shared libraries|GLIBC(XX)?_|could not look up effective user ID|cannot execute|Exec format error|Library not loaded/i,
  ],
  ['NOT_WRITABLE', /Permission denied|Read-only file system|has wrong ownership|has invalid permissions/i],
];

/**
 * Reads the end of a server's or initdb's output. There is no other signal: the exit status is 1 for all.
 * The text is English whatever the machine speaks, since the cluster is made with lc_messages C.
 */
export function classifyLog(text: string): Verdict {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  for (const [code, sign] of SIGNS) {
    const line = lines.find((candidate) => sign.test(candidate));
    if (line !== undefined) return { code, line: withoutStamp(line) };
  }
  const last =
    lines.findLast((line) => /\b(PANIC|FATAL):/.test(line)) ??
    lines.findLast((line) => /\berror:|\bERROR:/.test(line)) ??
    lines.at(-1);
  return { code: 'START_FAILED', line: last === undefined ? 'it said nothing' : withoutStamp(last) };
}

/** `creating files ... 2026-11-22 01:00:00.000 UTC [77] FATAL:  …` → `FATAL: …` */
function withoutStamp(line: string): string {
  return line.replace(/^.*?\d{4}-\d\d-\d\d [\d:.]+ \w+ \[\d+\] /, '').replace(/\s+/g, ' ');
}

const FULL = new Set(['ENOSPC', 'EDQUOT']);
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'part of the path is a file, not a folder',
  EEXIST: 'it is a file, not a folder',
  ENOENT: 'part of the path does not exist and cannot be made',
  ELOOP: 'its symbolic links form a circle',
  ENAMETOOLONG: 'the path is too long',
};

/** Puts a failed file operation at `path` into an operator's words; our own errors pass through. */
export function fromSystemError(error: unknown, path: string): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  const errno = errnoOf(error);
  if (FULL.has(errno)) return new EmbeddedPostgresError('DISKFULL', `disk full at ${path}`, { cause: error });
  const reason = REASONS[errno];
  if (reason !== undefined) {
    return new EmbeddedPostgresError('NOT_WRITABLE', `cannot write to ${path}: ${reason}`, { cause: error });
  }
  const text = error instanceof Error ? error.message : String(error);
  return new EmbeddedPostgresError('START_FAILED', `failed at ${path}: ${text}`, { cause: error });
}

/** `ENOENT`, `57P03`, …; '' for anything that carries no code. Serves Node's and PostgreSQL's errors alike. */
export function errnoOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
