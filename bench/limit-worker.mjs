import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';

const { url, connections, seconds, insert } = workerData;
const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }));
await Promise.all(clients.map((client) => client.connect()));
const until = performance.now() + seconds * 1_000;
let committed = 0;
let next = Date.now() * 1_000;
await Promise.all(
  clients.map(async (client) => {
    while (performance.now() < until) {
      await client.query({ name: 'insert', text: insert, values: [next++] });
      committed++;
    }
  }),
);
await Promise.all(clients.map((client) => client.end()));
parentPort.postMessage(committed / seconds);
