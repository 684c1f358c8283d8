import { setTimeout as pause } from 'node:timers/promises';
import type { DeliveryResult } from '#app/base/outbox/outbox.port.js';
import type { RemoteTicket, TicketSystem } from '../ticket-system.port.js';
import { accepted, mapped, type Outcome, rejected } from './outcome.js';
import type { RemoteNotice } from './remote-notice.js';

export interface Patience {
  /** Waits before each look for something whose answer was lost, ms. */
  readonly looks: readonly number[];
  /** Until then a request whose answer was lost may still be carried out there, ms. Not repeated before. */
  readonly settleMs: number;
}
export const PATIENCE: Patience = { looks: [300, 1_000, 2_500], settleMs: 60_000 };

export interface Delivery {
  readonly system: TicketSystem;
  readonly patience: Patience;
  readonly signal: AbortSignal;
  /** Told of ids that share a key; the first one is used. */
  onDuplicates(key: string, ids: readonly string[]): void;
}

/**
 * Find by key → create → read back and compare → comment → status. Each step looks whether it was
 * done before it is done, so that a row may come any number of times. A write whose answer was lost is
 * looked up; not found, the row waits until the other side must have finished, and then begins with a look.
 */
export async function deliverNotice(delivery: Delivery, notice: RemoteNotice): Promise<DeliveryResult> {
  const ticket = await ensure(delivery, notice);
  if (ticket.status !== 'accepted') return ticket;
  const { id, status } = ticket.value;
  const said = await say(delivery, id, notice);
  if (said.status !== 'accepted') return said;
  const { system, signal } = delivery;
  const wanted = system.statusFor(notice.draft.state);
  if (notice.moved && status !== wanted) {
    const set = await system.setStatus(id, wanted, signal);
    // Setting the same status twice is harmless: just again.
    if (set.status === 'unknown') return { status: 'retryable', error: set.error };
    if (set.status !== 'accepted') return set;
  }
  return { status: 'accepted', externalId: id };
}

async function ensure(delivery: Delivery, { draft, comment }: RemoteNotice): Promise<Outcome<RemoteTicket>> {
  const { system, signal } = delivery;
  const found = await find(delivery, draft.key);
  if (found.status !== 'accepted') return found;
  // A comment's draft is younger than the ticket: only an opening is compared with what is there.
  if (found.value) return comment ? accepted(found.value) : compared(delivery, draft, found.value);
  const made = await system.create(draft, signal);
  if (made.status === 'accepted') {
    const read = await system.read(made.value, signal);
    return read.status === 'accepted' ? compared(delivery, draft, read.value) : read;
  }
  if (made.status !== 'unknown') return made;
  const looked = await look(delivery, made.error, () => find(delivery, draft.key));
  return looked.status === 'accepted' ? compared(delivery, draft, looked.value) : looked;
}

async function find(
  { system, signal, onDuplicates }: Delivery,
  key: string,
): Promise<Outcome<RemoteTicket | null>> {
  const found = await system.findByKey(key, signal);
  if (found.status !== 'accepted') return found;
  if (found.value.length > 1)
    onDuplicates(
      key,
      found.value.map(({ id }) => id),
    );
  return accepted(found.value[0] ?? null);
}

function compared(
  { system }: Delivery,
  draft: RemoteNotice['draft'],
  found: RemoteTicket,
): Outcome<RemoteTicket> {
  const wrong = system.compare(draft, found);
  return wrong.length === 0
    ? accepted(found)
    : rejected(`${system.title} ${found.id} is there, but these are not as sent: ${wrong.join(', ')}`);
}

async function say(delivery: Delivery, id: string, { comment }: RemoteNotice): Promise<Outcome<unknown>> {
  if (!comment) return accepted(undefined);
  const { system, signal } = delivery;
  const there = () => system.hasMarker(id, comment.marker, signal);
  const before = await there();
  if (before.status !== 'accepted' || before.value) return before;
  const said = await system.comment(id, comment, signal);
  if (said.status !== 'unknown') return said;
  return look(delivery, said.error, async () => mapped(await there(), (is) => is || null));
}

/** Looks a few times; what is not seen is neither repeated nor given up yet. */
async function look<T>(
  { patience, signal }: Delivery,
  why: string,
  seen: () => Promise<Outcome<T | null>>,
): Promise<Outcome<T>> {
  for (const wait of patience.looks) {
    if (signal.aborted) break;
    await pause(wait);
    const found = await seen();
    if (found.status === 'accepted' && found.value !== null) return accepted(found.value);
  }
  return {
    status: 'retryable',
    error: `${why}; looked up and not there yet, so looked up again before it is repeated`,
    retryAfterMs: patience.settleMs,
  };
}
