import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A line of input that could not be used: answered in its place, and the exit status is 1. */
export interface LineError {
  readonly id?: string;
  readonly line: number;
  readonly error: string;
}

export interface LineResult {
  readonly failures: number;
}

/**
 * JSON Lines in, JSON Lines out, one for one and in order. `answer` may throw: its message becomes
 * the line's `error`.
 */
export async function mapLines(
  input: Readable,
  write: (line: string) => void,
  answer: (record: unknown) => Promise<object> | object,
): Promise<LineResult> {
  let line = 0;
  let failures = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++;
    if (text.trim() === '') continue;
    let record: unknown;
    try {
      record = JSON.parse(text);
      write(JSON.stringify(await answer(record)));
    } catch (error) {
      failures++;
      write(JSON.stringify(lineError(record, line, error)));
    }
  }
  return { failures };
}

function lineError(record: unknown, line: number, error: unknown): LineError {
  const id =
    typeof record === 'object' && record !== null && 'id' in record && typeof record.id === 'string'
      ? record.id
      : undefined;
  return {
    ...(id === undefined ? {} : { id }),
    line,
    error: error instanceof Error ? error.message : String(error),
  };
}
