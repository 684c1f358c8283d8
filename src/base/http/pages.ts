import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Built by Vite; the same place from `src/` (tests) and from `dist/`. */
const WEB = fileURLToPath(new URL('../../../dist/web/', import.meta.url));

const PAGES: readonly (readonly [string, string])[] = [
  ['/', 'console/index.html'],
  ['/console', 'console/index.html'],
  ['/console/*', 'console/index.html'],
  ['/chat', 'chat/index.html'],
];

/** Pages with a fresh CSP nonce each; their hashed assets precompressed and cached for a year. */
export async function servePages(fastify: FastifyInstance): Promise<void> {
  if (existsSync(`${WEB}assets`)) {
    await fastify.register(fastifyStatic, {
      root: `${WEB}assets`,
      prefix: '/assets/',
      preCompressed: true,
      immutable: true,
      maxAge: '365d',
      index: false,
      decorateReply: false,
    });
  }
  for (const [path, file] of PAGES) fastify.get(path, (_request, reply) => sendPage(reply, file));
}

async function sendPage(reply: FastifyReply, file: string): Promise<FastifyReply> {
  if (!existsSync(WEB + file)) {
    return reply.status(503).type('text/plain; charset=utf-8').send('页面还没有构建,请运行 npm run build\n');
  }
  const nonce = randomBytes(16).toString('base64');
  return reply
    .header('content-security-policy', policy(nonce))
    .header('cache-control', 'no-cache')
    .type('text/html; charset=utf-8')
    .send(readFileSync(WEB + file, 'utf8').replaceAll('__CSP_NONCE__', nonce));
}

const policy = (nonce: string): string =>
  [
    `default-src 'self'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' blob: data:`,
    `connect-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'self'`,
  ].join('; ');
