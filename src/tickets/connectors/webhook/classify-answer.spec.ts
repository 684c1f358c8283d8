import { describe, expect, it } from '@jest/globals';
import { classifyAnswer, classifyFailure } from './classify-answer.js';

const NOW = new Date('2026-11-21T08:00:00Z');

describe('classifyAnswer', () => {
  it.each([
    [200, 'accepted'],
    [204, 'accepted'],
    [299, 'accepted'],
    [301, 'rejected'],
    [307, 'rejected'],
    [400, 'rejected'],
    [401, 'rejected'],
    [404, 'rejected'],
    [408, 'retryable'],
    [410, 'rejected'],
    [422, 'rejected'],
    [425, 'retryable'],
    [429, 'retryable'],
    [500, 'retryable'],
    [503, 'retryable'],
  ] as const)('%d is %s', (status, verdict) => {
    expect(classifyAnswer(status, null, NOW).status).toBe(verdict);
  });

  it.each([
    ['120', 120_000],
    ['Sat, 21 Nov 2026 08:01:00 GMT', 60_000],
    ['Sat, 21 Nov 2026 07:00:00 GMT', 0],
    ['999999999', 86_400_000],
  ])('Retry-After %s waits %d ms', (header, wait) => {
    expect(classifyAnswer(429, header, NOW)).toMatchObject({ retryAfterMs: wait });
  });

  it('ignores a Retry-After that says nothing', () => {
    expect(classifyAnswer(503, 'soon', NOW)).not.toHaveProperty('retryAfterMs');
  });
});

describe('classifyFailure', () => {
  it('tells the fault of the socket, which fetch hides', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(classifyFailure(new TypeError('fetch failed', { cause: refused }))).toEqual({
      status: 'retryable',
      error: 'the endpoint gave no answer: ECONNREFUSED',
    });
  });
});
