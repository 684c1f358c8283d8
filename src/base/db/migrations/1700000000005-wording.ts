import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What supervisors change about our words: script versions, guard rules, and what both did. */
export class Wording1700000000005 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- One number per kind; every process looks whether it has grown.
      CREATE TABLE wording_revisions (
        kind text PRIMARY KEY,
        revision bigint NOT NULL DEFAULT 0
      );
      INSERT INTO wording_revisions (kind) VALUES ('scripts'), ('rules');

      CREATE TABLE script_versions (
        id text PRIMARY KEY,
        stage text NOT NULL,
        key text NOT NULL,
        -- Channel, category, intent, emotion, locale: the situation this wording is for.
        scope jsonb NOT NULL,
        version int NOT NULL,
        state text NOT NULL,
        text text NOT NULL,
        suits jsonb,
        valid_from date,
        valid_until date,
        author text NOT NULL,
        approver text,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        CONSTRAINT script_versions_once UNIQUE (stage, key, scope, version),
        CONSTRAINT script_versions_state CHECK (state IN ('draft', 'review', 'active', 'retired')),
        CONSTRAINT script_versions_four_eyes CHECK (state <> 'active' OR (approver IS NOT NULL AND approver <> author)),
        CONSTRAINT script_versions_dates CHECK (valid_from <= valid_until)
      );
      CREATE INDEX script_versions_active ON script_versions (stage, key) WHERE state = 'active';

      -- What was offered to an agent after one message of a customer.
      CREATE TABLE suggestion_offers (
        id text PRIMARY KEY,
        conversation_id text NOT NULL,
        seq int NOT NULL,
        situations text[] NOT NULL,
        items jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        -- Set once the agent has answered: an offer is counted once.
        taken_at timestamptz,
        taken text,
        edit_ratio real,
        message_id text,
        CONSTRAINT suggestion_offers_once UNIQUE (conversation_id, seq)
      );
      CREATE INDEX suggestion_offers_age ON suggestion_offers (created_at);

      CREATE TABLE suggestion_counts (
        situation text NOT NULL,
        place text NOT NULL,
        shown int NOT NULL,
        picked int NOT NULL,
        edited real NOT NULL,
        PRIMARY KEY (situation, place)
      );

      -- The highest version of a rule is the rule; older ones are its history.
      CREATE TABLE guard_rule_versions (
        rule_id text NOT NULL,
        version int NOT NULL,
        state text NOT NULL,
        rule jsonb NOT NULL,
        author text NOT NULL,
        note text,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (rule_id, version),
        CONSTRAINT guard_rule_versions_state CHECK (state IN ('observe', 'warn', 'block', 'off'))
      );

      CREATE TABLE guard_hits (
        position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        id text NOT NULL UNIQUE,
        at timestamptz NOT NULL,
        conversation_id text,
        message_id text,
        speaker text NOT NULL,
        agent text,
        class text NOT NULL,
        severity text NOT NULL,
        layer int NOT NULL,
        rule_id text,
        phrase text NOT NULL,
        outcome text NOT NULL,
        reason text,
        false_alarm_by text,
        false_alarm_at timestamptz,
        CONSTRAINT guard_hits_outcome CHECK (outcome IN ('blocked', 'rewritten', 'overridden', 'sent', 'observed'))
      );
      CREATE INDEX guard_hits_agent ON guard_hits (agent, position);
      CREATE INDEX guard_hits_rule ON guard_hits (rule_id, position) WHERE rule_id IS NOT NULL;
      CREATE INDEX guard_hits_open ON guard_hits (conversation_id, agent) WHERE outcome = 'blocked';

      -- For dry runs: what agents really wrote, newest first.
      CREATE INDEX messages_of_seats ON messages (position DESC) WHERE speaker = 'seat';
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
