import type { TicketState } from '../../domain/ticket-states.js';
import { accepted, mapped, type Outcome, rejected } from '../remote/outcome.js';
import { differences, fieldsOf } from '../remote/remote-fields.js';
import { type HttpLimits, RemoteHttp } from '../remote/remote-http.js';
import type {
  Health,
  RemoteChanges,
  RemoteComment,
  RemoteDraft,
  RemoteFile,
  RemoteTicket,
  TicketSystem,
} from '../ticket-system.port.js';
import { type RtTicket, rtAttachments, rtContent, rtCreated, rtTicket, rtTickets } from './rt-answers.js';
import { rtChanges } from './rt-changes.js';
import { rtHealth } from './rt-health.js';
import type { RequestTrackerSettings } from './rt-settings.js';

const TICKET_FIELDS = 'Subject,Status,CustomFields,Creator,LastUpdated';
const PAGE = '100';

/**
 * Request Tracker 5 over REST 2.0. Words are added as comments only: a correspondence would be mailed
 * to the requestor, and what customers hear goes through our own guard.
 */
export class RequestTracker implements TicketSystem {
  readonly name = 'request-tracker';
  readonly title = 'Request Tracker';
  readonly caps = { attachments: true, internalNotes: true, push: 'poll' } as const;
  private readonly http: RemoteHttp;

  constructor(
    private readonly settings: RequestTrackerSettings,
    limits?: HttpLimits,
  ) {
    this.http = new RemoteHttp(settings.url, { authorization: `token ${settings.token}` }, limits);
  }

  healthCheck(signal: AbortSignal): Promise<Health> {
    return rtHealth(this.http, this.settings, signal);
  }

  async findByKey(key: string, signal: AbortSignal): Promise<Outcome<readonly RemoteTicket[]>> {
    const { queue, mapping } = this.settings;
    const query = `Queue=${quoted(queue)} AND ${quoted(`CF.{${mapping.key}}`)}=${quoted(key)}`;
    const found = await this.http.call({
      method: 'GET',
      path: 'tickets',
      query: { query, fields: TICKET_FIELDS, per_page: PAGE },
      answer: rtTickets,
      signal,
    });
    return mapped(found, ({ items }) =>
      items
        .map((item) => this.toRemote(item))
        .filter((ticket) => ticket.key === key)
        .sort((a, b) => Number(a.id) - Number(b.id)),
    );
  }

  async create(draft: RemoteDraft, signal: AbortSignal): Promise<Outcome<string>> {
    const { queue, mapping } = this.settings;
    const created = await this.http.call({
      method: 'POST',
      path: 'ticket',
      json: {
        Queue: queue,
        Subject: draft.subject,
        Content: draft.body,
        ContentType: 'text/plain',
        Status: mapping.status[draft.state],
        Priority: Number(mapping.priority[draft.urgency]),
        CustomFields: fieldsOf(draft, mapping),
      },
      answer: rtCreated,
      signal,
    });
    return mapped(created, ({ id }) => id);
  }

  async read(id: string, signal: AbortSignal): Promise<Outcome<RemoteTicket>> {
    const found = await this.http.call({
      method: 'GET',
      path: `ticket/${number(id)}`,
      answer: rtTicket,
      signal,
    });
    return mapped(found, (ticket) => this.toRemote(ticket));
  }

  compare(draft: RemoteDraft, found: RemoteTicket): readonly string[] {
    return differences(draft, found, this.settings.mapping);
  }

  /** The marker is the comment's subject: RT lists subjects, but no words, of a whole ticket at once. */
  comment(id: string, { marker, text }: RemoteComment, signal: AbortSignal): Promise<Outcome<void>> {
    return this.http.call({
      method: 'POST',
      path: `ticket/${number(id)}/comment`,
      json: { Subject: marker, Content: text, ContentType: 'text/plain' },
      signal,
    });
  }

  async hasMarker(id: string, marker: string, signal: AbortSignal): Promise<Outcome<boolean>> {
    const found = await this.attachments(id, signal);
    return mapped(found, (items) => items.some(({ Subject }) => Subject === marker));
  }

  statusFor(state: TicketState): string {
    return this.settings.mapping.status[state];
  }

  /** RT answers 200 to a status it refuses, with the refusal as a sentence: read back. */
  async setStatus(id: string, status: string, signal: AbortSignal): Promise<Outcome<void>> {
    const put = await this.http.call({
      method: 'PUT',
      path: `ticket/${number(id)}`,
      json: { Status: status },
      signal,
    });
    if (put.status !== 'accepted') return put;
    const now = await this.read(id, signal);
    if (now.status !== 'accepted') return now;
    return now.value.status === status
      ? accepted(undefined)
      : rejected(`status: ticket ${id} stayed "${now.value.status}", "${status}" was not taken`);
  }

  /** As multipart: in JSON a Chinese file name makes RT answer 500. The part JSON must be a field, not a file. */
  attach(id: string, file: RemoteFile, marker: string, signal: AbortSignal): Promise<Outcome<void>> {
    const form = new FormData();
    const words = { Subject: marker, Content: file.name, ContentType: 'text/plain' };
    form.append('JSON', JSON.stringify(words));
    form.append('Attachments', new Blob([new Uint8Array(file.bytes)], { type: file.type }), file.name);
    return this.http.call({ method: 'POST', path: `ticket/${number(id)}/comment`, body: form, signal });
  }

  async files(id: string, signal: AbortSignal): Promise<Outcome<readonly RemoteFile[]>> {
    const listed = await this.attachments(id, signal);
    if (listed.status !== 'accepted') return listed;
    const files: RemoteFile[] = [];
    for (const { id: attachment, Filename: name, ContentType: type } of listed.value) {
      if (!name) continue;
      const path = `attachment/${number(attachment)}`;
      const read = await this.http.call({ method: 'GET', path, answer: rtContent, signal });
      if (read.status !== 'accepted') return read;
      files.push({ name, type: type ?? '', bytes: Buffer.from(read.value.Content ?? '', 'base64') });
    }
    return accepted(files);
  }

  changesSince(since: Date, signal: AbortSignal): Promise<Outcome<RemoteChanges>> {
    return rtChanges(this.http, this.settings, since, signal);
  }

  private async attachments(id: string, signal: AbortSignal) {
    const fields = 'Subject,Filename,ContentType,TransactionId';
    const items = [];
    for (let page = 1; ; page++) {
      const found = await this.http.call({
        method: 'GET',
        path: `ticket/${number(id)}/attachments`,
        query: { fields, per_page: PAGE, page: String(page) },
        answer: rtAttachments,
        signal,
      });
      if (found.status !== 'accepted') return found;
      items.push(...found.value.items);
      if (found.value.items.length < Number(PAGE)) return accepted(items);
    }
  }

  private toRemote(ticket: RtTicket): RemoteTicket {
    const fields = Object.fromEntries(ticket.CustomFields.map(({ name, values }) => [name, values[0] ?? '']));
    const key = fields[this.settings.mapping.key] ?? '';
    return { id: ticket.id, key, subject: ticket.Subject, status: ticket.Status, fields };
  }
}

/** A text in TicketSQL. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

/** Ids go into paths: digits only. */
const number = (id: string): string => String(Number.parseInt(id, 10));
