import { z } from 'zod';

const id = z.number().int().transform(String);
const named = z.object({ id, name: z.string() });
const value = z.union([z.string(), z.array(z.string())]).nullish();
const detail = z.object({
  property: z.string(),
  name: z.string(),
  old_value: z.string().nullish(),
  new_value: z.string().nullish(),
});
const journal = z.object({
  id,
  user: named.optional(),
  notes: z.string().nullish(),
  created_on: z.coerce.date(),
  details: z.array(detail),
});
const attachment = z.object({
  id,
  filename: z.string(),
  content_type: z.string().nullish(),
  description: z.string().nullish(),
});
const issue = z.object({
  id,
  subject: z.string(),
  status: named,
  author: named,
  custom_fields: z.array(z.object({ id, name: z.string(), value })).default([]),
  updated_on: z.coerce.date(),
  journals: z.array(journal).default([]),
  attachments: z.array(attachment).default([]),
});
export type Issue = z.infer<typeof issue>;
export const oneIssue = z.object({ issue });
export const issueList = z.object({ issues: z.array(issue), total_count: z.number() });
export const createdIssue = z.object({ issue: z.object({ id }) });
export const upload = z.object({ upload: z.object({ token: z.string() }) });
export const project = z.object({
  project: z.object({ id, trackers: z.array(named), issue_custom_fields: z.array(named).default([]) }),
});
export const statusList = z.object({ issue_statuses: z.array(named) });
export const priorityList = z.object({ issue_priorities: z.array(named) });
