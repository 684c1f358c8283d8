import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Trained models: immutable artefacts, at most one active. */
export class Nlu1700000000004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE nlu_models (
        id text PRIMARY KEY,
        created_at timestamptz NOT NULL DEFAULT now(),
        corpus_hash text NOT NULL,
        artefact bytea NOT NULL,
        evaluation jsonb NOT NULL,
        active boolean NOT NULL DEFAULT false
      );
      CREATE UNIQUE INDEX nlu_models_one_active ON nlu_models (active) WHERE active;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
