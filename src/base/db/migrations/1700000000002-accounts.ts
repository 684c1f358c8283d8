import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may sign in, who is signed in, and the record of what they did. */
export class Accounts1700000000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE users (
        id text PRIMARY KEY,
        username text NOT NULL,
        -- The folded name. Folding in SQL would depend on the database's locale.
        username_key text NOT NULL,
        display_name text NOT NULL,
        password_hash text NOT NULL,
        role text NOT NULL,
        state text NOT NULL DEFAULT 'active',
        failed_logins int NOT NULL DEFAULT 0,
        locked_until timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT users_name UNIQUE (username_key),
        CONSTRAINT users_role CHECK (role IN ('agent', 'supervisor', 'manager', 'admin')),
        CONSTRAINT users_state CHECK (state IN ('active', 'disabled'))
      );

      -- Wrong logins for names nobody has: they lock like real ones, so that a lock tells nothing.
      CREATE TABLE unknown_logins (
        name_hash text PRIMARY KEY,
        failed_logins int NOT NULL,
        locked_until timestamptz,
        last_at timestamptz NOT NULL
      );
      CREATE INDEX unknown_logins_age ON unknown_logins (last_at);

      CREATE TABLE sessions (
        id text PRIMARY KEY,
        user_id text NOT NULL REFERENCES users(id) ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX sessions_user ON sessions (user_id);
      CREATE INDEX sessions_expiry ON sessions (expires_at);

      CREATE TABLE api_tokens (
        id text PRIMARY KEY,
        name text NOT NULL,
        token_hash text NOT NULL UNIQUE,
        role text NOT NULL,
        scopes text[] NOT NULL,
        created_by text NOT NULL REFERENCES users(id),
        created_at timestamptz NOT NULL,
        expires_at timestamptz,
        last_used_at timestamptz,
        revoked_at timestamptz,
        CONSTRAINT api_tokens_role CHECK (role IN ('agent', 'supervisor', 'manager', 'admin'))
      );

      CREATE TABLE audit_log (
        position bigserial PRIMARY KEY,
        at timestamptz NOT NULL,
        actor text NOT NULL,
        action text NOT NULL,
        object text NOT NULL,
        details jsonb NOT NULL,
        -- Unique: two rows can never follow the same one, even if a writer forgot the lock.
        prev_hash text NOT NULL UNIQUE,
        hash text NOT NULL UNIQUE
      );
      CREATE INDEX audit_log_object ON audit_log (object, position);
      CREATE INDEX audit_log_actor ON audit_log (actor, position);

      CREATE FUNCTION audit_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'audit_log is append-only: % refused', TG_OP USING ERRCODE = 'insufficient_privilege';
      END
      $$;
      CREATE TRIGGER audit_log_append_only
        BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
        FOR EACH STATEMENT EXECUTE FUNCTION audit_log_refuse();
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
