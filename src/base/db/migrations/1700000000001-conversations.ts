import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The spine: durable inbox, conversations with their transcript, outbox. */
export class Conversations1700000000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE secrets (
        name text PRIMARY KEY,
        value text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE inbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        message_id text NOT NULL,
        channel text NOT NULL,
        account_id text NOT NULL,
        dedupe_key text NOT NULL,
        conversation_id text NOT NULL,
        contact_key text NOT NULL,
        content jsonb NOT NULL,
        sender jsonb NOT NULL,
        received_at timestamptz NOT NULL DEFAULT now(),
        handled_at timestamptz,
        failures int NOT NULL DEFAULT 0,
        last_error text,
        CONSTRAINT inbox_once UNIQUE (channel, account_id, dedupe_key)
      );
      CREATE INDEX inbox_waiting ON inbox (conversation_id, id) WHERE handled_at IS NULL;

      CREATE TABLE conversations (
        id text PRIMARY KEY,
        channel text NOT NULL,
        account_id text NOT NULL,
        contact_key text NOT NULL,
        display_name text,
        phone text,
        status text NOT NULL DEFAULT 'open',
        holder text NOT NULL DEFAULT 'bot',
        seat_id text,
        held_since timestamptz,
        queued_at timestamptz,
        transfer_reason text,
        attention text NOT NULL DEFAULT 'none',
        emotion text NOT NULL DEFAULT 'calm',
        last_intent text,
        last_seq int NOT NULL DEFAULT 0,
        waiting_since timestamptz,
        last_text text,
        last_speaker text,
        last_at timestamptz,
        state jsonb NOT NULL DEFAULT '{}',
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT conversations_one_per_contact UNIQUE (channel, account_id, contact_key),
        CONSTRAINT conversations_holder CHECK (holder IN ('bot', 'queue', 'seat')),
        CONSTRAINT conversations_seat CHECK ((holder = 'seat') = (seat_id IS NOT NULL))
      );
      CREATE INDEX conversations_recent ON conversations (last_at DESC NULLS LAST);
      CREATE INDEX conversations_queue ON conversations (queued_at) WHERE holder = 'queue';

      CREATE TABLE messages (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id text NOT NULL UNIQUE,
        conversation_id text NOT NULL REFERENCES conversations(id),
        seq int NOT NULL,
        speaker text NOT NULL,
        author text,
        content jsonb NOT NULL,
        understanding jsonb,
        delivery text,
        in_reply_to text,
        at timestamptz NOT NULL,
        CONSTRAINT messages_seq UNIQUE (conversation_id, seq),
        CONSTRAINT messages_speaker CHECK (speaker IN ('customer', 'bot', 'seat', 'system'))
      );
      CREATE UNIQUE INDEX messages_one_bot_turn ON messages (in_reply_to) WHERE speaker = 'bot';

      CREATE TABLE media (
        id text PRIMARY KEY,
        conversation_id text NOT NULL,
        mime text NOT NULL,
        bytes bytea NOT NULL,
        sha256 text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE outbox (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id text NOT NULL UNIQUE,
        kind text NOT NULL,
        lane text NOT NULL,
        payload jsonb NOT NULL,
        state text NOT NULL DEFAULT 'pending',
        attempts int NOT NULL DEFAULT 0,
        due_at timestamptz NOT NULL DEFAULT now(),
        lease_until timestamptz,
        external_id text,
        last_error text,
        created_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        CONSTRAINT outbox_state CHECK
          (state IN ('pending', 'sending', 'sent', 'rejected', 'unknown', 'dead', 'withdrawn'))
      );
      CREATE INDEX outbox_open ON outbox (lane, position) WHERE state IN ('pending', 'sending');
      CREATE INDEX outbox_pending ON outbox (kind, position) WHERE state = 'pending';
      CREATE INDEX outbox_failed ON outbox (position) WHERE state IN ('rejected', 'unknown', 'dead');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
