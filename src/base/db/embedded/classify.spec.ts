import { describe, expect, it } from '@jest/globals';
import { classifyLog, EmbeddedPostgresError, errnoOf, fromSystemError } from './classify.js';

const stamp = '2026-11-22 01:00:00.123 UTC [77] ';

describe('classifyLog', () => {
  it.each([
    ['DISKFULL', 'FATAL:  could not write lock file "postmaster.pid": No space left on device'],
    ['DISKFULL', 'PANIC:  could not write to file "pg_wal/xlogtemp.9": Disk quota exceeded'],
    ['MAJOR', 'FATAL:  database files are incompatible with server'],
    ['BUSY', 'FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use'],
    ['BUSY', 'FATAL:  lock file "postmaster.pid" already exists'],
    ['BUSY', 'FATAL:  lock file "/x/sock/.s.PGSQL.5432.lock" already exists'],
    ['PORT', 'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use'],
    [
      'PLATFORM',
      'postgres: error while loading shared libraries: libicuuc.so.60: cannot open shared object file',
    ],
    ['PLATFORM', "postgres: /lib/libc.so.6: version `GLIBC_2.27' not found"],
    ['PLATFORM', 'initdb: error: could not look up effective user ID 64095: user does not exist'],
    ['NOT_WRITABLE', 'FATAL:  could not open directory "pg_notify": Permission denied'],
    ['NOT_WRITABLE', 'FATAL:  data directory "/x/data" has invalid permissions'],
    ['START_FAILED', 'PANIC:  could not locate a valid checkpoint record at 0/1500000'],
  ])('tells %s from: %s', (code, line) => {
    const verdict = classifyLog(
      `${stamp}LOG:  starting PostgreSQL 18.4\n${stamp}${line}\n${stamp}LOG:  bye\n`,
    );
    expect(verdict).toEqual({ code, line: line.replace(/\s+/g, ' ') });
  });

  it('names a full disk even when a later line complains about something wider', () => {
    const text = `FATAL:  could not bind Unix address\nFATAL:  could not create file: No space left on device`;
    expect(classifyLog(text).code).toBe('DISKFULL');
  });

  it("leaves initdb's progress out of the line", () => {
    const line = 'FATAL:  could not extend file "base/1/1247": No space left on device';
    expect(classifyLog(`performing post-bootstrap initialization ... ${stamp}${line}`).line).toBe(
      line.replace('  ', ' '),
    );
  });

  it('falls back to the last line, and to words when there is none', () => {
    expect(classifyLog('one\ntwo\n\n')).toEqual({ code: 'START_FAILED', line: 'two' });
    expect(classifyLog('')).toEqual({ code: 'START_FAILED', line: 'it said nothing' });
  });
});

describe('fromSystemError', () => {
  const fault = (code: string) => Object.assign(new Error(`${code}: oops`), { code });

  it.each([
    ['ENOSPC', 'DISKFULL'],
    ['EDQUOT', 'DISKFULL'],
    ['EACCES', 'NOT_WRITABLE'],
    ['EROFS', 'NOT_WRITABLE'],
    ['ENOTDIR', 'NOT_WRITABLE'],
    ['EMFILE', 'START_FAILED'],
  ])('%s becomes %s in one line that names the place', (errno, code) => {
    const error = fromSystemError(fault(errno), '/srv/jiesu');
    expect(error.code).toBe(code);
    expect(error.message).toContain('/srv/jiesu');
    expect(error.message).not.toContain('\n');
  });

  it('keeps an error that already has its words', () => {
    const known = new EmbeddedPostgresError('LOCKED', 'taken');
    expect(fromSystemError(known, '/srv')).toBe(known);
  });

  it('reads a code only where there is one', () => {
    expect([errnoOf(fault('57P03')), errnoOf(null), errnoOf('ENOENT'), errnoOf({ code: 7 })]).toEqual([
      '57P03',
      '',
      '',
      '',
    ]);
  });
});
