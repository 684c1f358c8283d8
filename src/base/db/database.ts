import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** Anything SQL can be sent through: the pool, or one open transaction. */
export interface Queryer {
  /** Runs one statement and returns its rows (`RETURNING` included); `[]` where there are none. */
  query<Row extends object>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}

/**
 * An open transaction. Its type keeps "inside a transaction" visible in signatures. Statements run in
 * the order in which they were asked for, each in a snapshot of its own, also when several are asked
 * for at once (`Promise.all`): then they travel together. Await them all before `work` ends.
 */
export interface Tx extends Queryer {
  readonly inTransaction: true;
  /** Runs `work` once this transaction has committed; never when it rolls back. */
  afterCommit(work: () => void): void;
}

/**
 * The one way to the database: rooms write plain SQL (ADR 0007). It takes connections from the pool
 * of TypeORM's DataSource but not through a QueryRunner, whose making, logging and broadcasting costs
 * more CPU than most of our statements (measured: docs/BENCHMARKS.md).
 */
export class Database implements Queryer {
  private readonly pool: pg.Pool;

  /** `dataSource` must be open. */
  constructor(readonly dataSource: DataSource) {
    if (!(dataSource.driver instanceof PostgresDriver)) throw new Error('the data source is not PostgreSQL');
    this.pool = dataSource.driver.master;
  }

  async query<Row extends object>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    return rows(this.pool, sql, params);
  }

  /** READ COMMITTED on purpose: the turn locks first and reads in a second statement (ADR 0004). */
  async tx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const after: (() => void)[] = [];
    let ended = false;
    const result = await this.withConnection(async (client) => {
      // Not awaited: it travels with the first statement. Its failure is that statement's failure.
      client.query('BEGIN').catch(() => undefined);
      const running = work({
        inTransaction: true,
        // A part of `work` that goes on after another has failed must not write outside the transaction.
        query: (sql, params = []) =>
          ended ? Promise.reject(new TransactionEnded()) : rows(client, sql, params),
        afterCommit: (task) => after.push(task),
      });
      const done = await running.finally(() => {
        ended = true;
      });
      await commit(client);
      return done;
    });
    for (const task of after) task();
    return result;
  }

  private async withConnection<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken = false;
    // Without a listener a connection that breaks between two statements would end the process.
    const onError = () => {
      broken = true;
    };
    client.on('error', onError);
    try {
      return await work(client);
    } catch (error) {
      await client.query('ROLLBACK').catch(onError);
      throw error;
    } finally {
      client.off('error', onError);
      client.release(broken);
    }
  }
}

class TransactionEnded extends Error {
  constructor() {
    super('a statement came after its transaction had ended');
  }
}

/** PostgreSQL answers ROLLBACK, and no error, when an earlier statement's failure was not passed on. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT')
    throw new Error('the transaction was rolled back: one of its statements had failed');
}

async function rows<Row extends object>(
  through: pg.Pool | pg.PoolClient,
  sql: string,
  params: readonly unknown[],
): Promise<Row[]> {
  const result = await through.query<Row>(sql, [...params]);
  return result.rows ?? [];
}
