import { parentPort, workerData } from 'node:worker_threads';
import { WebSocket } from 'ws';
import { customerText } from './texts.mjs';
import { messageRequest, stamp, Wire } from './wire.mjs';

const { url, tokens, perSecond, seconds, warmUpSeconds } = workerData;
const { hostname, port, host } = new URL(url);
const ANSWER_WITHIN_MS = 10_000;
/** Different texts a visitor writes before it begins anew. */
const TEXTS_EACH = 40;

/** A visitor with an open page and at most one question waiting for its answer. */
class Visitor {
  #heard = false;

  constructor(token, index) {
    this.requests = Array.from({ length: TEXTS_EACH }, (_, round) =>
      messageRequest({ host, token, text: customerText(index, round) }),
    );
    this.turn = 0;
    this.socket = new WebSocket(`${url.replace('http', 'ws')}/api/web/socket`);
    this.socket.on('message', (data) => this.#read(data.toString()));
    this.open = new Promise((resolve, reject) => {
      this.socket.once('error', reject);
      this.socket.once('open', () => {
        this.socket.send(JSON.stringify({ type: 'hello', token, since: 0 }));
        resolve();
      });
    });
  }

  ask(number, dueAt) {
    this.dueAt = dueAt;
    const request = this.requests[this.turn++ % this.requests.length];
    this.id = stamp(request, number);
    return request.bytes;
  }

  /** The reply is the bot's first line after one's own. */
  #read(text) {
    if (!this.id) return;
    if (!this.#heard && text.includes(this.id)) this.#heard = true;
    else if (this.#heard && text.includes('"speaker":"bot"')) {
      this.#heard = false;
      this.id = undefined;
      answered(this);
    }
  }
}

const latencies = [];
let sent = 0;
let measureFrom = Number.POSITIVE_INFINITY;
let measureTo = Number.POSITIVE_INFINITY;
let number = Date.now() % 1e9;
const idle = [];
const due = [];
const wires = Array.from({ length: 32 }, () => {
  const wire = new Wire(
    { host: hostname, port: Number(port) },
    () => {
      free.push(wire);
      go();
    },
    (error) => {
      throw error ?? new Error('the gateway closed a connection');
    },
  );
  return wire;
});
const free = [...wires];

function answered(visitor) {
  if (visitor.dueAt >= measureFrom && visitor.dueAt < measureTo)
    latencies.push(performance.now() - visitor.dueAt);
  idle.push(visitor);
  go();
}

/** What is due goes out as soon as a visitor and a connection are free; the clock has begun when it was due. */
function go() {
  while (due.length > 0 && idle.length > 0 && free.length > 0)
    free.pop().send(idle.shift().ask(number++, due.shift()));
}

const visitors = tokens.map((token, i) => new Visitor(token, i));
await Promise.all([...visitors.map(({ open }) => open), ...wires.map(({ ready }) => ready)]);
idle.push(...visitors);

const started = performance.now();
measureFrom = started + warmUpSeconds * 1_000;
measureTo = measureFrom + seconds * 1_000;
let scheduled = 0;
const timer = setInterval(() => {
  const now = performance.now();
  const end = Math.min(now, measureTo);
  for (
    let at = started + (scheduled * 1_000) / perSecond;
    at < end;
    at = started + (scheduled * 1_000) / perSecond
  ) {
    due.push(at);
    scheduled++;
    if (at >= measureFrom) sent++;
  }
  go();
  const allBack = now >= measureTo && idle.length === visitors.length && due.length === 0;
  if (!allBack && now < measureTo + ANSWER_WITHIN_MS) return;
  clearInterval(timer);
  for (const { socket } of visitors) socket.terminate();
  for (const wire of wires) wire.close();
  parentPort.postMessage({ latencies: Float64Array.from(latencies), sent });
}, 1);
