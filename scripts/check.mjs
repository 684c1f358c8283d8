/** `npm run check`: every step runs even if an earlier one failed, so that one run shows all faults. */
import { spawnSync } from 'node:child_process';

const STEPS = [
  ['format and lint', 'npx', ['biome', 'ci', '.']],
  ['types (server, tests)', 'npx', ['tsc', '-p', 'tsconfig.test.json', '--noEmit']],
  ['types (console)', 'npx', ['tsc', '-p', 'web/tsconfig.json', '--noEmit']],
  ['types (chat page, old web views)', 'npx', ['tsc', '-p', 'web/chat/tsconfig.json', '--noEmit']],
  ['types (build of the pages)', 'npx', ['tsc', '-p', 'web/tsconfig.tools.json', '--noEmit']],
  ['import matrix and cycles', 'npx', ['depcruise', 'src', 'web', '--config', '.dependency-cruiser.cjs']],
  ['dead code', 'npx', ['knip']],
  ['docker-compose.yml', 'node', ['scripts/check-compose.mjs']],
  ...(process.argv.includes('--no-tests') ? [] : [['tests', 'npm', ['test']]]),
];

const results = STEPS.map(([name, command, args]) => {
  process.stdout.write(`\n== ${name}\n`);
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  return { name, ok: status === 0, seconds: ((Date.now() - started) / 1000).toFixed(1) };
});

process.stdout.write('\n');
for (const { name, ok, seconds } of results)
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
