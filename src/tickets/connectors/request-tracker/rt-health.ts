import { unknownTargets } from '../remote/remote-fields.js';
import type { RemoteHttp } from '../remote/remote-http.js';
import type { Health, Mappable } from '../ticket-system.port.js';
import { rtCustomField, rtQueue } from './rt-answers.js';
import type { RequestTrackerSettings } from './rt-settings.js';

/** Compares the queue, its custom fields and their lists with the mapping. */
export async function rtHealth(
  http: RemoteHttp,
  { queue, mapping }: RequestTrackerSettings,
  signal: AbortSignal,
): Promise<Health> {
  const path = `queue/${encodeURIComponent(queue)}`;
  const found = await http.call({ method: 'GET', path, answer: rtQueue, signal });
  if (found.status !== 'accepted') return { faults: [`JIESU_RT_QUEUE, JIESU_RT_TOKEN: ${found.error}`] };
  const ids = new Map(found.value.TicketCustomFields.map(({ id, name }) => [name, id]));
  const wanted = [
    ['key', mapping.key],
    ...Object.entries(mapping.fields).map(([o, t]) => [`fields.${o}`, t]),
  ];
  const missing = wanted
    .filter(([, theirs]) => !ids.has(theirs ?? ''))
    .map(([ours, theirs]) => `requestTracker.${ours}: the queue has no custom field "${theirs}"`);
  const statuses = unknownTargets('requestTracker.status', mapping.status, mapping.lifecycle);
  const lists: string[] = [];
  for (const [ours, translated] of Object.entries(mapping.values)) {
    const id = ids.get(mapping.fields[ours as Mappable] ?? '');
    if (!id) continue;
    const field = await http.call({
      method: 'GET',
      path: `customfield/${id}`,
      answer: rtCustomField,
      signal,
    });
    if (field.status !== 'accepted') lists.push(`requestTracker.values.${ours}: ${field.error}`);
    else if (field.value.Values)
      lists.push(...unknownTargets(`requestTracker.values.${ours}`, translated, field.value.Values));
  }
  return { faults: [...missing, ...statuses, ...lists] };
}
