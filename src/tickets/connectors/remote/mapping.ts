import { z } from 'zod';
import { URGENCIES, type Urgency } from '#app/base/model/labels.js';
import { TICKET_STATES, type TicketState } from '../../domain/ticket-states.js';
import { MAPPABLE } from '../ticket-system.port.js';

const name = z.string().trim().min(1).max(100);
/** Redmine's custom fields go by their ids: their names are shown to administrators only. */
const fieldId = z.coerce.string().regex(/^\d+$/, 'must be the id of a custom field');
const statuses = z.partialRecord(z.enum(TICKET_STATES), name);
const priorities = z.partialRecord(z.enum(URGENCIES), name);
const values = z.partialRecord(z.enum(MAPPABLE), z.record(z.string(), z.string())).default({});
const fields = (field: z.ZodType<string>) => z.partialRecord(z.enum(MAPPABLE), field).default({});

const RT_STATUS: Readonly<Record<TicketState, string>> = {
  registered: 'new',
  investigating: 'open',
  resolving: 'open',
  visiting: 'open',
  reviewing: 'open',
  archived: 'resolved',
  withdrawn: 'rejected',
};
const REDMINE_STATUS: Readonly<Record<TicketState, string>> = {
  registered: '新建',
  investigating: '进行中',
  resolving: '进行中',
  visiting: '反馈',
  reviewing: '已解决',
  archived: '已关闭',
  withdrawn: '已拒绝',
};
/** The statuses of RT's shipped lifecycle `default`; its REST interface does not list them. */
const RT_LIFECYCLE = ['new', 'open', 'stalled', 'resolved', 'rejected', 'deleted'];
const RT_PRIORITY: Readonly<Record<Urgency, string>> = { general: '20', urgent: '60', critical: '90' };
const REDMINE_PRIORITY: Readonly<Record<Urgency, string>> = {
  general: '普通',
  urgent: '紧急',
  critical: '立刻',
};

const requestTracker = z
  .strictObject({
    /** Custom field that holds our receipt number. */
    key: name.default('GatewayId'),
    fields: fields(name),
    values,
    status: statuses.default({}),
    priority: z.partialRecord(z.enum(URGENCIES), z.string().regex(/^\d{1,3}$/)).default({}),
    lifecycle: z.array(name).default(RT_LIFECYCLE),
  })
  .transform((given) => ({
    ...given,
    status: { ...RT_STATUS, ...given.status },
    priority: { ...RT_PRIORITY, ...given.priority },
  }));

const redmine = z
  .strictObject({
    key: fieldId,
    tracker: name.nullable().default(null),
    fields: fields(fieldId),
    values,
    status: statuses.default({}),
    priority: priorities.default({}),
  })
  .transform((given) => ({
    ...given,
    status: { ...REDMINE_STATUS, ...given.status },
    priority: { ...REDMINE_PRIORITY, ...given.priority },
  }));

/** The file JIESU_TICKET_MAPPING names: which field, status and priority of ours is which one there. */
export const mappingSchema = z.strictObject({
  requestTracker: requestTracker.prefault({}),
  redmine: redmine.optional(),
});

export type RequestTrackerMapping = z.infer<typeof requestTracker>;
export type RedmineMapping = z.infer<typeof redmine>;
export type TicketMapping = z.infer<typeof mappingSchema>;
