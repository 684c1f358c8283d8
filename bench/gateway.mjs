import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const READY_WITHIN_MS = 30_000;
const SETTINGS = ['DATABASE_URL', 'REDIS_URL', 'PORT', 'HOST', 'NODE_OPTIONS'];

/**
 * A gateway in a process of its own, started as `npm start` does. `env` holds its settings; whatever
 * the caller's environment says about Jiesu does not reach it. BENCH_NODE_FLAGS adds flags (--cpu-prof).
 */
export async function startGateway(env) {
  const flags = (process.env.BENCH_NODE_FLAGS ?? '').split(' ').filter(Boolean);
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('JIESU_') && !SETTINGS.includes(name),
  );
  const child = spawn(process.execPath, ['--enable-source-maps', ...flags, 'dist/main.js'], {
    cwd: ROOT,
    env: { ...Object.fromEntries(own), PORT: '0', JIESU_LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors = (errors + chunk).slice(-4_000);
  });
  const url = await readyUrl(child, () => errors);
  return {
    url,
    pid: child.pid,
    /** What it warned about; a run that warns is not a clean run. */
    warnings: () => errors,
    stop: async () => {
      if (child.exitCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}

function readyUrl(child, errors) {
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`the gateway ${why}: ${errors()}`));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(`was not ready within ${READY_WITHIN_MS} ms`);
    }, READY_WITHIN_MS);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const url = /customers\s+(http:\/\/\S+)\/chat/.exec(text)?.[1];
      if (!url) return;
      clearTimeout(timer);
      resolve(url);
    });
  });
}

/** `count` visitor tokens of that gateway. */
export async function mintVisitors(url, count) {
  const tokens = [];
  while (tokens.length < count) {
    const some = Array.from({ length: Math.min(50, count - tokens.length) }, async () => {
      const answer = await fetch(`${url}/api/web/visitors`, { method: 'POST' });
      return (await answer.json()).token;
    });
    tokens.push(...(await Promise.all(some)));
  }
  return tokens;
}
