import { MAPPABLE, type RemoteDraft, type RemoteTicket } from '../ticket-system.port.js';
import type { RedmineMapping, RequestTrackerMapping } from './mapping.js';

type Fields = Pick<RequestTrackerMapping | RedmineMapping, 'key' | 'fields' | 'values'>;

/** What each custom field there must hold; a field nothing is known for is not written. */
export function fieldsOf(draft: RemoteDraft, mapping: Fields): Readonly<Record<string, string>> {
  const filled: Record<string, string> = { [mapping.key]: draft.key };
  for (const ours of MAPPABLE) {
    const theirs = mapping.fields[ours];
    const value = draft.values[ours];
    if (theirs && value) filled[theirs] = mapping.values[ours]?.[value] ?? value;
  }
  return filled;
}

/** Names of what is not there as it was sent: systems drop values without a word (RT) or cut them. */
export function differences(draft: RemoteDraft, found: RemoteTicket, mapping: Fields): readonly string[] {
  const wrong = Object.entries(fieldsOf(draft, mapping))
    .filter(([field, value]) => (found.fields[field] ?? '') !== value)
    .map(([field]) => field);
  return found.subject === draft.subject ? wrong : ['subject', ...wrong];
}

/** Faults of a status mapping, naming the state of ours that leads nowhere. */
export const unknownTargets = (
  what: string,
  mapping: Readonly<Record<string, string>>,
  known: readonly string[],
): string[] =>
  Object.entries(mapping)
    .filter(([, theirs]) => !known.includes(theirs))
    .map(([ours, theirs]) => `${what}.${ours}: there is no "${theirs}" (there is: ${known.join(', ')})`);
