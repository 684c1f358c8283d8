import { FakeHttp, type Heard, type Said } from './fake-http.js';

interface Ticket {
  readonly id: string;
  readonly subject: string;
  status: string;
  readonly fields: Map<string, string>;
  updated: Date;
}
interface Transaction {
  readonly id: string;
  readonly ticket: string;
  readonly type: string;
  readonly by: string;
  readonly at: Date;
  readonly from?: string;
  readonly to?: string;
}
interface Attachment {
  readonly id: string;
  readonly ticket: string;
  readonly transaction: string;
  readonly subject: string;
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

const FIELDS: Readonly<Record<string, { id: string; takes: (value: string) => boolean; list?: string[] }>> = {
  GatewayId: { id: '2', takes: () => true },
  Channel: {
    id: '3',
    takes: (value) => ['web', 'sms', 'wechat', 'hotline'].includes(value),
    list: ['hotline', 'sms', 'web', 'wechat'],
  },
  Category: { id: '4', takes: () => true },
  AccountNo: { id: '5', takes: (value) => /^(|\d{10})$/.test(value) },
};
const STATUSES = ['new', 'open', 'stalled', 'resolved', 'rejected', 'deleted'];
const US = 'gateway';

/** Request Tracker 5.0.3 as measured: keeps no key unique, drops what it dislikes, says 200 to a refused status. */
export class FakeRequestTracker extends FakeHttp {
  readonly tickets: Ticket[] = [];
  private readonly transactions: Transaction[] = [];
  private readonly attachments: Attachment[] = [];

  get url(): string {
    return `http://127.0.0.1:${this.port}/REST/2.0`;
  }

  /** What a colleague does in RT's own pages. */
  otherHand(id: string, status: string, words: string): void {
    this.move(this.ticket(id), status, 'agent');
    this.say(id, 'agent', '', words, []);
  }

  protected async answer({ method, path, query, headers, body }: Heard): Promise<Said> {
    if (headers.authorization !== 'token good') return { status: 401, json: { message: 'Unauthorized' } };
    const [, kind = '', id = '', part = ''] =
      /^\/REST\/2\.0\/([a-z]+)(?:\/([^/]+))?(?:\/([a-z]+))?$/.exec(path) ?? [];
    const json = (): Record<string, unknown> => JSON.parse(body.toString());
    const route = `${method} ${kind}${id ? '/:id' : ''}${part ? `/${part}` : ''}`;
    switch (route) {
      case 'GET queue/:id':
        return id === 'Complaints'
          ? { status: 200, json: queue }
          : { status: 404, json: { message: 'Queue not found' } };
      case 'GET customfield/:id':
        return {
          status: 200,
          json: { Values: Object.values(FIELDS).find((field) => field.id === id)?.list ?? null },
        };
      case 'GET tickets':
        return { status: 200, json: this.search(query) };
      case 'POST ticket':
        return this.create(json());
      case 'GET ticket/:id':
        return { status: 200, json: shown(this.ticket(id)) };
      case 'PUT ticket/:id':
        return { status: 200, json: [this.put(this.ticket(id), String(json().Status))] };
      case 'POST ticket/:id/comment':
        return this.comment(id, headers['content-type'] ?? '', body);
      case 'GET ticket/:id/attachments':
        return { status: 200, json: list(this.attachments.filter((one) => one.ticket === id).map(outline)) };
      case 'GET transaction/:id/attachments':
        return {
          status: 200,
          json: list(this.attachments.filter((one) => one.transaction === id).map(outline)),
        };
      case 'GET attachment/:id': {
        const found = this.attachments.find((one) => one.id === id);
        return { status: 200, json: { id, Content: found?.content.toString('base64') } };
      }
      case 'GET ticket/:id/history':
        return { status: 200, json: list(this.transactions.filter((one) => one.ticket === id).map(record)) };
      default:
        return { status: 404, json: { message: 'Not Found' } };
    }
  }

  private create(given: Record<string, unknown>): Said {
    if (given.Queue !== 'Complaints')
      return {
        status: 403,
        json: { message: `No permission to create tickets in the queue '${given.Queue}'` },
      };
    const fields = new Map<string, string>();
    for (const [name, value] of Object.entries(given.CustomFields as Record<string, string>)) {
      // Trap 1: a taken "unique" value, and trap 2: a refused one, are dropped without a word.
      const taken = name === 'GatewayId' && this.tickets.some((one) => one.fields.get(name) === value);
      if (FIELDS[name]?.takes(value) && !taken) fields.set(name, value);
    }
    const id = String(this.tickets.length + 1);
    const ticket = {
      id,
      subject: String(given.Subject),
      status: String(given.Status),
      fields,
      updated: new Date(),
    };
    this.tickets.push(ticket);
    const transaction = this.write({ ticket: id, type: 'Create', by: US });
    this.file(id, transaction, String(given.Subject), '', 'text/plain', Buffer.from(String(given.Content)));
    return { status: 201, json: { id, type: 'ticket' } };
  }

