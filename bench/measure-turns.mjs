import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { watchCpu } from './cpu.mjs';
import { flood } from './flood.mjs';
import { mintVisitors, startGateway } from './gateway.mjs';
import { figure, median, quantile } from './stats.mjs';

const CONNECTIONS = 64;
/** Messages a visitor writes in the burst, one after another. */
const ROUNDS = 5;
/** Messages before the clock starts, for the compiler and the database's caches. */
const WARM_UP = 1_000;
const PAGES = 400;
const GIVE_UP_MS = 120_000;

/** Whole turns in one process of all roles: a burst to its last durable reply, then a steady half of that rate. */
export async function measureTurns(backend, { rounds, say }) {
  const target = backend.redis ? 1_000 : 300;
  const runs = [];
  let warnings = '';
  for (let round = 1; round <= rounds; round++) {
    const place = await backend.fresh();
    const gateway = await startGateway({ ...place.env, JIESU_ROLES: 'all' });
    try {
      await burstOf(WARM_UP, gateway, place);
      const burst = await burstOf(target * 8, gateway, place);
      const steady = await steadyAt(Math.round(burst.perSecond / 2), gateway);
      say(
        `turns ${backend.name} ${round}/${rounds}: ${figure(burst.perSecond)}/s, ${burst.cpu}; ` +
          `at ${steady.asked}/s p50 ${figure(steady.p50)} p99 ${figure(steady.p99)} ms, ${steady.answered} of ${steady.sent} answered`,
      );
      runs.push({ ...burst, ...steady });
    } finally {
      await gateway.stop();
      await place.drop();
    }
    warnings += gateway.warnings();
  }
  if (warnings) say(`the gateway said: ${warnings.slice(-600)}`);
  return rowsOf(backend.name, target, runs);
}

/** Posts `count` messages as fast as they are taken; the clock stops when the last one has its reply in the outbox. */
async function burstOf(count, gateway, place) {
  const tokens = await mintVisitors(gateway.url, Math.ceil(count / ROUNDS));
  const cpu = await watchCpu(place, gateway.pid);
  const sent = await flood({ url: gateway.url, tokens, connections: CONNECTIONS, rounds: ROUNDS });
  const acknowledged = Date.now();
  await allHandled(place);
  const seconds = (Date.now() - sent.startedAt) / 1_000;
  const accepted = sent.ids.length;
  const [{ unanswered }] = await place.sql(
    `SELECT count(*)::int AS unanswered FROM unnest($1::text[]) AS sent(id)
     LEFT JOIN messages said ON said.id = sent.id
     LEFT JOIN messages reply ON reply.in_reply_to = sent.id AND reply.speaker = 'bot'
     LEFT JOIN outbox o ON o.id = reply.id
     WHERE said.id IS NULL OR reply.id IS NULL OR o.id IS NULL`,
    [sent.ids],
  );
  return {
    perSecond: accepted / seconds,
    taken: accepted / ((acknowledged - sent.startedAt) / 1_000),
    unanswered: unanswered + sent.refused,
    cpu: await cpu.per(accepted),
  };
}

async function allHandled(place) {
  const until = Date.now() + GIVE_UP_MS;
  for (;;) {
    const [{ waiting }] = await place.sql(
      'SELECT EXISTS (SELECT 1 FROM inbox WHERE handled_at IS NULL) AS waiting',
    );
    if (!waiting) return;
    if (Date.now() > until) throw new Error('messages are still waiting for their turn');
    await pause(20);
  }
}

/** Visitors with open pages, writing at a fixed rate: from the POST being due to the reply's frame. */
async function steadyAt(perSecond, gateway) {
  const tokens = await mintVisitors(gateway.url, PAGES);
  const worker = new Worker(new URL('./chat-worker.mjs', import.meta.url), {
    workerData: { url: gateway.url, tokens, perSecond, seconds: 8, warmUpSeconds: 2 },
  });
  const { latencies, sent } = await new Promise((resolve, reject) =>
    worker.once('message', resolve).once('error', reject),
  );
  return {
    asked: perSecond,
    sent,
    answered: latencies.length,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  };
}

function rowsOf(on, target, runs) {
  const of = (key) => median(runs.map((run) => run[key]));
  const p99 = of('p99');
  const missing = runs.reduce((sum, run) => sum + run.unanswered + run.sent - run.answered, 0);
  return [
    {
      what: 'whole turn, burst to last durable reply',
      on,
      measured: `${figure(of('perSecond'))}/s`,
      target: `>= ${figure(target)}/s`,
      ok: of('perSecond') >= target,
    },
    {
      what: `POST to reply on the page, ${figure(of('asked'))}/s`,
      on,
      measured: `p50 ${figure(of('p50'))} p99 ${figure(p99)} ms`,
      target: 'p99 < 100 ms',
      ok: p99 < 100,
    },
    {
      what: 'messages without their one reply',
      on,
      measured: String(missing),
      target: '0',
      ok: missing === 0,
    },
  ];
}
