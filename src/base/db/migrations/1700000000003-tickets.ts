import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The built-in ticket store. No foreign key to `conversations`: a complaint is kept for years longer
 * than the talk it came from.
 */
export class Tickets1700000000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE SEQUENCE ticket_number_seq AS bigint;

      CREATE TABLE tickets (
        id text PRIMARY KEY,
        number text NOT NULL UNIQUE,
        dedupe_key text NOT NULL,
        conversation_id text NOT NULL,
        channel text NOT NULL,
        customer_key text NOT NULL,
        type text NOT NULL,
        category text,
        category2 text,
        urgency text NOT NULL,
        urgency_reasons text[] NOT NULL,
        flags text[] NOT NULL,
        source text NOT NULL,
        issue text NOT NULL,
        demand text[] NOT NULL,
        amounts text[] NOT NULL,
        supplements text[] NOT NULL,
        address text,
        phone text,
        account_no text,
        person text,
        occur_time text,
        parent_id text REFERENCES tickets(id),
        confidential boolean NOT NULL,
        owner text NOT NULL,
        assignee text,
        state text NOT NULL,
        opened_at timestamptz NOT NULL,
        ack_deadline timestamptz NOT NULL,
        contact_deadline timestamptz NOT NULL,
        response_deadline timestamptz NOT NULL,
        resolve_deadline timestamptz NOT NULL,
        urge_count int NOT NULL,
        reopen_count int NOT NULL,
        rating int,
        last_progress text,
        last_progress_at timestamptz,
        withdraw_asked_at timestamptz,
        resolved_at timestamptz,
        closed_at timestamptz,
        updated_at timestamptz NOT NULL,
        CONSTRAINT tickets_once UNIQUE (dedupe_key),
        CONSTRAINT tickets_urgency CHECK (urgency IN ('general', 'urgent', 'critical')),
        CONSTRAINT tickets_rating CHECK (rating BETWEEN 1 AND 5),
        CONSTRAINT tickets_closed CHECK ((state IN ('archived', 'withdrawn')) = (closed_at IS NOT NULL))
      );
      CREATE INDEX tickets_conversation ON tickets (conversation_id);
      CREATE INDEX tickets_phone ON tickets (phone) WHERE phone IS NOT NULL;
      CREATE INDEX tickets_recent ON tickets (opened_at DESC, id DESC);
      CREATE INDEX tickets_parent ON tickets (parent_id) WHERE parent_id IS NOT NULL;

      CREATE TABLE ticket_events (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id text NOT NULL UNIQUE,
        ticket_id text NOT NULL REFERENCES tickets(id),
        kind text NOT NULL,
        visibility text NOT NULL,
        by text NOT NULL,
        text text NOT NULL,
        data jsonb NOT NULL,
        at timestamptz NOT NULL,
        CONSTRAINT ticket_events_visibility CHECK (visibility IN ('internal', 'customer'))
      );
      CREATE INDEX ticket_events_timeline ON ticket_events (ticket_id, position);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
