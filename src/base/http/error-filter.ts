import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { Logger } from '../log/logger.js';

interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly requestId: string;
}

/** One shape for every fault; nothing internal leaves (house §4 "Errors"). */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly log: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { status, body } = answer(error, String(request.id));
    if (status >= 500)
      this.log.error('request failed', {
        requestId: String(request.id),
        url: request.url,
        error: describe(error),
      });
    void reply.status(status).send(body);
  }
}

/** Exported for the spec and for Fastify's own errors (bad JSON, too large). */
export function answer(error: unknown, requestId: string): { status: number; body: ErrorBody } {
  if (error instanceof AppError) {
    const { code, message, field, details, status } = error;
    return {
      status,
      body: { code, message, ...(field ? { field } : {}), ...(details ? { details } : {}), requestId },
    };
  }
  if (error instanceof HttpException) {
    const status = error.getStatus();
    const code = status === 404 ? 'request.not_found' : 'request.refused';
    return { status, body: { code, message: error.message, ...fieldOf(status), requestId } };
  }
  return (
    fromFastify(error, requestId) ?? {
      status: 500,
      body: { code: 'internal', message: '系统暂时出错,请稍后再试', requestId },
    }
  );
}

/** Fastify's faults carry `statusCode` and an `FST_…` code; those below 500 are the sender's. */
function fromFastify(error: unknown, requestId: string): { status: number; body: ErrorBody } | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  const status = Number(error.statusCode);
  if (!(status >= 400 && status < 500)) return undefined;
  return { status, body: { code: 'request.invalid', message: error.message, ...fieldOf(status), requestId } };
}

/** What is refused before any schema sees it has no field of its own: the body or its type is at fault. */
function fieldOf(status: number): { field?: string } {
  if (status === 413 || status === 400) return { field: 'body' };
  return status === 415 ? { field: 'content-type' } : {};
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
