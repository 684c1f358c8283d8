import type { Database } from '#app/base/db/database.js';
import type { Logger } from '#app/base/log/logger.js';
import type { TicketRepository } from '../../ticket.repository.js';
import type { TicketDesk } from '../../ticket-desk.js';
import type { RemoteChange } from '../ticket-system.port.js';
import type { RemoteConnector } from './remote-connector.js';

/** Systems stamp by the second and their clocks are not ours: asked again this far back, written once. */
const OVERLAP_MS = 120_000;
const POLL_MS = 120_000;

export interface PollParts {
  readonly db: Database;
  readonly desk: TicketDesk;
  readonly tickets: TicketRepository;
  readonly log: Logger;
  readonly intervalSeconds: number;
}

/** Writes what others did in a ticket system into the internal timeline of our ticket. */
export class PollChanges {
  readonly name: string;
  private running = false;

  constructor(
    private readonly connector: RemoteConnector,
    private readonly parts: PollParts,
  ) {
    this.name = `poll ${connector.system.name}`;
  }

  /** For the sweeper: begins a poll when one is due in any process, and does not wait for it. */
  async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    this.pollIfDue()
      .catch((error: unknown) => this.parts.log.warn('ticket poll failed', { error: String(error) }))
      .finally(() => {
        this.running = false;
      });
  }

  /** True when it was due here; the lease keeps other processes from polling the same system meanwhile. */
  async pollIfDue(): Promise<boolean> {
    const { db, log, intervalSeconds } = this.parts;
    const { system } = this.connector;
    const since = await this.claim();
    if (!since) return false;
    const asked = new Date(since.getTime() - OVERLAP_MS);
    const found = await system.changesSince(asked, AbortSignal.timeout(POLL_MS));
    let polledTo = since;
    if (found.status === 'accepted') {
      for (const [key, changes] of byKey(found.value.changes)) await this.write(key, changes);
      polledTo = found.value.newest ?? since;
    } else log.warn('ticket poll failed', { system: system.name, error: found.error });
    await db.query(
      `UPDATE ticket_polls SET polled_to = greatest(polled_to, $2), lease_until = NULL,
              due_at = now() + make_interval(secs => $3) WHERE system = $1`,
      [system.name, polledTo, intervalSeconds],
    );
    return true;
  }

  private async claim(): Promise<Date | null> {
    const { db } = this.parts;
    const { name } = this.connector.system;
    await db.query(`INSERT INTO ticket_polls (system) VALUES ($1) ON CONFLICT DO NOTHING`, [name]);
    const rows = await db.query<{ polledTo: Date }>(
      `UPDATE ticket_polls SET lease_until = now() + interval '5 minutes'
       WHERE system = $1 AND due_at <= now() AND (lease_until IS NULL OR lease_until < now())
       RETURNING polled_to AS "polledTo"`,
      [name],
    );
    return rows[0]?.polledTo ?? null;
  }

  /** Under the ticket's lock, so that two polls never write one change twice. */
  private async write(key: string, changes: readonly RemoteChange[]): Promise<void> {
    const { db, desk, tickets } = this.parts;
    const by = this.connector.actor;
    await db.tx(async (tx) => {
      const ticket = await tickets.byNumber(tx, key);
      if (!ticket) return;
      await tickets.lock(tx, [ticket.id]);
      const known = (await desk.timeline(tx, ticket.id)).filter((event) => event.by === by);
      const fresh = changes.filter((change) => {
        const head = this.head(change);
        return !known.some(({ text }) => text.startsWith(head));
      });
      await desk.note(
        tx,
        fresh.map((change) => ({
          ticketId: ticket.id,
          kind: 'remark' as const,
          by,
          text: `${this.head(change)}${this.words(change)}`,
        })),
      );
    });
  }

  /** Names the record there, so that a line is written once. */
  private readonly head = ({ ticketId, id }: RemoteChange): string =>
    `${this.connector.system.title} ${ticketId}/${id} `;

  private words({ at, by, what }: RemoteChange): string {
    const who = `${at.toISOString()} ${by}:`;
    if (what.kind === 'comment') return `${who}${what.text.slice(0, 4_000)}`;
    return `${who}状态 ${what.from} → ${what.to}`;
  }
}

function byKey(changes: readonly RemoteChange[]): ReadonlyMap<string, readonly RemoteChange[]> {
  const keys = new Map<string, RemoteChange[]>();
  for (const change of changes) keys.set(change.key, [...(keys.get(change.key) ?? []), change]);
  return keys;
}
