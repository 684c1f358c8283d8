import { Injectable } from '@nestjs/common';
import type { Queryer, Tx } from '#app/base/db/database.js';
import type { RunningClock } from './domain/clocks-run.js';
import { storable } from './ticket.rows.js';

const COLUMNS = `k.ticket_id AS "ticketId", k.kind, k.round, k.started_at AS "startedAt", k.due_at AS "dueAt", k.working,
  k.warned, k.paused_at AS "pausedAt", k.pause_reason AS "pauseReason", k.done_at AS "doneAt",
  k.next_warning_at AS "nextWarningAt"`;

/** A clock that has something to say, and what must be known to say it. */
export interface DueClock {
  readonly clock: RunningClock;
  readonly assignee: string | null;
  readonly conversationId: string;
}

/** SQL of the clocks. Whoever writes a clock holds the row of its ticket. */
@Injectable()
export class ClockRepository {
  /** In the order of tickets, and within one in the order they run out. */
  async of(q: Queryer, ticketIds: readonly string[]): Promise<RunningClock[]> {
    return q.query<RunningClock>(
      `SELECT ${COLUMNS} FROM ticket_clocks k WHERE k.ticket_id = ANY($1) ORDER BY k.ticket_id, k.due_at, k.kind`,
      [ticketIds],
    );
  }

  async save(tx: Tx, clocks: readonly RunningClock[]): Promise<void> {
    if (clocks.length === 0) return;
    await tx.query(
      `INSERT INTO ticket_clocks (ticket_id, kind, round, started_at, due_at, working, warned, paused_at, pause_reason,
                                  done_at, next_warning_at)
       SELECT d."ticketId", d.kind, d.round, d."startedAt", d."dueAt", d.working, d.warned, d."pausedAt",
              d."pauseReason", d."doneAt", d."nextWarningAt"
       FROM jsonb_to_recordset($1::jsonb) AS d("ticketId" text, kind text, round int, "startedAt" timestamptz,
         "dueAt" timestamptz, working boolean, warned int, "pausedAt" timestamptz, "pauseReason" text,
         "doneAt" timestamptz, "nextWarningAt" timestamptz)
       ON CONFLICT (ticket_id, kind) DO UPDATE SET round = EXCLUDED.round, started_at = EXCLUDED.started_at,
         due_at = EXCLUDED.due_at, working = EXCLUDED.working, warned = EXCLUDED.warned,
         paused_at = EXCLUDED.paused_at, pause_reason = EXCLUDED.pause_reason, done_at = EXCLUDED.done_at,
         next_warning_at = EXCLUDED.next_warning_at`,
      [storable(clocks)],
    );
  }

  /** The database's own time: workers whose clocks differ agree on it. */
  async now(q: Queryer): Promise<Date> {
    const [row] = await q.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    return row?.now ?? new Date(0);
  }

  /**
   * Claims clocks that are due, the longest waiting first, together with their tickets. Rows somebody holds are
   * left to the next sweep: no sweep ever waits, neither for another one nor for a turn.
   */
  async claimDue(tx: Tx, now: Date, limit: number): Promise<DueClock[]> {
    const rows = await tx.query<RunningClock & Omit<DueClock, 'clock'>>(
      `SELECT ${COLUMNS}, t.assignee, t.conversation_id AS "conversationId"
       FROM ticket_clocks k JOIN tickets t ON t.id = k.ticket_id
       WHERE k.next_warning_at <= $1 ORDER BY k.next_warning_at, k.ticket_id, k.kind LIMIT $2
       FOR UPDATE SKIP LOCKED`,
      [now, limit],
    );
    return rows.map(({ assignee, conversationId, ...clock }) => ({ clock, assignee, conversationId }));
  }

  /** Of these conversations, the ones that are held by a turn or a seat's move right now; all others are locked. */
  async busyConversations(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const locked = await tx.query<{ id: string }>(
      'SELECT id FROM conversations WHERE id = ANY($1) ORDER BY id FOR UPDATE SKIP LOCKED',
      [ids],
    );
    const existing = await tx.query<{ id: string }>('SELECT id FROM conversations WHERE id = ANY($1)', [ids]);
    const held = new Set(locked.map(({ id }) => id));
    return new Set(existing.map(({ id }) => id).filter((id) => !held.has(id)));
  }

  /** Raises what needs a human's eye, never lowers it. */
  async raiseAttention(tx: Tx, to: ReadonlyMap<string, 'agent' | 'supervisor'>): Promise<void> {
    await tx.query(
      `UPDATE conversations c SET attention = s.attention
       FROM unnest($1::text[], $2::text[]) AS s(id, attention)
       WHERE c.id = s.id AND array_position($3::text[], c.attention) < array_position($3::text[], s.attention)`,
      [[...to.keys()], [...to.values()], ['none', 'agent', 'supervisor', 'danger']],
    );
  }
}
