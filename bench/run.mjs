import { cpus, loadavg } from 'node:os';
import { backends } from './backends.mjs';
import { measureClassify } from './measure-classify.mjs';
import { measureGuard } from './measure-guard.mjs';
import { measureIntake } from './measure-intake.mjs';
import { measureStart } from './measure-start.mjs';
import { measureTurns } from './measure-turns.mjs';
import { printTable } from './table.mjs';

export const PARTS = ['intake', 'turns', 'classify', 'guard', 'start'];

const say = (line) => process.stderr.write(`  ${line}\n`);
const load = () => loadavg()[0].toFixed(1);

/**
 * Measures the named parts and prints one table; resolves with whether every target was met. Rates
 * move with what else the machine does, ratios and CPU times less: the load is said with them.
 */
export async function runBench({ parts, rounds, messagesFile }) {
  const rows = [];
  const before = load();
  const measure = async (part, work) => {
    if (parts.includes(part)) rows.push(...(await work()));
  };
  await measure('start', () => measureStart());
  for (const backend of backends()) {
    await measure('intake', () => measureIntake(backend, { rounds, say }));
    await measure('turns', () => measureTurns(backend, { rounds, say }));
  }
  await measure('classify', () => measureClassify({ messagesFile, say }));
  await measure('guard', () => measureGuard());
  printTable(rows);
  console.log(
    `Node ${process.version}, ${cpus().length} cores, load ${before} before and ${load()} after; median of ${rounds} rounds`,
  );
  return rows.every(({ ok }) => ok !== false);
}
