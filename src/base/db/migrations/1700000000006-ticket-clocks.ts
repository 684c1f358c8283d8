import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The clocks of tickets as rows of their own: what is due next is one look at a small index. */
export class TicketClocks1700000000006 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ticket_clocks (
        ticket_id text NOT NULL REFERENCES tickets(id) ON DELETE CASCADE,
        kind text NOT NULL,
        -- Grows when the ticket is reopened: the clocks run once more.
        round int NOT NULL,
        started_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        -- Counted in business hours only.
        working boolean NOT NULL,
        -- Highest percentage told in this round.
        warned int NOT NULL,
        paused_at timestamptz,
        pause_reason text,
        done_at timestamptz,
        next_warning_at timestamptz,
        PRIMARY KEY (ticket_id, kind),
        CONSTRAINT ticket_clocks_kind CHECK (kind IN ('ack', 'contact', 'response', 'resolve')),
        CONSTRAINT ticket_clocks_warned CHECK (warned BETWEEN 0 AND 100),
        CONSTRAINT ticket_clocks_pause CHECK ((paused_at IS NULL) = (pause_reason IS NULL)),
        CONSTRAINT ticket_clocks_still CHECK (next_warning_at IS NULL OR (done_at IS NULL AND paused_at IS NULL))
      );
      CREATE INDEX ticket_clocks_due ON ticket_clocks (next_warning_at) WHERE next_warning_at IS NOT NULL;

      -- Tickets from before: what their state has fulfilled is done; what is overdue is told once, not three times.
      INSERT INTO ticket_clocks (ticket_id, kind, round, started_at, due_at, working, warned, done_at, next_warning_at)
      SELECT t.id, c.kind, 1, t.opened_at, c.due_at, false,
             CASE WHEN c.due_at <= now() THEN 90 ELSE 0 END,
             CASE WHEN c.done THEN t.updated_at END,
             CASE WHEN c.done THEN NULL WHEN c.due_at <= now() THEN c.due_at
                  ELSE t.opened_at + 0.7 * (c.due_at - t.opened_at) END
      FROM tickets t CROSS JOIN LATERAL (VALUES
        ('ack', t.ack_deadline, true),
        ('contact', t.contact_deadline, t.state <> 'registered'),
        ('response', t.response_deadline, t.state IN ('resolving', 'visiting', 'reviewing')),
        ('resolve', t.resolve_deadline, t.state IN ('visiting', 'reviewing'))) AS c(kind, due_at, done)
      WHERE t.closed_at IS NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
