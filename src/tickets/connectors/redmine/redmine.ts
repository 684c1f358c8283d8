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
import { createdIssue, type Issue, issueList, oneIssue, upload } from './redmine-answers.js';
import { redmineChanges } from './redmine-changes.js';
import { redmineHealth } from './redmine-health.js';
import { idOf, type Names, readNames } from './redmine-names.js';
import type { RedmineSettings } from './redmine-settings.js';

/** Redmine 5 over its REST interface. It has no webhooks and no keys of its own: poll, and look before repeating. */
export class Redmine implements TicketSystem {
  readonly name = 'redmine';
  readonly title = 'Redmine';
  readonly caps = { attachments: true, internalNotes: true, push: 'poll' } as const;
  private readonly http: RemoteHttp;
  private known: Names | null = null;

  constructor(
    private readonly settings: RedmineSettings,
    limits?: HttpLimits,
  ) {
    this.http = new RemoteHttp(settings.url, { 'x-redmine-api-key': settings.key }, limits);
  }

  healthCheck(signal: AbortSignal): Promise<Health> {
    this.known = null;
    return redmineHealth(this.http, this.settings, signal);
  }

  /** Without `status_id=*` closed ones are hidden; a filter Redmine does not know it ignores, so look at each. */
  async findByKey(key: string, signal: AbortSignal): Promise<Outcome<readonly RemoteTicket[]>> {
    const { project, mapping } = this.settings;
    const found = await this.http.call({
      method: 'GET',
      path: 'issues.json',
      query: { project_id: project, status_id: '*', [`cf_${mapping.key}`]: key, sort: 'id', limit: '100' },
      answer: issueList,
      signal,
    });
    return mapped(found, ({ issues }) =>
      issues.map((issue) => this.toRemote(issue)).filter((ticket) => ticket.key === key),
    );
  }

  async create(draft: RemoteDraft, signal: AbortSignal): Promise<Outcome<string>> {
    const names = await this.names(signal);
    if (names.status !== 'accepted') return names;
    const { mapping } = this.settings;
    const { trackers, statuses, priorities, projectId } = names.value;
    const tracker = mapping.tracker ? idOf(trackers, mapping.tracker) : trackers[0]?.id;
    const status = idOf(statuses, mapping.status[draft.state]);
    const priority = idOf(priorities, mapping.priority[draft.urgency]);
    if (!tracker) return rejected(`redmine.tracker: the project has no tracker "${mapping.tracker}"`);
    if (!status) return rejected(`redmine.status.${draft.state}: no status "${mapping.status[draft.state]}"`);
    if (!priority) return rejected(`redmine.priority.${draft.urgency}: no such priority`);
    const custom_fields = Object.entries(fieldsOf(draft, mapping)).map(([id, value]) => ({ id, value }));
    const created = await this.http.call({
      method: 'POST',
      path: 'issues.json',
      json: {
        issue: {
          project_id: projectId,
          tracker_id: tracker,
          status_id: status,
          priority_id: priority,
          subject: draft.subject,
          description: draft.body,
          custom_fields,
        },
      },
      answer: createdIssue,
      signal,
    });
    return mapped(created, ({ issue }) => issue.id);
  }

  async read(id: string, signal: AbortSignal): Promise<Outcome<RemoteTicket>> {
    return mapped(await this.issue(id, signal), (issue) => this.toRemote(issue));
  }

  compare(draft: RemoteDraft, found: RemoteTicket): readonly string[] {
    return differences(draft, found, this.settings.mapping);
  }

  comment(
    id: string,
    { marker, text, internal }: RemoteComment,
    signal: AbortSignal,
  ): Promise<Outcome<void>> {
    return this.change(id, { notes: `${text}\n\n${inBrackets(marker)}`, private_notes: internal }, signal);
  }

  async hasMarker(id: string, marker: string, signal: AbortSignal): Promise<Outcome<boolean>> {
    const sought = inBrackets(marker);
    return mapped(await this.issue(id, signal), ({ journals }) =>
      journals.some(({ notes }) => notes?.includes(sought)),
    );
  }

  statusFor(state: TicketState): string {
    return this.settings.mapping.status[state];
  }

  /** Redmine answers 204 to a status the workflow does not allow, and keeps the old one: read back. */
  async setStatus(id: string, status: string, signal: AbortSignal): Promise<Outcome<void>> {
    const names = await this.names(signal);
    if (names.status !== 'accepted') return names;
    const statusId = idOf(names.value.statuses, status);
    if (!statusId) return rejected(`redmine.status: there is no status "${status}"`);
    const put = await this.change(id, { status_id: statusId }, signal);
    if (put.status !== 'accepted') return put;
    const now = await this.read(id, signal);
    if (now.status !== 'accepted') return now;
    return now.value.status === status
      ? accepted(undefined)
      : rejected(`status: issue ${id} stayed "${now.value.status}", "${status}" was not taken`);
  }

  async attach(id: string, file: RemoteFile, marker: string, signal: AbortSignal): Promise<Outcome<void>> {
    const sent = await this.http.call({
      method: 'POST',
      path: 'uploads.json',
      query: { filename: file.name },
      body: new Uint8Array(file.bytes),
      type: 'application/octet-stream',
      answer: upload,
      signal,
    });
    if (sent.status !== 'accepted') return sent;
    const uploads = [{ token: sent.value.upload.token, filename: file.name, content_type: file.type }];
    return this.change(id, { notes: inBrackets(marker), private_notes: true, uploads }, signal);
  }

  async files(id: string, signal: AbortSignal): Promise<Outcome<readonly RemoteFile[]>> {
    const found = await this.issue(id, signal);
    if (found.status !== 'accepted') return found;
    const files: RemoteFile[] = [];
    for (const { id: attachment, filename, content_type: type } of found.value.attachments) {
      const path = `attachments/download/${attachment}/${encodeURIComponent(filename)}`;
      const bytes = await this.http.bytes(path, signal);
      if (bytes.status !== 'accepted') return bytes;
      files.push({ name: filename, type: type ?? '', bytes: bytes.value });
    }
    return accepted(files);
  }

  changesSince(since: Date, signal: AbortSignal): Promise<Outcome<RemoteChanges>> {
    return redmineChanges(this.http, this.settings, since, signal);
  }

  private async issue(id: string, signal: AbortSignal): Promise<Outcome<Issue>> {
    const query = { include: 'journals,attachments' };
    const found = await this.http.call({ method: 'GET', path: path(id), query, answer: oneIssue, signal });
    return mapped(found, ({ issue }) => issue);
  }

  private change(id: string, issue: object, signal: AbortSignal): Promise<Outcome<void>> {
    return this.http.call({ method: 'PUT', path: path(id), json: { issue }, signal });
  }

  private async names(signal: AbortSignal): Promise<Outcome<Names>> {
    if (this.known) return accepted(this.known);
    const read = await readNames(this.http, this.settings, signal);
    if (read.status === 'accepted') this.known = read.value;
    // Nothing was written yet, so the whole action may be tried again.
    return read;
  }

  private toRemote(issue: Issue): RemoteTicket {
    const fields = Object.fromEntries(
      issue.custom_fields.map(({ id, value }) => [id, [value ?? ''].flat().join()]),
    );
    const key = fields[this.settings.mapping.key] ?? '';
    return { id: issue.id, key, subject: issue.subject, status: issue.status.name, fields };
  }
}

const inBrackets = (marker: string): string => `[${marker}]`;
/** Ids go into paths: digits only. */
const path = (id: string): string => `issues/${Number.parseInt(id, 10)}.json`;
