import { storableText } from './domain/storable-text.js';
import type { Ticket } from './domain/ticket.js';

type SqlType = 'text' | 'text[]' | 'boolean' | 'int' | 'timestamptz';

/** Where each field of a ticket lives. `fixed` fields are written once, at opening. */
const FIELDS: Readonly<Record<keyof Ticket, readonly [column: string, type: SqlType, fixed?: 'fixed']>> = {
  id: ['id', 'text', 'fixed'],
  number: ['number', 'text', 'fixed'],
  dedupeKey: ['dedupe_key', 'text', 'fixed'],
  conversationId: ['conversation_id', 'text', 'fixed'],
  channel: ['channel', 'text', 'fixed'],
  customerKey: ['customer_key', 'text', 'fixed'],
  type: ['type', 'text', 'fixed'],
  category: ['category', 'text'],
  category2: ['category2', 'text'],
  urgency: ['urgency', 'text'],
  urgencyReasons: ['urgency_reasons', 'text[]'],
  flags: ['flags', 'text[]'],
  source: ['source', 'text', 'fixed'],
  issue: ['issue', 'text', 'fixed'],
  demand: ['demand', 'text[]'],
  amounts: ['amounts', 'text[]'],
  supplements: ['supplements', 'text[]'],
  address: ['address', 'text'],
  phone: ['phone', 'text'],
  accountNo: ['account_no', 'text'],
  person: ['person', 'text'],
  occurTime: ['occur_time', 'text'],
  parentId: ['parent_id', 'text', 'fixed'],
  confidential: ['confidential', 'boolean', 'fixed'],
  owner: ['owner', 'text', 'fixed'],
  assignee: ['assignee', 'text'],
  state: ['state', 'text'],
  openedAt: ['opened_at', 'timestamptz', 'fixed'],
  ackDeadline: ['ack_deadline', 'timestamptz'],
  contactDeadline: ['contact_deadline', 'timestamptz'],
  deadline: ['response_deadline', 'timestamptz'],
  resolveDeadline: ['resolve_deadline', 'timestamptz'],
  urgeCount: ['urge_count', 'int'],
  reopenCount: ['reopen_count', 'int'],
  rating: ['rating', 'int'],
  lastProgress: ['last_progress', 'text'],
  lastProgressAt: ['last_progress_at', 'timestamptz'],
  withdrawAskedAt: ['withdraw_asked_at', 'timestamptz'],
  resolvedAt: ['resolved_at', 'timestamptz'],
  closedAt: ['closed_at', 'timestamptz'],
  updatedAt: ['updated_at', 'timestamptz'],
};

const fields = Object.entries(FIELDS);
const names = fields.map(([, [column]]) => column).join(', ');
/** Rows travel as one JSON value: `unnest` would flatten the lists inside them. */
const recordset = `jsonb_to_recordset($1::jsonb) AS d(${fields.map(([name, [, type]]) => `"${name}" ${type}`).join(', ')})`;
const values = fields.map(([name]) => `d."${name}"`).join(', ');
const assignments = fields
  .filter(([, [, , fixed]]) => !fixed)
  .map(([name, [column]]) => `${column} = d."${name}"`)
  .join(', ');

/** Select list that gives rows in the shape of `Ticket`. */
export const COLUMNS = fields.map(([name, [column]]) => `${column} AS "${name}"`).join(', ');

/** Sorted by key, so that two batches with the same keys never wait for each other in a circle. */
export const INSERT = `INSERT INTO tickets (${names}) SELECT ${values} FROM ${recordset} ORDER BY d."dedupeKey"
  ON CONFLICT (dedupe_key) DO NOTHING RETURNING dedupe_key`;

export const UPDATE = `UPDATE tickets t SET ${assignments} FROM ${recordset} WHERE t.id = d.id`;

export const toRows = (tickets: readonly Ticket[]): string => storable(tickets);

/** JSON for one `jsonb` parameter. */
export function storable(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? storableText(part) : part,
  );
}
