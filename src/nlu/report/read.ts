import type { Understanding } from '#app/base/model/understanding.js';
import type { HeldOutMessage } from './held-out.js';

/** A held-out message and what the model says of it. */
export interface Read {
  readonly message: HeldOutMessage;
  readonly said: Understanding;
}

export const isComplaint = ({ message }: Read): boolean =>
  message.intent === 'COMPLAINT' && message.category !== null;

/** Share of the list for which something holds, 0..1; 0 for none. */
export const share = (list: readonly Read[], holds: (one: Read) => boolean): number =>
  list.length === 0 ? 0 : list.filter(holds).length / list.length;
