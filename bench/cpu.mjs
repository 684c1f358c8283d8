import { readFileSync } from 'node:fs';

/** Linux counts CPU time in hundredths of a second. */
const TICK_MS = 10;

/** CPU seconds of a process so far; 0 where the system does not tell. */
export function cpuSeconds(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * TICK_MS) / 1_000;
  } catch {
    return 0;
  }
}

/**
 * Where the time goes: starts counting, and `per(messages)` tells the CPU µs of each part per
 * message. Unlike rates, these do not move with what else the machine does.
 */
export async function watchCpu(place, gatewayPid) {
  const read = async () => {
    const rows = await place.sql('SELECT pid FROM pg_stat_activity WHERE datname = current_database()');
    const backends = new Map(rows.map(({ pid }) => [pid, cpuSeconds(pid)]));
    return { gateway: cpuSeconds(gatewayPid), backends, client: process.cpuUsage() };
  };
  const before = await read();
  return {
    per: async (messages) => {
      const after = await read();
      const { user, system } = process.cpuUsage(before.client);
      let database = 0;
      for (const [pid, seconds] of after.backends) database += seconds - (before.backends.get(pid) ?? 0);
      const micros = (seconds) => Math.round((seconds * 1e6) / messages);
      return `CPU a message: gateway ${micros(after.gateway - before.gateway)} µs, database ${micros(database)} µs, client ${micros((user + system) / 1e6)} µs`;
    },
  };
}
