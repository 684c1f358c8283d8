import type { Category, Flag, TicketType, Urgency } from '#app/base/model/labels.js';
import type { ChannelId } from '#app/base/model/message.js';
import type { TicketState } from './ticket-states.js';

/** What a complaint says about itself. Filled little by little; only `issue` is sure from the start. */
export interface TicketSlots {
  readonly category: Category | null;
  readonly category2: Category | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly accountNo: string | null;
  readonly person: string | null;
  /** When it happened, in the normalised form of the `time` entity. */
  readonly occurTime: string | null;
}

export const TICKET_SLOTS = [
  'category',
  'category2',
  'address',
  'phone',
  'accountNo',
  'person',
  'occurTime',
] as const satisfies readonly (keyof TicketSlots)[];

/** A ticket about to be opened; see `TicketDesk.open`. */
export interface TicketDraft extends TicketSlots {
  readonly conversationId: string;
  readonly channel: ChannelId;
  readonly customerKey: string;
  readonly type: TicketType;
  readonly urgency: Urgency;
  /** Why `urgency` is above the category's own level, one Chinese sentence per rise. */
  readonly urgencyReasons: readonly string[];
  readonly flags: readonly Flag[];
  /** Where it came from: a channel (`web`, `sms`), a seat's form, an authority (`12398`). Independent of the category. */
  readonly source: string;
  /** The customer's own words, untouched. */
  readonly issue: string;
  readonly demand: readonly string[];
  /** Money named by the customer, as written or normalised; never computed with. */
  readonly amounts: readonly string[];
  /** The ticket this one hangs on (an appeal, a member of a group). */
  readonly parentId?: string | null;
  /** Default: true for JB. Hides the ticket from most seats; see domain/visibility.ts. */
  readonly confidential?: boolean;
  /** The same key opens one ticket for ever. */
  readonly dedupeKey: string;
  /** When the complaint reached us, if earlier than now: the four clocks start there. */
  readonly receivedAt?: Date;
}

export interface Ticket extends Omit<TicketDraft, 'parentId' | 'confidential' | 'receivedAt'> {
  readonly id: string;
  /** The customer's receipt number, e.g. TS2611000012. */
  readonly number: string;
  readonly parentId: string | null;
  readonly confidential: boolean;
  /** 首问: answers for the ticket towards the customer to the end. Never changes. */
  readonly owner: string;
  /** Who works on it now; null = nobody yet. */
  readonly assignee: string | null;
  readonly state: TicketState;
  readonly openedAt: Date;
  readonly ackDeadline: Date;
  readonly contactDeadline: Date;
  /** Response deadline: the outer limit that is promised to the customer. */
  readonly deadline: Date;
  readonly resolveDeadline: Date;
  readonly urgeCount: number;
  readonly reopenCount: number;
  /** What the customer added later, oldest first. */
  readonly supplements: readonly string[];
  /** 1 (very bad) .. 5 (very good). */
  readonly rating: number | null;
  readonly lastProgress: string | null;
  readonly lastProgressAt: Date | null;
  /** Set while a wish to withdraw waits for the customer's second word. */
  readonly withdrawAskedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly closedAt: Date | null;
  readonly updatedAt: Date;
}

export const TICKET_EVENT_KINDS = [
  'opened',
  'urge',
  'supplement',
  'escalate',
  'withdraw_asked',
  'withdraw',
  'withdraw_cancelled',
  'reopen',
  'rate',
  'progress',
  'appeal',
  'transition',
  'assign',
  'clock_warning',
  'clock_paused',
  'clock_resumed',
  'clock_extended',
  'remark',
] as const;
export type TicketEventKind = (typeof TICKET_EVENT_KINDS)[number];

/** `customer` = kind, text and time may be shown to the customer (`data` never is); `internal` = seats only. */
export type EventVisibility = 'internal' | 'customer';

export interface TicketEventDraft {
  readonly ticketId: string;
  readonly kind: TicketEventKind;
  readonly visibility: EventVisibility;
  /** `customer`, `bot`, `system` or a seat's user id. */
  readonly by: string;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly at: Date;
}

export interface TicketEvent extends TicketEventDraft {
  readonly id: string;
}

interface ChangeBase {
  readonly ticketId: string;
  /** `customer`, `bot`, `system` or a seat's user id. */
  readonly by: string;
  /** The words that brought the change, if any. */
  readonly text?: string;
}

/** Changes that say no more than who and, if any, with which words. */
type PlainKind = 'urge' | 'withdraw_asked' | 'withdraw' | 'withdraw_cancelled' | 'reopen' | 'appeal';

/** What may happen to an open ticket; see `applyChange` for the effect of each. */
export type TicketChange =
  | { readonly [Kind in PlainKind]: ChangeBase & { readonly kind: Kind } }[PlainKind]
  | (ChangeBase & { readonly kind: 'remark'; readonly text: string })
  | (ChangeBase & {
      readonly kind: 'supplement';
      readonly text: string;
      /** Fills slots that are still empty. */
      readonly slots?: Partial<TicketSlots>;
      /** Overwrites: the customer corrected what was there. */
      readonly replace?: Partial<TicketSlots>;
      readonly demand?: readonly string[];
      readonly amounts?: readonly string[];
    })
  | (ChangeBase & {
      readonly kind: 'escalate';
      readonly reason: string;
      /** New flags decide how far it rises; without any it rises one level. */
      readonly flags?: readonly Flag[];
    })
  | (ChangeBase & { readonly kind: 'rate'; readonly score: number })
  | (ChangeBase & {
      readonly kind: 'progress';
      readonly text: string;
      readonly visibility?: EventVisibility;
    });

/** A ticket after a change and the lines this adds to its timeline (the first one tells the change). */
export interface Applied {
  readonly ticket: Ticket;
  readonly events: readonly [TicketEventDraft, ...TicketEventDraft[]];
}
