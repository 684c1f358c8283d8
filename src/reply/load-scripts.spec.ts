import { describe, expect, it } from '@jest/globals';
import { loadGuard } from './load-guard.js';
import { loadScripts } from './load-scripts.js';

describe('the shipped scripts', () => {
  const guard = loadGuard();

  it('are well-formed, use declared variables only, and pass the guard with samples filled in', () => {
    expect(loadScripts(guard).scripts.length).toBeGreaterThan(100);
  });

  it('ask at most one question each', () => {
    const asking = loadScripts(guard).scripts.filter(
      (script) => (script.text.match(/[？?]/g) ?? []).length > 1,
    );
    expect(asking.map((script) => `${script.stage}/${script.key}`)).toEqual([]);
  });
});
