/**
 * `npm test`: all sizes on the embedded database; and again on PostgreSQL + Redis where
 * TEST_DATABASE_URL and TEST_REDIS_URL name them. Ends with one line of totals.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'jiesu-test-'));
const runs = [
  {
    name: 'embedded PostgreSQL',
    projects: ['unit', 'medium', 'e2e'],
    env: { TEST_DATABASE_URL: '', TEST_REDIS_URL: '' },
  },
];
if (process.env.TEST_DATABASE_URL) {
  runs.push({
    name: process.env.TEST_REDIS_URL ? 'PostgreSQL + Redis' : 'PostgreSQL',
    projects: ['medium', 'e2e'],
    env: {
      TEST_DATABASE_URL: process.env.TEST_DATABASE_URL,
      TEST_REDIS_URL: process.env.TEST_REDIS_URL ?? '',
    },
  });
} else {
  console.log('TEST_DATABASE_URL is not set: the second backend (PostgreSQL + Redis) is skipped');
}

const totals = { passed: 0, failed: 0, skipped: 0 };
let ok = true;
for (const [index, run] of runs.entries()) {
  console.log(`\n== tests on ${run.name}`);
  const report = join(folder, `${index}.json`);
  const jest = spawnSync(
    process.execPath,
    [
      'node_modules/jest/bin/jest.js',
      '--selectProjects',
      ...run.projects,
      '--json',
      '--outputFile',
      report,
      ...process.argv.slice(2),
    ],
    {
      stdio: 'inherit',
      env: { ...process.env, ...run.env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' },
    },
  );
  ok &&= jest.status === 0;
  const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  totals.passed += numPassedTests;
  totals.failed += numFailedTests + numRuntimeErrorTestSuites;
  totals.skipped += numPendingTests;
}
rmSync(folder, { recursive: true });
console.log(`\ntests: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exitCode = ok && totals.passed > 0 ? 0 : 1;
