import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { User } from '#app/accounts/index.js';
import { Clock } from '#app/base/clock/clock.js';
import { Database } from '#app/base/db/database.js';
import { AppError } from '#app/base/errors/app-error.js';
import {
  type Conversation,
  ConversationRepository,
  Transcript,
  type TranscriptLine,
} from '#app/conversations/index.js';
import { matterOf } from '#app/policy/index.js';
import { type CaseFacts, type HeardLine, type SuggestedLines, SuggestLines } from '#app/reply/index.js';
import { isClosed, maySee, type Ticket, TicketDesk } from '#app/tickets/index.js';
import { chooseTicket, ticketVars } from './ticket-words.js';

/** How far back a suggestion looks. */
const LINES = 80;
const LONGEST_QUOTE = 24;

/** What of the policy room's state is of use here; a state of another shape says nothing. */
const stateSchema = z.object({
  slots: z.object({ address: z.string().nullish(), phone: z.string().nullish() }).catch({}),
  open: z
    .object({ words: z.array(z.string()).catch([]), demand: z.array(z.string()).catch([]) })
    .nullish()
    .catch(null),
  ticket: z.string().nullish().catch(null),
});

/** What an agent could say next in a conversation: the record, the case and the ticket, as facts for the scripts. */
@Injectable()
export class SuggestReply {
  constructor(
    private readonly db: Database,
    private readonly conversations: ConversationRepository,
    private readonly transcript: Transcript,
    private readonly desk: TicketDesk,
    private readonly lines: SuggestLines,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError `conversations.not_found` (404) */
  async run(id: string, user: User): Promise<SuggestedLines> {
    const [row, tickets] = await Promise.all([
      this.conversations.find(this.db, id),
      this.desk.forConversations(this.db, [id]),
    ]);
    if (!row)
      throw new AppError({
        code: 'conversations.not_found',
        status: 404,
        field: 'id',
        message: 'id: 没有这个会话',
      });
    const record = await this.transcript.after(this.db, id, Math.max(0, row.lastSeq - LINES));
    const state = stateSchema.safeParse(row.state).data ?? { slots: {} };
    const seen = tickets.filter((ticket) => maySee(user.role, ticket));
    const ticket = chooseTicket(seen, state.ticket ?? null);
    const now = this.clock.now();
    const heard = record.flatMap(heardLine);
    const facts: CaseFacts = {
      lines: heard,
      ticket: ticket && {
        number: ticket.number,
        type: ticket.type,
        category: ticket.category,
        phase: phaseOf(ticket, now),
        urgeCount: ticket.urgeCount,
      },
      known: {
        address: Boolean(state.slots.address ?? ticket?.address),
        contact: Boolean(state.slots.phone ?? row.phone ?? ticket?.phone) || row.channel === 'sms',
        demand: (state.open?.demand.length ?? ticket?.demand.length ?? 0) > 0,
      },
      channel: row.channel,
    };
    const vars = {
      ...caseVars(row, heard, state),
      ...(ticket ? ticketVars(ticket, now) : {}),
      agent: user.displayName,
    };
    return this.lines.run(facts, vars, { conversationId: id, seq: row.lastSeq });
  }
}

function heardLine({ speaker, content, understanding }: TranscriptLine): HeardLine[] {
  if (content.kind === 'event')
    return content.name === 'taken_over'
      ? [{ speaker: 'taken_over', text: '', media: null, understanding: null }]
      : [];
  if (speaker === 'system') return [];
  if (content.kind === 'text') return [{ speaker, text: content.text, media: null, understanding }];
  const text =
    content.kind === 'voice' ? (content.transcript ?? '') : content.kind === 'location' ? content.label : '';
  // A voice message that could be read is as good as a typed one.
  const media = content.kind === 'voice' && text !== '' ? null : content.kind;
  return [{ speaker, text, media, understanding }];
}

function phaseOf(ticket: Ticket, now: Date): 'open' | 'overdue' | 'answered' | 'closed' {
  if (isClosed(ticket.state)) return 'closed';
  if (ticket.state === 'visiting' || ticket.state === 'reviewing') return 'answered';
  return ticket.deadline < now ? 'overdue' : 'open';
}

function caseVars(
  row: Conversation,
  heard: readonly HeardLine[],
  state: z.infer<typeof stateSchema>,
): Record<string, string> {
  const customer = heard.filter((line) => line.speaker === 'customer');
  const read = [...customer].reverse();
  const told = read.find((line) => line.understanding?.category)?.understanding ?? null;
  const words = state.open?.words[0] ?? read.find((line) => line.understanding?.category)?.text;
  const address = state.slots.address ?? entityOf(read, 'address');
  const phone = state.slots.phone ?? row.phone ?? entityOf(read, 'phone');
  const demand = state.open?.demand.join('、');
  return {
    ...(told ? { matter: matterOf(told.category, told.category2) } : {}),
    ...(words ? { issue: cut(words) } : {}),
    ...(address ? { address } : {}),
    ...(phone ? { phone: `尾号${phone.slice(-4)}` } : {}),
    ...(demand ? { demand } : {}),
  };
}

const entityOf = (newestFirst: readonly HeardLine[], type: string): string | undefined =>
  newestFirst.flatMap((line) => line.understanding?.entities ?? []).find((entity) => entity.type === type)
    ?.value;

const cut = (text: string): string =>
  text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
