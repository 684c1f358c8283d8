import type { DeliveryResult } from '#app/base/outbox/outbox.port.js';

/** What became of one request; the failures mean what they mean in the outbox. */
export type Outcome<T> =
  | { readonly status: 'accepted'; readonly value: T }
  | Exclude<DeliveryResult, { readonly status: 'accepted' }>;

export const accepted = <T>(value: T): Outcome<T> => ({ status: 'accepted', value });
export const rejected = (error: string): Outcome<never> => ({ status: 'rejected', error });

/** The same outcome with another value. */
export function mapped<T, U>(outcome: Outcome<T>, change: (value: T) => U): Outcome<U> {
  return outcome.status === 'accepted' ? accepted(change(outcome.value)) : outcome;
}
