import { z } from 'zod';
import { URGENCIES } from '#app/base/model/labels.js';
import type { Ticket, TicketEventKind } from '../../domain/ticket.js';
import { STATE_NAMES, TICKET_STATES } from '../../domain/ticket-states.js';
import type { TicketNotice } from '../connector.port.js';
import { MAPPABLE } from '../ticket-system.port.js';
import { cut, maskOf } from '../ticket-words.js';

/** In code points. Redmine takes 255 for a subject, RT 200. */
const LONGEST = { subject: 120, issue: 4_000, change: 2_000 } as const;

const draft = z.object({
  key: z.string().min(1),
  subject: z.string(),
  body: z.string(),
  state: z.enum(TICKET_STATES),
  urgency: z.enum(URGENCIES),
  values: z.partialRecord(z.enum(MAPPABLE), z.string()),
});
const comment = z.object({ marker: z.string().min(1), text: z.string(), internal: z.boolean() });
/** What an outbox row of these connectors holds; names of the other side are looked up when it is sent. */
export const remoteNotice = z.object({
  draft,
  /** The change in words; null where opening the ticket says it all. */
  comment: comment.nullable(),
  /** The change may have moved the ticket to `draft.state`. */
  moved: z.boolean(),
});
export type RemoteNotice = z.infer<typeof remoteNotice>;

const KIND_NAMES: Readonly<Partial<Record<TicketEventKind, string>>> = {
  urge: '客户催办',
  supplement: '客户补充',
  escalate: '升级',
  withdraw_asked: '客户提出撤诉',
  withdraw: '客户撤诉',
  withdraw_cancelled: '客户取消撤诉',
  reopen: '客户再次投诉',
  rate: '客户评价',
  progress: '处理进展',
  appeal: '客户申诉',
  transition: '环节变更',
  assign: '转派',
  clock_warning: '时限提醒',
  clock_paused: '计时暂停',
  clock_resumed: '计时恢复',
  clock_extended: '时限延长',
  remark: '备注',
};
const MOVES: ReadonlySet<TicketEventKind> = new Set(['transition', 'withdraw', 'reopen', 'rate']);

/** Free text is masked; of a confidential ticket only number, type, state and clocks leave. */
export function noticeFor({ ticket, event }: TicketNotice): RemoteNotice {
  const mask = maskOf(ticket);
  const told = ticket.confidential ? '' : mask.text(event.text, LONGEST.change);
  return {
    draft: {
      key: ticket.number,
      subject: cut(subjectOf(ticket, mask.text(ticket.issue, LONGEST.subject)), LONGEST.subject),
      body: bodyOf(ticket, mask.text(ticket.issue, LONGEST.issue)),
      state: ticket.state,
      urgency: ticket.urgency,
      values: ticket.confidential ? {} : valuesOf(ticket),
    },
    comment:
      event.kind === 'opened'
        ? null
        : {
            marker: `jiesu ${event.id}`,
            text: [`【${KIND_NAMES[event.kind] ?? event.kind}】`, told].join(''),
            internal: event.visibility === 'internal',
          },
    moved: MOVES.has(event.kind),
  };
}

/** One line: systems trim and fold what is longer or has breaks. */
const subjectOf = (ticket: Ticket, issue: string): string =>
  `${ticket.number} ${ticket.confidential ? '(保密)' : issue}`.replace(/\s+/g, ' ').trim();

function bodyOf(ticket: Ticket, issue: string): string {
  return [
    `受理编号:${ticket.number}`,
    `当前环节:${STATE_NAMES[ticket.state]}`,
    `受理时间:${ticket.openedAt.toISOString()}`,
    `答复时限:${ticket.deadline.toISOString()}`,
    `办结时限:${ticket.resolveDeadline.toISOString()}`,
    ...(ticket.confidential ? [] : ['', issue]),
  ].join('\n');
}

/** Whoever maps a personal field wants it in clear; what is not mapped stays here. */
function valuesOf(ticket: Ticket): RemoteNotice['draft']['values'] {
  const { type, category, channel, source, owner, accountNo, phone, address, person } = ticket;
  const all = { type, category, channel, source, owner, accountNo, phone, address, person };
  const given = Object.entries({ ...all, deadline: ticket.deadline.toISOString() });
  return Object.fromEntries(given.filter(([, value]) => value));
}
