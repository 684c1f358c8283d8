import { unknownTargets } from '../remote/remote-fields.js';
import type { RemoteHttp } from '../remote/remote-http.js';
import type { Health } from '../ticket-system.port.js';
import { issueList } from './redmine-answers.js';
import { readNames } from './redmine-names.js';
import type { RedmineSettings } from './redmine-settings.js';

/**
 * Compares the mapping with the project. Custom fields made for all projects are listed to
 * administrators only; they show on issues, so fields are checked once the project has one.
 */
export async function redmineHealth(
  http: RemoteHttp,
  settings: RedmineSettings,
  signal: AbortSignal,
): Promise<Health> {
  const { mapping, project } = settings;
  const names = await readNames(http, settings, signal);
  if (names.status !== 'accepted')
    return { faults: [`JIESU_REDMINE_PROJECT, JIESU_REDMINE_KEY: ${names.error}`] };
  const { trackers, statuses, priorities, fields } = names.value;
  const list = (named: readonly { readonly name: string }[]): string[] => named.map(({ name }) => name);
  const faults = [
    ...(mapping.tracker ? unknownTargets('redmine', { tracker: mapping.tracker }, list(trackers)) : []),
    ...unknownTargets('redmine.status', mapping.status, list(statuses)),
    ...unknownTargets('redmine.priority', mapping.priority, list(priorities)),
  ];
  const query = { project_id: project, status_id: '*', sort: 'id:desc', limit: '1' };
  const sample = await http.call({ method: 'GET', path: 'issues.json', query, answer: issueList, signal });
  if (sample.status !== 'accepted') return { faults: [...faults, `redmine: ${sample.error}`] };
  const shown = sample.value.issues.flatMap(({ custom_fields }) => custom_fields);
  const known = new Set([...fields, ...shown].map(({ id }) => id));
  if (known.size === 0) return { faults };
  const wanted = [
    ['key', mapping.key],
    ...Object.entries(mapping.fields).map(([o, t]) => [`fields.${o}`, t]),
  ];
  const missing = wanted
    .filter(([, id]) => !known.has(id ?? ''))
    .map(([ours, id]) => `redmine.${ours}: issues of the project have no custom field ${id}`);
  return { faults: [...faults, ...missing] };
}
