/**
 * Every job there is. A job is only a wake-up: it carries ids, the truth is in PostgreSQL, and a
 * sweeper does the same work without it, only later (ADR 0003).
 */
export interface JobMap {
  /** Inbox rows of these conversations wait to be handled. */
  'message.received': { readonly conversationIds: readonly string[] };
  /** Outbox rows are due. */
  'outbox.due': Record<string, never>;
}

export type JobName = keyof JobMap;
export const JOB_NAMES = ['message.received', 'outbox.due'] as const satisfies readonly JobName[];

/** Does the work of one kind of job. Must be idempotent: a wake-up may come twice. */
export interface JobHandler<Name extends JobName> {
  readonly job: Name;
  run(payload: JobMap[Name]): Promise<void>;
}
