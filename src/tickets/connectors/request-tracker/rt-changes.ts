import { accepted, type Outcome } from '../remote/outcome.js';
import type { RemoteHttp } from '../remote/remote-http.js';
import type { RemoteChange, RemoteChanges } from '../ticket-system.port.js';
import { type RtTicket, rtAttachments, rtContent, rtHistory, rtTickets } from './rt-answers.js';
import type { RequestTrackerSettings } from './rt-settings.js';

const PAGE = 50;

/**
 * Newest first until older than `since`: a date in the question would be read in the time zone of the
 * token's user, the dates of the answers are UTC. A ticket that moves to the front meanwhile is only seen twice.
 */
export async function rtChanges(
  http: RemoteHttp,
  settings: RequestTrackerSettings,
  since: Date,
  signal: AbortSignal,
): Promise<Outcome<RemoteChanges>> {
  const changes: RemoteChange[] = [];
  let newest: Date | null = null;
  for (let page = 1; ; page++) {
    const listed = await changed(http, settings.queue, page, signal);
    if (listed.status !== 'accepted') return listed;
    const recent = listed.value.items.filter(({ LastUpdated }) => LastUpdated >= since);
    newest ??= recent[0]?.LastUpdated ?? null;
    for (const ticket of recent) {
      const key = ticket.CustomFields.find(({ name }) => name === settings.mapping.key)?.values[0];
      if (!key) continue;
      const told = await ofTicket(http, ticket, key, since, signal);
      if (told.status !== 'accepted') return told;
      changes.push(...told.value);
    }
    if (recent.length < PAGE) return accepted({ changes, newest });
  }
}

const changed = (http: RemoteHttp, queue: string, page: number, signal: AbortSignal) =>
  http.call({
    method: 'GET',
    path: 'tickets',
    query: {
      query: `Queue='${queue.replace(/[\\']/g, '\\$&')}'`,
      fields: 'Subject,Status,CustomFields,Creator,LastUpdated',
      orderby: 'LastUpdated',
      order: 'DESC',
      per_page: String(PAGE),
      page: String(page),
    },
    answer: rtTickets,
    signal,
  });

/** The ticket's creator is ourselves: what that account did is no news. */
async function ofTicket(
  http: RemoteHttp,
  ticket: RtTicket,
  key: string,
  since: Date,
  signal: AbortSignal,
): Promise<Outcome<RemoteChange[]>> {
  const changes: RemoteChange[] = [];
  for (let page = 1; ; page++) {
    const history = await http.call({
      method: 'GET',
      path: `ticket/${ticket.id}/history`,
      query: { fields: 'Type,OldValue,NewValue,Created,Creator', per_page: '100', page: String(page) },
      answer: rtHistory,
      signal,
    });
    if (history.status !== 'accepted') return history;
    for (const record of history.value.items) {
      if (record.Creator.id === ticket.Creator.id || record.Created < since) continue;
      const base = { key, ticketId: ticket.id, id: record.id, at: record.Created, by: record.Creator.id };
      if (record.Type === 'Status') {
        const [from, to] = [record.OldValue ?? '', record.NewValue ?? ''];
        changes.push({ ...base, what: { kind: 'status', from, to } });
      } else if (record.Type === 'Comment' || record.Type === 'Correspond') {
        const text = await words(http, record.id, signal);
        if (text.status !== 'accepted') return text;
        changes.push({ ...base, what: { kind: 'comment', text: text.value } });
      }
    }
    if (history.value.items.length < 100) return accepted(changes);
  }
}

/** The first text of a transaction; its files are named only. */
async function words(http: RemoteHttp, transaction: string, signal: AbortSignal): Promise<Outcome<string>> {
  const listed = await http.call({
    method: 'GET',
    path: `transaction/${transaction}/attachments`,
    query: { fields: 'Subject,Filename,ContentType,TransactionId', per_page: '100' },
    answer: rtAttachments,
    signal,
  });
  if (listed.status !== 'accepted') return listed;
  const { items } = listed.value;
  const names = items.flatMap(({ Filename }) => (Filename ? [`[${Filename}]`] : []));
  const first = items.find(({ ContentType, Filename }) => ContentType?.startsWith('text/') && !Filename);
  if (!first) return accepted(names.join(' '));
  const read = await http.call({ method: 'GET', path: `attachment/${first.id}`, answer: rtContent, signal });
  if (read.status !== 'accepted') return read;
  const text = Buffer.from(read.value.Content ?? '', 'base64')
    .toString('utf8')
    .trim();
  return accepted([text, ...names].join(' '));
}
