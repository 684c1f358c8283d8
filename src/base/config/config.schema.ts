import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
const MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60 };
const LONGEST_LIMIT = 90 * 24 * 60;
/** `30m`, `2h`, `5d` by the wall clock, `2wh` in working time, `5wd` in working days; several with commas between. */
const inBounds = (text: string): boolean =>
  text
    .split(',')
    .every((part) => !(Number.parseInt(part, 10) * (MINUTES[part.slice(-1)] ?? 1) > LONGEST_LIMIT));
const TOO_LONG = { message: 'a limit is at most 90 days' };
const LIMIT = '[1-9]\\d{0,3}w?[mhd]';
const AROUND_THE_CLOCK = '[1-9]\\d{0,3}[mhd]';
/** Three limits: general, urgent, critical. The last knows no office hours. */
const limitPerUrgency = z
  .string()
  .regex(
    new RegExp(`^${LIMIT},${LIMIT},${AROUND_THE_CLOCK}$`),
    'must be three limits like 2h,30m,5m (general, urgent, critical); the last without w',
  )
  .refine(inBounds, TOO_LONG);

const url = (protocols: readonly string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), {
    message: `must be a URL beginning with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  });

const withoutUser = url(['http:', 'https:']).refine(
  (text) => !URL.canParse(text) || (new URL(text).username === '' && new URL(text).password === ''),
  { message: 'must not hold a user or password' },
);

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
  JIESU_CALENDAR: z
    .string()
    .min(1)
    .optional()
    .describe('Business calendar (YAML) instead of intents/calendar/china.yaml'),
  JIESU_CLOCK_ACK: z
    .string()
    .regex(new RegExp(`^${LIMIT}$`), 'must be a limit like 30m, 2h, 5d, 2wh or 5wd')
    .refine(inBounds, TOO_LONG)
    .default('30m')
    .describe('A complaint is acknowledged within'),
  JIESU_CLOCK_CONTACT: limitPerUrgency
    .default('2h,30m,5m')
    .describe('Somebody has called the customer within: general, urgent, critical'),
  JIESU_CLOCK_RESPONSE: limitPerUrgency
    .default('24h,2h,5m')
    .describe('The customer has an answer within: general, urgent, critical'),
  JIESU_CLOCK_RESOLVE: z
    .string()
    .regex(new RegExp(`^${LIMIT},${LIMIT}$`), 'must be two limits like 5d,10d (usual, approved)')
    .refine(inBounds, TOO_LONG)
    .default('5d,10d')
    .describe('It is resolved within: usually, and where a supervisor approved it'),
  JIESU_CLOCK_WARN: z
    .string()
    .regex(/^([1-9]\d?,){0,8}100$/, 'must be percentages that end with 100, like 70,90,100')
    .refine((text) => text.split(',').every((part, i, all) => i === 0 || Number(all[i - 1]) < Number(part)), {
      message: 'must ascend',
    })
    .default('70,90,100')
    .describe('Percent of a clock at which somebody is warned; the last tells the supervisor'),
  JIESU_RT_URL: withoutUser
    .optional()
    .describe('Request Tracker 5 that receives every ticket: base of its REST 2.0 interface'),
  JIESU_RT_TOKEN: z
    .string()
    .min(1)
    .optional()
    .describe('Auth token of the account of Jiesu in Request Tracker'),
  JIESU_RT_QUEUE: z.string().min(1).optional().describe('Queue of Request Tracker that tickets go to'),
  JIESU_REDMINE_URL: withoutUser
    .optional()
    .describe('Redmine 5 that receives every ticket: its base address'),
  JIESU_REDMINE_KEY: z.string().min(1).optional().describe('API key of the account of Jiesu in Redmine'),
  JIESU_REDMINE_PROJECT: z
    .string()
    .min(1)
    .optional()
    .describe('Identifier of the project in Redmine that tickets go to'),
  JIESU_TICKET_MAPPING: z
    .string()
    .min(1)
    .optional()
    .describe('File (YAML) that maps fields, statuses and priorities to those of RT and Redmine'),
  JIESU_TICKET_POLL_SECONDS: z.coerce
    .number()
    .int()
    .min(5)
    .max(86_400)
    .default(60)
    .describe('Seconds between two looks at what others did in RT and Redmine'),
});

export type Config = z.infer<typeof configSchema>;
