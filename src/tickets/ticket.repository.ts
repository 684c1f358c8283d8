import { Injectable } from '@nestjs/common';
import type { Queryer, Tx } from '#app/base/db/database.js';
import type { TicketType } from '#app/base/model/labels.js';
import type { Ticket, TicketEvent } from './domain/ticket.js';
import type { TicketState } from './domain/ticket-states.js';
import type { Hidden } from './domain/visibility.js';
import { COLUMNS, INSERT, storable, toRows, UPDATE } from './ticket.rows.js';

export interface TicketSearch {
  readonly states: readonly TicketState[] | null;
  readonly type: TicketType | null;
  readonly q: string | null;
  /** Receipt number of the last ticket of the page before. */
  readonly before: string | null;
  readonly limit: number;
  readonly hidden: Hidden;
}

/** SQL of the built-in store. Every method is one statement, however many tickets it is about. */
@Injectable()
export class TicketRepository {
  /** All types share one sequence, so the six digits alone tell the order of arrival. */
  async nextNumbers(tx: Tx, count: number): Promise<readonly number[]> {
    const rows = await tx.query<{ n: string }>(
      `SELECT nextval('ticket_number_seq') AS n FROM generate_series(1, $1::int)`,
      [count],
    );
    return rows.map((row) => Number(row.n));
  }

  /** Returns the dedupe keys that were new. Waits for a concurrent transaction that opens the same key. */
  async insert(tx: Tx, tickets: readonly Ticket[]): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ dedupe_key: string }>(INSERT, [toRows(tickets)]);
    return new Set(rows.map((row) => row.dedupe_key));
  }

  async update(tx: Tx, tickets: readonly Ticket[]): Promise<void> {
    await tx.query(UPDATE, [toRows(tickets)]);
  }

  async addEvents(tx: Tx, events: readonly TicketEvent[]): Promise<void> {
    await tx.query(
      `INSERT INTO ticket_events (id, ticket_id, kind, visibility, by, text, data, at)
       SELECT e.id, e."ticketId", e.kind, e.visibility, e.by, e.text, e.data, e.at
       FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS
         (id text, "ticketId" text, kind text, visibility text, by text, text text, data jsonb, at timestamptz))
         WITH ORDINALITY AS e ORDER BY e.ordinality`,
      [storable(events)],
    );
  }

  /** In the order of ids, so that two batches never wait for each other in a circle. */
  async lock(tx: Tx, ids: readonly string[]): Promise<Ticket[]> {
    return tx.query<Ticket>(`SELECT ${COLUMNS} FROM tickets WHERE id = ANY($1) ORDER BY id FOR UPDATE`, [
      ids,
    ]);
  }

  async byDedupeKeys(q: Queryer, keys: readonly string[]): Promise<Ticket[]> {
    return q.query<Ticket>(`SELECT ${COLUMNS} FROM tickets WHERE dedupe_key = ANY($1)`, [keys]);
  }

  async byNumber(q: Queryer, number: string): Promise<Ticket | null> {
    const [found] = await q.query<Ticket>(`SELECT ${COLUMNS} FROM tickets WHERE number = $1`, [number]);
    return found ?? null;
  }

  /** Open ones and those closed since, newest first. */
  async current(q: Queryer, by: CurrentKey, values: readonly string[], closedSince: Date): Promise<Ticket[]> {
    if (values.length === 0) return [];
    return q.query<Ticket>(
      `SELECT ${COLUMNS} FROM tickets
       WHERE ${by} = ANY($1) AND (closed_at IS NULL OR closed_at >= $2) ORDER BY opened_at DESC, id DESC`,
      [values, closedSince],
    );
  }

  async search(q: Queryer, search: TicketSearch): Promise<Ticket[]> {
    const { states, type, before, limit, hidden } = search;
    const words = search.q === null ? null : `%${search.q.replace(/[\\%_]/g, '\\$&')}%`;
    return q.query<Ticket>(
      `SELECT ${COLUMNS} FROM tickets
       WHERE ($1::text[] IS NULL OR state = ANY($1)) AND ($2::text IS NULL OR type = $2)
         AND type <> ALL($3::text[]) AND NOT (confidential AND $4)
         AND ($5::text IS NULL OR number = upper($5) OR phone = $5 OR account_no = $5
              OR issue ILIKE $6 OR address ILIKE $6)
         AND ($7::text IS NULL OR (opened_at, id) < (SELECT t.opened_at, t.id FROM tickets t WHERE t.number = $7))
       ORDER BY opened_at DESC, id DESC LIMIT $8`,
      [states, type, hidden.types, hidden.confidential, search.q, words, before, limit],
    );
  }

  async timeline(q: Queryer, ticketId: string): Promise<TicketEvent[]> {
    return q.query<TicketEvent>(
      `SELECT id, ticket_id AS "ticketId", kind, visibility, by, text, data, at
       FROM ticket_events WHERE ticket_id = $1 ORDER BY position`,
      [ticketId],
    );
  }
}

/** Columns a set of tickets may be asked for by; a closed list, because it goes into the statement. */
export type CurrentKey = 'conversation_id' | 'number' | 'phone';
