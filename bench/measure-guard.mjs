import { figure, quantile } from './stats.mjs';
import { agentText } from './texts.mjs';

const CHECKS = 2_000;
const WARM_UP = 500;

/** The guard on 500 characters that it has to read to the end, each time other ones. */
export async function measureGuard() {
  const { loadGuard } = await import('../dist/reply/load-guard.js');
  const guard = await loadGuard();
  const micros = [];
  for (let i = 0; i < WARM_UP + CHECKS; i++) {
    const text = agentText(i);
    const started = performance.now();
    const { verdict } = guard.check(text);
    if (i >= WARM_UP) micros.push((performance.now() - started) * 1_000);
    if (verdict !== 'ok') throw new Error(`the bench's own text ${i} is not clean: ${verdict}`);
  }
  const p50 = quantile(micros, 0.5);
  return [
    {
      what: `guard, 500 characters, ${guard.rules.length} rules, p50 / p99`,
      on: 'in process',
      measured: `${figure(p50)} / ${figure(quantile(micros, 0.99))} µs`,
      target: '< 1,000 µs',
      ok: p50 < 1_000,
    },
  ];
}
