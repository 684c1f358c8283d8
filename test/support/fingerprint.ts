import type { ChatClient } from './chat-client.js';
import type { SeatClient } from './seat-client.js';

/** Everything an outsider could have changed, as text: equal before and after = nothing happened. */
export async function fingerprint(seat: SeatClient, customers: readonly ChatClient[]): Promise<string> {
  const seen = await Promise.all([
    seat.get('/api/conversations?limit=500'),
    seat.get('/api/tickets?limit=100'),
    seat.get('/api/users'),
    seat.get('/api/dead-letters'),
    ...customers.map((customer) => customer.transcript()),
    acceptedCount(seat),
  ]);
  return JSON.stringify(seen);
}

/** How many messages the gateway has stored since it started, repetitions included. */
async function acceptedCount(seat: SeatClient): Promise<string[]> {
  const metrics = await (await seat.call('GET', '/metrics')).text();
  return metrics.split('\n').filter((line) => line.startsWith('jiesu_messages_accepted_total'));
}
