/**
 * Builds what is missing or older than its sources: the server (dist/), the pages (dist/web/) and the
 * model trained from intents/. Each part has a stamp, the hash of what it is made from, so that only
 * the stale part is built; pages and server are built at the same time. With --force all are.
 * An installation without build tools (`npm install --omit=dev`, an image, a tarball) runs the dist it
 * came with. --if-possible (npm's `prepare`) lets an installation without either go on: the start will say
 * what is missing. Everything goes to stderr: `npm run jiesu` owns stdout.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const LOCK = join(DIST, '.build.lock');
/** No build takes this long: an older lock was left behind. */
const LOCK_VALID_MS = 180_000;
const force = process.argv.includes('--force');
const require = createRequire(import.meta.url);

const server = {
  name: 'server',
  sources: ['src', 'package-lock.json', 'tsconfig.json', 'nest-cli.json', '.swcrc'],
  outputs: ['dist/main.js', 'dist/cli.js'],
  command: () => [tool('@nestjs/cli', 'bin/nest.js'), 'build'],
};
const pages = {
  name: 'pages',
  sources: ['web', 'package-lock.json'],
  outputs: ['dist/web/console/index.html', 'dist/web/chat/index.html'],
  command: () => [tool('vite', 'bin/vite.js'), 'build', 'web'],
};
/** Trained by the built server's own code, hence after it. */
const model = {
  name: 'model',
  sources: ['intents/intent', 'intents/category', 'intents/lexicon', 'src/nlu', 'scripts/train-model.mjs'],
  outputs: ['dist/nlu-model.json.gz'],
  command: () => [join(ROOT, 'scripts/train-model.mjs')],
};
/** The guard's clause classifier, likewise. */
const guard = {
  name: 'guard',
  sources: [
    'intents/guard',
    'intents/forbidden',
    'intents/scripts',
    'src/reply/guard-model',
    'src/reply/domain/guard',
    'src/reply/load-guard-data.ts',
    'src/reply/load-homophones.ts',
    'src/nlu/domain/hashing.ts',
    'src/nlu/domain/vocabulary.ts',
    'src/nlu/domain/svm.ts',
    'src/nlu/domain/linear.ts',
    'scripts/train-guard.mjs',
  ],
  outputs: ['dist/guard-model.json.gz'],
  command: () => [join(ROOT, 'scripts/train-guard.mjs')],
};
const parts = [
  server,
  pages,
  ...(existsSync(join(ROOT, 'scripts/train-model.mjs')) ? [model] : []),
  ...(existsSync(join(ROOT, 'scripts/train-guard.mjs')) ? [guard] : []),
];

try {
  await main();
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function main() {
  if (!canBuild()) return requirePrebuilt();
  if (!force && parts.every(isFresh)) return;
  await withLock(async () => {
    const stale = parts.filter((part) => force || !isFresh(part));
    const build = (part) => (stale.includes(part) ? run(part) : undefined);
    const trained = Promise.resolve(build(server))
      .then(() => build(model))
      .then(() => build(guard));
    const chains = [build(pages), trained];
    const failed = (await Promise.allSettled(chains)).find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
  });
}

/** Sources and tools are both there; an image has neither, an `--omit=dev` clone only the sources. */
function canBuild() {
  const sources = ['src/main.ts', 'web/vite.config.ts'].every((path) => existsSync(join(ROOT, path)));
  return sources && ['vite', '@nestjs/cli', '@swc/cli'].every((name) => findPackage(name) !== undefined);
}

function requirePrebuilt() {
  const missing = parts.flatMap(({ outputs }) => outputs).filter((path) => !existsSync(join(ROOT, path)));
  if ((missing.length === 0 && !force) || process.argv.includes('--if-possible')) return;
  throw new Error(
    `Jiesu is not built (${missing.join(', ') || 'build asked for'}) and the build tools are not installed.\n` +
      'Run `npm install` without --omit=dev, then start again; or install a package that comes with dist/.',
  );
}

async function run(part) {
  const started = performance.now();
  // Before the build: what is edited meanwhile is not in it.
  const hash = hashOf(part);
  rmSync(stampOf(part), { force: true });
  const { code, output } = await spawned(part.command());
  if (code !== 0) throw new Error(`${output.trimEnd()}\n${part.name}: build failed (exit ${code})`);
  writeFileSync(stampOf(part), hash);
  say(`${part.name}: built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function spawned(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

function isFresh(part) {
  if (!part.outputs.every((path) => existsSync(join(ROOT, path)))) return false;
  return existsSync(stampOf(part)) && readFileSync(stampOf(part), 'utf8') === hashOf(part);
}

function stampOf({ name }) {
  return join(DIST, `.${name}.stamp`);
}

/** Of every source's path and bytes; tests are no part of what is built. */
function hashOf({ sources }) {
  const hash = createHash('sha256').update(process.version.split('.')[0]);
  for (const path of sources.flatMap((source) => filesOf(join(ROOT, source)))) {
    hash.update(`\0${relative(ROOT, path).split(sep).join('/')}\0`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.spec\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Two starts at once must not write the same files; the second waits and finds the work done. */
async function withLock(work) {
  mkdirSync(DIST, { recursive: true });
  for (let told = false; !acquire(); told = true) {
    if (!told) say('waiting for another build to end');
    await pause(200);
  }
  const release = () => rmSync(LOCK, { force: true });
  process.once('exit', release);
  try {
    await work();
  } finally {
    release();
    process.off('exit', release);
  }
}

function acquire() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAbandoned()) rmSync(LOCK, { force: true });
    return false;
  }
}

/** Its owner has died. In a container the same pid may be somebody else, even us; hence the age. */
function isAbandoned() {
  try {
    if (Date.now() - statSync(LOCK).mtimeMs > LOCK_VALID_MS) return true;
    const pid = Number(readFileSync(LOCK, 'utf8'));
    return pid !== 0 && (pid === process.pid || !isAlive(pid));
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** A package's folder, wherever npm put it (beside us or above us). */
function findPackage(name) {
  for (const folder of require.resolve.paths(name) ?? []) {
    if (existsSync(join(folder, name, 'package.json'))) return join(folder, name);
  }
  return undefined;
}

function tool(name, file) {
  const folder = findPackage(name);
  if (!folder) throw new Error(`${name} is not installed`);
  return join(folder, file);
}

function say(text) {
  process.stderr.write(`${text}\n`);
}
