import { useSyncExternalStore } from 'react';
import { serverNow } from './server-clock.js';

const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = serverNow();

function tick(): void {
  now = serverNow();
  for (const watcher of [...watchers]) watcher();
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  timer ??= setInterval(tick, 1_000);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The server's time, renewed each second by the one timer that all clocks of the page share. */
export function useNow(): number {
  return useSyncExternalStore(watch, () => now);
}
