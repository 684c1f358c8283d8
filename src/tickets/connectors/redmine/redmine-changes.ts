import { accepted, type Outcome } from '../remote/outcome.js';
import type { RemoteHttp } from '../remote/remote-http.js';
import type { RemoteChange, RemoteChanges } from '../ticket-system.port.js';
import { type Issue, issueList, oneIssue } from './redmine-answers.js';
import { readNames } from './redmine-names.js';
import type { RedmineSettings } from './redmine-settings.js';

const PAGE = 50;

/** Newest first until older than `since`; an issue that moves to the front meanwhile is only seen twice. */
export async function redmineChanges(
  http: RemoteHttp,
  settings: RedmineSettings,
  since: Date,
  signal: AbortSignal,
): Promise<Outcome<RemoteChanges>> {
  const names = await readNames(http, settings, signal);
  if (names.status !== 'accepted') return names;
  const statusName = (id: string): string =>
    names.value.statuses.find((status) => status.id === id)?.name ?? id;
  const changes: RemoteChange[] = [];
  let newest: Date | null = null;
  for (let offset = 0; ; offset += PAGE) {
    const listed = await changed(http, settings.project, offset, signal);
    if (listed.status !== 'accepted') return listed;
    const recent = listed.value.issues.filter(({ updated_on }) => updated_on >= since);
    newest ??= recent[0]?.updated_on ?? null;
    for (const { id, custom_fields } of recent) {
      const key = custom_fields.find((field) => field.id === settings.mapping.key)?.value;
      if (typeof key !== 'string' || !key) continue;
      const query = { include: 'journals' };
      const path = `issues/${id}.json`;
      const read = await http.call({ method: 'GET', path, query, answer: oneIssue, signal });
      if (read.status !== 'accepted') return read;
      changes.push(...ofIssue(read.value.issue, key, since, statusName));
    }
    if (recent.length < PAGE) return accepted({ changes, newest });
  }
}

const changed = (http: RemoteHttp, project: string, offset: number, signal: AbortSignal) =>
  http.call({
    method: 'GET',
    path: 'issues.json',
    query: {
      project_id: project,
      status_id: '*',
      sort: 'updated_on:desc',
      limit: String(PAGE),
      offset: String(offset),
    },
    answer: issueList,
    signal,
  });

/** The issue's author is ourselves: what that account did is no news. */
function ofIssue(issue: Issue, key: string, since: Date, statusName: (id: string) => string): RemoteChange[] {
  return issue.journals
    .filter(({ user, created_on }) => user?.id !== issue.author.id && created_on >= since)
    .flatMap((journal): RemoteChange[] => {
      const base = { key, ticketId: issue.id, at: journal.created_on, by: journal.user?.name ?? '' };
      const status = journal.details.find(
        ({ property, name }) => property === 'attr' && name === 'status_id',
      );
      const [from, to] = [statusName(status?.old_value ?? ''), statusName(status?.new_value ?? '')];
      return [
        ...(status ? [{ ...base, id: `${journal.id}s`, what: { kind: 'status' as const, from, to } }] : []),
        ...(journal.notes
          ? [{ ...base, id: journal.id, what: { kind: 'comment' as const, text: journal.notes } }]
          : []),
      ];
    });
}
