export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export interface AppErrorOptions {
  /** `room.reason`, stable; clients map it to their own words. */
  readonly code: string;
  readonly message: string;
  /** HTTP status when it reaches a controller. */
  readonly status: number;
  readonly level?: LogLevel;
  /** The input field at fault, as the sender spelt it. */
  readonly field?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/** A fault the caller can act on. Anything else that reaches the edge is answered as 500 without detail. */
export class AppError extends Error {
  readonly code: string;
  readonly status: number;
  readonly level: LogLevel;
  readonly field?: string;
  readonly details?: Readonly<Record<string, unknown>>;

  constructor(options: AppErrorOptions) {
    super(options.message, { cause: options.cause });
    this.name = 'AppError';
    this.code = options.code;
    this.status = options.status;
    this.level = options.level ?? (options.status >= 500 ? 'error' : 'info');
    this.field = options.field;
    this.details = options.details;
  }
}
