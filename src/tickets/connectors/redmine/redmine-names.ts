import { accepted, type Outcome } from '../remote/outcome.js';
import type { RemoteHttp } from '../remote/remote-http.js';
import { priorityList, project, statusList } from './redmine-answers.js';
import type { RedmineSettings } from './redmine-settings.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What Redmine calls by ids and people by names. */
export interface Names {
  readonly projectId: string;
  readonly trackers: readonly Named[];
  readonly statuses: readonly Named[];
  readonly priorities: readonly Named[];
  /** Custom fields listed for the project; those made for all projects are not among them. */
  readonly fields: readonly Named[];
}

export const idOf = (named: readonly Named[], name: string | null): string | undefined =>
  named.find((one) => one.name === name)?.id;

export async function readNames(
  http: RemoteHttp,
  settings: RedmineSettings,
  signal: AbortSignal,
): Promise<Outcome<Names>> {
  const path = `projects/${encodeURIComponent(settings.project)}.json`;
  const query = { include: 'trackers,issue_custom_fields' };
  const found = await http.call({ method: 'GET', path, query, answer: project, signal });
  if (found.status !== 'accepted') return found;
  const statuses = await http.call({
    method: 'GET',
    path: 'issue_statuses.json',
    answer: statusList,
    signal,
  });
  if (statuses.status !== 'accepted') return statuses;
  const priorities = await http.call({
    method: 'GET',
    path: 'enumerations/issue_priorities.json',
    answer: priorityList,
    signal,
  });
  if (priorities.status !== 'accepted') return priorities;
  return accepted({
    projectId: found.value.project.id,
    trackers: found.value.project.trackers,
    fields: found.value.project.issue_custom_fields,
    statuses: statuses.value.issue_statuses,
    priorities: priorities.value.issue_priorities,
  });
}
