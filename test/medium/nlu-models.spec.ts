import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Database } from '#app/base/db/database.js';
import { startEmbeddedPostgres } from '#app/base/db/embedded/index.js';
import { Nlu1700000000004 } from '#app/base/db/migrations/1700000000004-nlu.js';
import { type ModelInfo, ModelStore, Understander } from '#app/nlu/index.js';

const SCHEMA = `nlu_models_${process.pid}`;
const MINUTE = 60_000;
const TRAINING = 3 * MINUTE;

let database: Database;
let models: ModelStore;
let close: () => Promise<void>;

beforeAll(async () => {
  const server = await openServer();
  const source = new DataSource({
    type: 'postgres',
    ...server.options,
    extra: { options: `-c search_path=${SCHEMA}` },
  });
  await source.initialize();
  await source.query(`CREATE SCHEMA ${SCHEMA}`);
  const runner = source.createQueryRunner();
  await new Nlu1700000000004().up(runner);
  await runner.release();
  database = new Database(source);
  models = new ModelStore(database);
  close = async () => {
    await source.query(`DROP SCHEMA ${SCHEMA} CASCADE`);
    await source.destroy();
    await server.stop();
  };
}, MINUTE);
afterAll(() => close());

describe('Understander', () => {
  const start = async (): Promise<Understander> => {
    const understander = new Understander(models);
    await understander.onModuleInit();
    return understander;
  };

  it(
    'stores and activates the shipped model at the first start, and takes it from there at the second',
    async () => {
      const first = await start();
      const stored = await models.list();
      expect(stored).toMatchObject([{ id: first.modelInfo().id, active: true }]);

      const second = await start();
      expect(second.modelInfo()).toEqual(first.modelInfo());
      expect(await models.list()).toHaveLength(1);
    },
    TRAINING,
  );

  it(
    'understands, and is sure of it',
    async () => {
      const understander = await start();
      await expect(understander.understand('电线掉地上了还在冒火花')).resolves.toMatchObject({
        intent: 'EMERGENCY_SAFETY',
        flags: ['safety'],
        decision: 'accept',
      });
      await expect(understander.understand('  ')).resolves.toMatchObject({ intent: 'OTHER', entities: [] });
      await expect(understander.understand('constructor')).resolves.toMatchObject({ flags: [] });
      expect(understander.categoryInfo('OPS_REPAIR')).toMatchObject({
        zh: expect.stringContaining('故障'),
        level1: 'OPS',
      });
    },
    MINUTE,
  );

  it(
    'has one active model after two starts at once',
    async () => {
      await database.query('UPDATE nlu_models SET active = false');
      await Promise.all([start(), start()]);
      expect(
        (await models.list()).filter((model: ModelInfo & { active: boolean }) => model.active),
      ).toHaveLength(1);
    },
    2 * MINUTE,
  );

  it('says so when a model to activate does not exist', async () => {
    await expect(models.activate('nlu_none')).resolves.toBe(false);
  });

  it(
    'cannot have two active models',
    async () => {
      await start();
      await expect(
        database.query(
          `INSERT INTO nlu_models (id, corpus_hash, artefact, evaluation, active)
         SELECT 'other', corpus_hash, artefact, evaluation, true FROM nlu_models`,
        ),
      ).rejects.toThrow(/nlu_models_one_active/);
    },
    MINUTE,
  );
});

interface Server {
  readonly options: { readonly url: string } | ReturnType<typeof embeddedOptions>;
  stop(): Promise<void>;
}

/** The given server, else an embedded one for this file. */
async function openServer(): Promise<Server> {
  const url = process.env.TEST_DATABASE_URL;
  if (url) return { options: { url }, stop: async () => undefined };
  const folder = await mkdtemp(join(tmpdir(), 'jiesu-nlu-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), log: () => undefined });
  return {
    options: embeddedOptions(server.connection),
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function embeddedOptions({
  host,
  port,
  user,
  password,
  database,
}: Awaited<ReturnType<typeof startEmbeddedPostgres>>['connection']) {
  return { host, port, username: user, password, database };
}
