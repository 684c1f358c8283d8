import { Worker } from 'node:worker_threads';

/**
 * Posts messages as fast as they are acknowledged, from a thread of its own.
 * @param options url, tokens, connections; `seconds` with `warmUpSeconds` (round and round), or
 *   `rounds` (each visitor writes so many messages, once)
 * @returns { perSecond, latencies (ms), ids (of every acknowledged message), refused, startedAt (epoch ms) }
 */
export function flood(options) {
  const worker = new Worker(new URL('./flood-worker.mjs', import.meta.url), { workerData: options });
  return new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
}
