/** Checks docker-compose.yml with the tool itself where it is installed, else at least as YAML. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const services = Object.keys(parse(readFileSync('docker-compose.yml', 'utf8')).services ?? {});
if (services.length < 5) throw new Error(`docker-compose.yml names only ${services.join(', ')}`);
const env = { ...process.env, JIESU_DB_PASSWORD: 'only-for-the-check' };
const tool = [
  ['docker-compose', 'config', '-q'],
  ['docker', 'compose', 'config', '-q'],
].find(
  ([command, ...args]) =>
    spawnSync(command, [...args.slice(0, -2), 'version'], { stdio: 'ignore' }).status === 0,
);
if (!tool) {
  console.log(`docker-compose is not installed: read as YAML only (${services.join(', ')})`);
} else {
  const [command, ...args] = tool;
  process.exitCode = spawnSync(command, args, { stdio: 'inherit', env }).status ?? 1;
}
