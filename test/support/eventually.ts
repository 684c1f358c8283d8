import { setTimeout as pause } from 'node:timers/promises';

/** Waits until `check` gives something (not undefined, null or false). */
export async function eventually<T>(
  what: string,
  check: () => T | Promise<T>,
  withinMs = 5_000,
): Promise<NonNullable<T>> {
  const until = Date.now() + withinMs;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > until) throw new Error(`${what}: not within ${withinMs} ms`);
    await pause(20);
  }
}
