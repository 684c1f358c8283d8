import type { TicketState } from '../domain/ticket-states.js';
import type { Outcome } from './remote/outcome.js';

/** What a system may be told about a ticket beside its words. Personal ones leave only where they are mapped. */
export const MAPPABLE = [
  'type',
  'category',
  'channel',
  'source',
  'deadline',
  'owner',
  'accountNo',
  'phone',
  'address',
  'person',
] as const;
export type Mappable = (typeof MAPPABLE)[number];

/** A ticket as it is to stand in another system; names and codes are still ours. */
export interface RemoteDraft {
  /** Idempotency key: the receipt number. */
  readonly key: string;
  readonly subject: string;
  readonly body: string;
  readonly state: TicketState;
  readonly urgency: 'general' | 'urgent' | 'critical';
  readonly values: Partial<Readonly<Record<Mappable, string>>>;
}

/** A ticket as it stands there. */
export interface RemoteTicket {
  readonly id: string;
  readonly key: string;
  readonly subject: string;
  /** Name of its status there. */
  readonly status: string;
  /** Custom fields by their names there; '' where empty. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface RemoteComment {
  /** Our id of it; written beside the words so that it can be found again. */
  readonly marker: string;
  readonly text: string;
  /** False where the customer may read it. */
  readonly internal: boolean;
}

export interface RemoteFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Something another hand did there. */
export interface RemoteChange {
  readonly key: string;
  readonly ticketId: string;
  /** Id of the record there, unique within the system. */
  readonly id: string;
  readonly at: Date;
  readonly by: string;
  readonly what:
    | { readonly kind: 'status'; readonly from: string; readonly to: string }
    | { readonly kind: 'comment'; readonly text: string };
}

export interface RemoteChanges {
  readonly changes: readonly RemoteChange[];
  /** The system's own time of its latest change; null when there was none. */
  readonly newest: Date | null;
}

export interface Health {
  /** One sentence per fault, naming the setting or mapping at fault. Empty = healthy. */
  readonly faults: readonly string[];
}

/**
 * A ticket system that is spoken to over its own interface (reference A6). No method throws for a
 * fault of the other side. `unknown` = the request may have been carried out: look before repeating.
 * @param signal ends the call; an aborted write is `unknown`
 */
export interface TicketSystem {
  readonly name: 'request-tracker' | 'redmine';
  readonly title: string;
  readonly caps: { readonly attachments: boolean; readonly internalNotes: boolean; readonly push: 'poll' };
  /** Also compares field, status and priority mappings with what is there. */
  healthCheck(signal: AbortSignal): Promise<Health>;
  /** All tickets with this key, oldest first: more than one means duplicates. */
  findByKey(key: string, signal: AbortSignal): Promise<Outcome<readonly RemoteTicket[]>>;
  /** Makes a ticket whether or not there is one; returns its id. */
  create(draft: RemoteDraft, signal: AbortSignal): Promise<Outcome<string>>;
  read(id: string, signal: AbortSignal): Promise<Outcome<RemoteTicket>>;
  /** What differs from the draft, by name; values are not told, they may be personal. */
  compare(draft: RemoteDraft, found: RemoteTicket): readonly string[];
  comment(id: string, comment: RemoteComment, signal: AbortSignal): Promise<Outcome<void>>;
  /** Is there a comment or file with this marker? */
  hasMarker(id: string, marker: string, signal: AbortSignal): Promise<Outcome<boolean>>;
  statusFor(state: TicketState): string;
  setStatus(id: string, status: string, signal: AbortSignal): Promise<Outcome<void>>;
  attach(id: string, file: RemoteFile, marker: string, signal: AbortSignal): Promise<Outcome<void>>;
  files(id: string, signal: AbortSignal): Promise<Outcome<readonly RemoteFile[]>>;
  /** What others did to tickets with a key of ours, at or after `since`; our own changes are left out. */
  changesSince(since: Date, signal: AbortSignal): Promise<Outcome<RemoteChanges>>;
}
