import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be a URL beginning with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  });

/**
 * Every setting of Jiesu, in one place. All come from the environment; none is needed for the
 * embedded default. `description` is what `jiesu config` and docs/OPERATIONS.md print.
 */
export const configSchema = z.object({
  PORT: port.default(3000).describe('TCP port of the HTTP and WebSocket door; 0 picks a free one'),
  HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address to listen on; 0.0.0.0 opens it to the network'),
  DATABASE_URL: url(['postgres:', 'postgresql:'])
    .optional()
    .describe('PostgreSQL to use instead of the embedded one'),
  REDIS_URL: url(['redis:', 'rediss:'])
    .optional()
    .describe('Redis for the queue and live fan-out; without it both run on PostgreSQL'),
  JIESU_DATA: z.string().min(1).default('./data').describe('Folder of the embedded database'),
  JIESU_ROLES: z
    .enum(['all', 'api', 'worker'])
    .default('all')
    .describe('all = doors and workers in one process; api or worker to run them apart'),
  JIESU_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least level that is logged (JSON lines on stderr)'),
  JIESU_DB_POOL: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(10)
    .describe('Database connections per process'),
  JIESU_TRUST_PROXY: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('Proxies in front whose X-Forwarded headers are believed (0 = none)'),
  JIESU_WEBHOOK_URL: url(['http:', 'https:'])
    .refine(
      (text) => !URL.canParse(text) || (new URL(text).username === '' && new URL(text).password === ''),
      {
        message: 'must not hold a user or password: the signature says who sends',
      },
    )
    .optional()
    .describe('Endpoint that receives every ticket as a signed webhook (Standard Webhooks)'),
  JIESU_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/, 'must be whsec_ followed by 24 to 64 bytes in base64')
    .optional()
    .describe('Signing secret of JIESU_WEBHOOK_URL'),
});

export type Config = z.infer<typeof configSchema>;
