import { join } from 'node:path';
import { clearOldBinaries, clearScratch, findBinaries, installBinaries } from './binaries.js';
import { boot } from './boot.js';
import { EmbeddedPostgresError } from './classify.js';
import { checkMajor, ensureCluster } from './cluster.js';
import { ensureDatabase, openSecrets, type Secrets } from './database.js';
import { type Endpoint, freePort, socketFolder } from './endpoint.js';
import type { Home, Say } from './home.js';
import { makePlan, type ServerPlan } from './plan.js';
import { type Running, readPostmaster, shutDown } from './server-process.js';

/** Decided and running; the lock is the caller's. */
export interface Started {
  plan: ServerPlan;
  secrets: Secrets;
  running: Running;
}

/** The order matters: nothing of an earlier start is touched before the lock is held, nothing started before it is clean. */
export async function startLocked(home: Home, transport: Endpoint['kind'], say: Say): Promise<Started> {
  const began = performance.now();
  clearScratch(home.path);
  const binaries = findBinaries(home.path);
  checkMajor(home.path, binaries.major);
  const secrets = openSecrets(home);
  installBinaries(home.path, binaries);
  for (let round = 1; ; round += 1) {
    const plan = makePlan(home, binaries, await endpointFor(home, transport));
    const made = await ensureCluster(plan, secrets.superuser);
    try {
      const running = await bootAndOpen(plan, secrets, made, say);
      clearOldBinaries(home.path, binaries);
      const ms = Math.round(performance.now() - began);
      say('info', 'the database is ready', { home: home.path, ms, made, adopted: running.adopted });
      return { plan, secrets, running };
    } catch (error) {
      // A taken port, or a server that died under our first login: both are over with the next round.
      const known = error instanceof EmbeddedPostgresError;
      if (round === 3 || (known && error.code !== 'PORT')) throw error;
      say('warn', 'the database did not come up, trying again', { reason: String(error) });
    }
  }
}

async function bootAndOpen(plan: ServerPlan, secrets: Secrets, isNew: boolean, say: Say): Promise<Running> {
  const running = await boot(plan, say, new AbortController().signal);
  try {
    await ensureDatabase(plan.endpoint, secrets, { isNew, patienceMs: 5000 });
  } catch (error) {
    await shutDown(plan, running);
    throw error;
  }
  return running;
}

/** Over TCP a server that is still running keeps its port, a new one gets any free one. */
async function endpointFor(home: Home, transport: Endpoint['kind']): Promise<Endpoint> {
  if (transport === 'socket') return { kind: 'socket', host: socketFolder(home), port: 5432 };
  const port = readPostmaster(join(home.path, 'data'))?.port || (await freePort());
  return { kind: 'tcp', host: '127.0.0.1', port };
}
