import { parentPort, workerData } from 'node:worker_threads';
import { customerText } from './texts.mjs';
import { messageRequest, stamp, Wire } from './wire.mjs';

const { url, tokens, connections, seconds = 0, warmUpSeconds = 0, rounds = 1 } = workerData;
const { hostname, port, host } = new URL(url);

/** What each connection sends: its visitors take turns, each with another text in every round. */
const plans = Array.from({ length: connections }, (_, line) => {
  const mine = tokens
    .map((token, visitor) => ({ token, visitor }))
    .filter(({ visitor }) => visitor % connections === line);
  return Array.from({ length: rounds }, (_, round) =>
    mine.map(({ token, visitor }) => messageRequest({ host, token, text: customerText(visitor, round) })),
  ).flat();
});

const ids = [];
const latencies = [];
let refused = 0;
let counted = 0;
let number = Date.now() % 1e9;
let countFrom = Number.POSITIVE_INFINITY;
let stopAt = Number.POSITIVE_INFINITY;

function run(plan) {
  return new Promise((resolve, reject) => {
    let at = 0;
    let sentAt = 0;
    const send = () => {
      const request = plan[at++ % plan.length];
      stamp(request, number++);
      sentAt = performance.now();
      wire.send(request.bytes);
    };
    const wire = new Wire(
      { host: hostname, port: Number(port) },
      (status, body) => {
        const now = performance.now();
        if (status === 201) ids.push(body.slice(14, 40));
        else refused++;
        if (now >= countFrom && now < stopAt) {
          counted++;
          latencies.push(now - sentAt);
        }
        const done = seconds > 0 ? now >= stopAt : at >= plan.length;
        if (!done) return send();
        wire.close();
        resolve();
      },
      (error) => reject(error ?? new Error('the gateway closed a connection')),
    );
    lines.push({ wire, send });
  });
}

const lines = [];
const ends = plans.filter((plan) => plan.length > 0).map(run);
await Promise.all(lines.map(({ wire }) => wire.ready));
const startedAt = Date.now();
const started = performance.now();
countFrom = started + warmUpSeconds * 1_000;
if (seconds > 0) stopAt = countFrom + seconds * 1_000;
for (const { send } of lines) send();
await Promise.all(ends);
const took = seconds > 0 ? seconds : (performance.now() - started) / 1_000;
parentPort.postMessage({
  perSecond: counted / took,
  latencies: Float64Array.from(latencies),
  ids,
  refused,
  startedAt,
});
