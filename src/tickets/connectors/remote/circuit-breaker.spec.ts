import { describe, expect, it } from '@jest/globals';
import { CircuitBreaker } from './circuit-breaker.js';

describe('CircuitBreaker', () => {
  const broken = () => {
    let now = 0;
    const breaker = new CircuitBreaker(() => now);
    const pass = (ms: number): void => {
      now += ms;
    };
    for (let i = 0; i < 5; i++) {
      expect(breaker.admit()).toBe(0);
      breaker.failed();
    }
    return { breaker, pass };
  };

  it('opens after five failures in a row and lets one try after 15 s', () => {
    const { breaker, pass } = broken();
    expect(breaker.admit()).toBe(15_000);
    pass(15_000);
    expect(breaker.admit()).toBe(0);
    expect(breaker.admit()).toBeGreaterThan(0);
    breaker.succeeded();
    expect([breaker.admit(), breaker.admit()]).toEqual([0, 0]);
  });

  it('waits twice as long after each try that fails, at most five minutes', () => {
    const { breaker, pass } = broken();
    const waits: number[] = [];
    pass(15_000);
    for (let i = 0; i < 7; i++) {
      expect(breaker.admit()).toBe(0);
      breaker.failed();
      const wait = breaker.admit();
      waits.push(wait);
      pass(wait);
    }
    expect(waits).toEqual([15_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
  });

  it('counts only failures in a row', () => {
    const breaker = new CircuitBreaker(() => 0);
    for (let i = 0; i < 20; i++) {
      expect(breaker.admit()).toBe(0);
      if (i % 4 === 3) breaker.succeeded();
      else breaker.failed();
    }
  });
});
