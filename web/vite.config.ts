import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const backend = process.env.JIESU_BACKEND ?? 'http://127.0.0.1:3000';

/** Below this a packed copy saves no packet. */
const WORTH_PACKING_BYTES = 1024;

/** Writes `.gz` and `.br` beside every asset, so that the server never packs while somebody waits. */
function precompress(): Plugin {
  return {
    name: 'jiesu-precompress',
    apply: 'build',
    writeBundle({ dir }) {
      if (dir) for (const file of readdirSync(join(dir, 'assets'))) pack(join(dir, 'assets', file));
    },
  };
}

function pack(path: string): void {
  if (!/\.(js|css|svg|json)$/.test(path)) return;
  const bytes = readFileSync(path);
  if (bytes.length < WORTH_PACKING_BYTES) return;
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: quality }));
}

/**
 * Two pages, one build. `/chat` opens in old WeChat web views, hence es2018 for all of it.
 * The html files are not packed: the server puts a fresh nonce into each answer.
 */
export default defineConfig({
  root: here,
  base: '/',
  plugins: [react({ include: /\/web\/console\/.*\.tsx$/ }), precompress()],
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: join(here, '../dist/web'),
    emptyOutDir: true,
    target: 'es2018',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: { console: join(here, 'console/index.html'), chat: join(here, 'chat/index.html') },
    },
  },
  server: { proxy: { '/api': { target: backend, ws: true } } },
});
