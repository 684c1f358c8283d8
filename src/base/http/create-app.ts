import { randomUUID } from 'node:crypto';
import multipart from '@fastify/multipart';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { WsAdapter } from '@nestjs/platform-ws';
import type { Logger } from '../log/logger.js';
import { ErrorFilter } from './error-filter.js';
import { servePages } from './pages.js';

/** JSON bodies are messages and forms: nothing of ours is larger. */
const BODY_LIMIT = 64 * 1024;
const SENT_ID = /^[A-Za-z0-9_-]{8,64}$/;

export interface DoorOptions {
  /** Proxies in front whose X-Forwarded headers are believed. */
  readonly proxies?: number;
  /** False for a worker: it has health and metrics, and no pages. */
  readonly pages?: boolean;
}

/** The HTTP and WebSocket door, ready to listen. `module` is the whole app or, in tests, a part of it. */
export async function createApp(
  module: DynamicModule,
  log: Logger,
  options: DoorOptions = {},
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: (_address: string, hop: number) => hop < (options.proxies ?? 0),
    genReqId: (request: { headers: Record<string, string | string[] | undefined> }) =>
      requestId(request.headers['x-request-id']),
    // A killed process must not leave keep-alive sockets that hang a graceful stop.
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: log,
    abortOnError: false,
  });
  app.useWebSocketAdapter(new WsAdapter(app));
  app.useGlobalFilters(new ErrorFilter(log));
  await app.register(multipart);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'same-origin');
    done();
  });
  if (options.pages !== false) await servePages(fastify);
  return app;
}

function requestId(sent: string | string[] | undefined): string {
  return typeof sent === 'string' && SENT_ID.test(sent) ? sent : randomUUID();
}
