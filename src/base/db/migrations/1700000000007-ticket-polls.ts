import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each ticket system has been asked for what others did there (ADR 0024). */
export class TicketPolls1700000000007 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE ticket_polls (
        system text PRIMARY KEY,
        polled_to timestamptz NOT NULL DEFAULT now() - interval '1 day',
        due_at timestamptz NOT NULL DEFAULT now(),
        lease_until timestamptz
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations are forward-only');
  }
}
