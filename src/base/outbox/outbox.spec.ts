import { describe, expect, it } from '@jest/globals';
import { settlement } from './outbox.js';

const row = (attempts: number) => ({
  id: 'o1',
  kind: 'k',
  lane: 'l',
  payload: {},
  attempts,
  createdAt: new Date(0),
});

describe('settlement of a delivery', () => {
  it('waits as the schedule says, then longer where the receiver asks for it', () => {
    expect(settlement(row(1), { status: 'retryable', error: 'x' }, [500, 5000])).toMatchObject({
      state: 'pending',
      waitMs: 500,
    });
    expect(
      settlement(row(2), { status: 'retryable', error: 'x', retryAfterMs: 9000 }, [500, 5000]),
    ).toMatchObject({ waitMs: 9000 });
  });

  it('is a dead letter after the last try', () => {
    expect(settlement(row(3), { status: 'retryable', error: 'x' }, [500, 5000]).state).toBe('dead');
  });

  it('parks an unknown outcome instead of repeating it', () => {
    expect(settlement(row(1), { status: 'unknown', error: 'timed out after writing' }, [500]).state).toBe(
      'unknown',
    );
  });

  it('counts a missing result as not sent', () => {
    expect(settlement(row(1), undefined, [500]).state).toBe('pending');
  });
});
