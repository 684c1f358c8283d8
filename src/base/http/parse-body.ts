import type { z } from 'zod';
import { AppError } from '../errors/app-error.js';

export type InputPlace = 'body' | 'query' | 'params';

/** One fault of an input. `field` is a dotted path (`items.0.name`), or the place itself (`body`). */
export interface InputIssue {
  readonly field: string;
  readonly message: string;
}

/** A hostile body may have a million faults; the sender needs only the first few. */
const MAX_ISSUES = 20;

/**
 * Checks what came over HTTP. Objects in `schema` should be `z.strictObject`, so that an unknown key
 * is refused by name instead of being dropped in silence. Text that the database cannot hold (NUL, half
 * a surrogate pair) is refused unless a transform of the schema removes it.
 * @throws AppError `request.invalid` (400); `field` is the first fault, `details.issues` are all (at most 20).
 */
export function parseInput<Output>(schema: z.ZodType<Output>, input: unknown, where: InputPlace): Output {
  const parsed = schema.safeParse(input);
  if (!parsed.success)
    throw invalid(
      parsed.error.issues.flatMap((issue) => inputIssues(issue, where)),
      where,
    );
  const path = unstorablePath(parsed.data);
  if (path)
    throw invalid([{ field: dotted(path, where), message: 'contains a character that is none' }], where);
  return parsed.data;
}

function invalid(all: readonly InputIssue[], where: InputPlace): AppError {
  const issues = all.slice(0, MAX_ISSUES);
  const field = issues[0]?.field ?? where;
  return new AppError({
    code: 'request.invalid',
    status: 400,
    message: `${field}: ${issues[0]?.message ?? 'is not valid'}`,
    field,
    details: { issues },
  });
}

/**
 * Where the first text with a NUL or half a surrogate pair is: PostgreSQL stores neither, and would
 * fail as if it were our fault. Not recursive, because JSON may nest deeper than the stack.
 */
function unstorablePath(value: unknown): readonly string[] | null {
  const open: { readonly value: unknown; readonly path: Path | null }[] = [{ value, path: null }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    if (typeof value === 'string' && /\0|\p{Surrogate}/u.test(value)) return steps(path);
    if (Array.isArray(value) || isPlainObject(value)) {
      for (const [step, inner] of Object.entries(value))
        open.push({ value: inner, path: { step, before: path } });
    }
  }
  return null;
}

/** A chain, so that a deep path costs nothing until it is told. */
interface Path {
  readonly step: string;
  readonly before: Path | null;
}

function steps(path: Path | null): string[] {
  const all: string[] = [];
  for (let at = path; at; at = at.before) all.push(at.step);
  return all.reverse();
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function inputIssues(issue: z.core.$ZodIssue, where: InputPlace): InputIssue[] {
  if (issue.code !== 'unrecognized_keys') {
    return [{ field: dotted(issue.path, where), message: issue.message }];
  }
  return issue.keys.map((key) => ({
    field: dotted([...issue.path, key], where),
    message: 'is not a known field',
  }));
}

function dotted(path: readonly PropertyKey[], where: InputPlace): string {
  return path.length === 0 ? where : path.map(String).join('.');
}
