import { watchCpu } from './cpu.mjs';
import { flood } from './flood.mjs';
import { mintVisitors, startGateway } from './gateway.mjs';
import { commitLimit, prepareLimit } from './limit.mjs';
import { figure, median, quantile } from './stats.mjs';

const CONNECTIONS = 64;
const VISITORS = 2_048;

/**
 * The door alone: how many messages a second one api process stores and acknowledges, against what
 * the database commits. Limit and intake take turns, so that other load on the machine meets both.
 */
export async function measureIntake(backend, { rounds, say }) {
  const place = await backend.fresh();
  const gateway = await startGateway({ ...place.env, JIESU_ROLES: 'api' });
  const runs = [];
  try {
    await prepareLimit(place);
    const tokens = await mintVisitors(gateway.url, VISITORS);
    for (let round = 1; round <= rounds; round++) {
      const limit = await commitLimit(place);
      const cpu = await watchCpu(place, gateway.pid);
      const intake = await flood({
        url: gateway.url,
        tokens,
        connections: CONNECTIONS,
        seconds: 5,
        warmUpSeconds: 2,
      });
      const spent = await cpu.per(intake.ids.length);
      const [{ stored }] = await place.sql(
        'SELECT count(DISTINCT message_id)::int AS stored FROM inbox WHERE message_id = ANY($1)',
        [intake.ids],
      );
      const run = {
        limit,
        ratio: intake.perSecond / limit.perSecond,
        perSecond: intake.perSecond,
        p50: quantile(intake.latencies, 0.5),
        p99: quantile(intake.latencies, 0.99),
        lost: intake.ids.length - stored,
        refused: intake.refused,
      };
      runs.push(run);
      say(
        `intake ${backend.name} ${round}/${rounds}: ${figure(run.perSecond)}/s of ${figure(limit.perSecond)} (${percent(run.ratio)}), p99 ${figure(run.p99)} ms; ${spent}`,
      );
      await place.sql('TRUNCATE inbox');
    }
  } finally {
    await gateway.stop();
    await place.drop();
  }
  return rowsOf(backend.name, runs, gateway.warnings(), say);
}

function rowsOf(on, runs, warnings, say) {
  if (warnings) say(`the gateway said: ${warnings.slice(-600)}`);
  const of = (key) => runs.map((run) => run[key]);
  const ratio = median(of('ratio'));
  const p99 = median(of('p99'));
  const lost = of('lost').reduce((a, b) => a + b);
  const refused = of('refused').reduce((a, b) => a + b);
  const how = runs[0].limit.how.split(' ')[0];
  return [
    {
      what: `single-row commits (${how})`,
      on,
      measured: `${figure(median(runs.map((run) => run.limit.perSecond)))}/s`,
    },
    {
      what: 'durable intake, 64 connections',
      on,
      measured: `${figure(median(of('perSecond')))}/s = ${percent(ratio)}`,
      target: '>= 50 % of the commits',
      ok: ratio >= 0.5,
    },
    {
      what: 'intake latency p50 / p99',
      on,
      measured: `${figure(median(of('p50')))} / ${figure(p99)} ms`,
      target: 'p99 < 20 ms',
      ok: p99 < 20,
    },
    {
      what: 'acknowledged but not stored / refused',
      on,
      measured: `${lost} / ${refused}`,
      target: '0 / 0',
      ok: lost + refused === 0,
    },
  ];
}

const percent = (share) => `${(share * 100).toFixed(0)} %`;
