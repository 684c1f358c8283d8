import { Injectable } from '@nestjs/common';
import { Database } from '#app/base/db/database.js';
import { decodeModel, encodeModel, type ModelInfo, type StoredModel } from './artefact.js';
import { EvaluationShape } from './artefact.schema.js';

interface ModelRow {
  readonly id: string;
  readonly created_at: Date;
  readonly corpus_hash: string;
  readonly evaluation: unknown;
  readonly active: boolean;
}

/** Serialises activations of all processes; the number is this table's own. */
const LOCK = 7_261_004;

/** Models in `nlu_models`. A row is never changed but for which one is active; at most one is. */
@Injectable()
export class ModelStore {
  constructor(private readonly db: Database) {}

  /** The active model when it was made from this corpus by this code, else null. */
  async active(corpusHash: string): Promise<StoredModel | null> {
    const [row] = await this.db.query<{ artefact: Buffer }>(
      'SELECT artefact FROM nlu_models WHERE active AND corpus_hash = $1',
      [corpusHash],
    );
    return row === undefined ? null : decodeModel(row.artefact).catch(() => null);
  }

  async load(id: string): Promise<StoredModel | null> {
    const [row] = await this.db.query<{ artefact: Buffer }>('SELECT artefact FROM nlu_models WHERE id = $1', [
      id,
    ]);
    return row === undefined ? null : decodeModel(row.artefact);
  }

  /** Newest first. */
  async list(): Promise<(ModelInfo & { readonly active: boolean })[]> {
    const rows = await this.db.query<ModelRow>(
      'SELECT id, created_at, corpus_hash, evaluation, active FROM nlu_models ORDER BY created_at DESC, id',
    );
    return rows.map((row) => ({
      id: row.id,
      createdAt: row.created_at.toISOString(),
      corpusHash: row.corpus_hash,
      evaluation: EvaluationShape.parse(row.evaluation),
      active: row.active,
    }));
  }

  /** Stores a model; the same id twice is the same model, so the second is ignored. */
  async save(stored: StoredModel): Promise<void> {
    await this.db.query(
      `INSERT INTO nlu_models (id, created_at, corpus_hash, artefact, evaluation)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING`,
      [
        stored.id,
        stored.createdAt,
        stored.corpusHash,
        await encodeModel(stored, stored.model),
        JSON.stringify(stored.evaluation),
      ],
    );
  }

  /** Makes one model the active one. @returns false where there is no such model */
  async activate(id: string): Promise<boolean> {
    return this.db.tx(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      const known = await tx.query('SELECT 1 AS one FROM nlu_models WHERE id = $1', [id]);
      if (known.length === 0) return false;
      await tx.query('UPDATE nlu_models SET active = false WHERE active AND id <> $1', [id]);
      await tx.query('UPDATE nlu_models SET active = true WHERE id = $1', [id]);
      return true;
    });
  }
}