  private search(query: URLSearchParams): object {
    const key = /'CF\.\{GatewayId\}'='([^']*)'/.exec(query.get('query') ?? '')?.[1];
    const found = this.tickets.filter(
      (ticket) => key === undefined || ticket.fields.get('GatewayId') === key,
    );
    if (query.get('order') === 'DESC') found.sort((a, b) => b.updated.getTime() - a.updated.getTime());
    return list(found.map(shown));
  }

  private async comment(id: string, type: string, body: Buffer): Promise<Said> {
    if (type.startsWith('application/json')) {
      const given = JSON.parse(body.toString()) as { Subject?: string; Content: string };
      this.say(id, US, given.Subject ?? '', given.Content, []);
    } else {
      const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
      const json = form.get('JSON');
      if (typeof json !== 'string')
        return { status: 400, json: { message: 'JSON is a required field for multipart/form-data' } };
      const given = JSON.parse(json) as { Subject?: string; Content: string };
      this.say(
        id,
        US,
        given.Subject ?? '',
        given.Content,
        form.getAll('Attachments').filter((one) => one instanceof File),
      );
      await this.filed;
    }
    return { status: 201, json: ['Comments added'] };
  }

  private filed: Promise<unknown> = Promise.resolve();

  private say(id: string, by: string, subject: string, words: string, files: readonly File[]): void {
    this.ticket(id).updated = new Date();
    const transaction = this.write({ ticket: id, type: 'Comment', by });
    this.file(id, transaction, subject, '', 'text/plain', Buffer.from(words));
    this.filed = Promise.all(
      files.map(async (file) =>
        this.file(id, transaction, '', file.name, file.type, Buffer.from(await file.arrayBuffer())),
      ),
    );
  }

  private put(ticket: Ticket, status: string): string {
    if (!STATUSES.includes(status))
      return `Ticket ${ticket.id}: Status '${status}' isn't a valid status for this ticket.`;
    this.move(ticket, status, US);
    return `Ticket ${ticket.id}: Status changed`;
  }

  private move(ticket: Ticket, to: string, by: string): void {
    this.write({ ticket: ticket.id, type: 'Status', by, from: ticket.status, to });
    ticket.status = to;
    ticket.updated = new Date();
  }

  private ticket(id: string): Ticket {
    const found = this.tickets.find((ticket) => ticket.id === id);
    if (!found) throw new Error(`no ticket ${id}`);
    return found;
  }

  private write(given: Omit<Transaction, 'id' | 'at'>): string {
    const id = String(this.transactions.length + 38);
    this.transactions.push({ ...given, id, at: new Date() });
    return id;
  }

  private file(
    ticket: string,
    transaction: string,
    subject: string,
    name: string,
    type: string,
    content: Buffer,
  ): void {
    this.attachments.push({
      id: String(this.attachments.length + 1),
      ticket,
      transaction,
      subject,
      name,
      type,
      content,
    });
  }
}

const seconds = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
const list = (items: readonly object[]): object => ({
  items,
  count: items.length,
  page: 1,
  per_page: 100,
  pages: null,
  total: null,
});
const queue = {
  Lifecycle: 'default',
  TicketCustomFields: Object.entries(FIELDS).map(([name, { id }]) => ({ id, name, type: 'customfield' })),
};
const shown = ({ id, subject, status, fields, updated }: Ticket): object => ({
  id,
  Subject: subject,
  Status: status,
  CustomFields: Object.entries(FIELDS).map(([name, field]) => {
    const value = fields.get(name);
    return { id: field.id, name, type: 'customfield', values: value ? [value] : [] };
  }),
  Creator: { id: US, type: 'user' },
  LastUpdated: seconds(updated),
});
const outline = ({ id, transaction, subject, name, type }: Attachment): object => ({
  id,
  TransactionId: transaction,
  Subject: subject,
  Filename: name,
  ContentType: type,
});
const record = ({ id, type, by, at, from = '', to = '' }: Transaction): object => ({
  id,
  Type: type,
  OldValue: from,
  NewValue: to,
  Created: seconds(at),
  Creator: { id: by, type: 'user' },
});
