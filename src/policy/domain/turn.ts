import type { Category, Flag, TicketType, Urgency } from '#app/base/model/labels.js';
import type { ChannelId, Choice, Content, Holder } from '#app/base/model/message.js';
import type { Understanding } from '#app/base/model/understanding.js';
import type { DialogueState } from './dialogue-state.js';

/** What the policy must know of a ticket; deadlines are promises already made to the customer. */
export interface TicketView {
  readonly id: string;
  readonly number: string;
  readonly type: TicketType;
  readonly category: Category | null;
  readonly urgency: Urgency;
  readonly stepName: string;
  /** Not archived and not withdrawn. */
  readonly active: boolean;
  /** People have finished it (feedback and after), so that not accepting the result reopens it. Default: not `active`. */
  readonly resolved?: boolean;
  readonly owner: string;
  readonly phone: string | null;
  readonly hasAddress: boolean;
  readonly urgeCount: number;
  readonly deadline: Date;
}

/** Everything one turn is decided from. Pure data: same input, same decision. */
export interface TurnInput {
  readonly messageId: string;
  readonly content: Content;
  readonly understanding: Understanding;
  readonly state: DialogueState;
  readonly holder: Holder;
  readonly channel: ChannelId;
  /** Proved by the channel itself, e.g. the number an SMS came from. */
  readonly channelPhone: string | null;
  /** Of this conversation, newest first. */
  readonly tickets: readonly TicketView[];
  /**
   * Tickets of other conversations that this turn can be about: those whose numbers the message names
   * (whoever they belong to), the one being proved, those proved before, and those of a proven phone.
   */
  readonly named: readonly TicketView[];
  readonly now: Date;
}

/** Which ticket an effect or a text is about: one that exists, or the one this turn opens. */
export type TicketRef = { readonly number: string } | 'opened';

/** One piece of the reply: a script and the facts it needs. Pieces are sent as one message. */
export interface Say {
  readonly stage: string;
  readonly key?: string;
  readonly category?: Category | null;
  readonly vars?: Readonly<Record<string, string>>;
  readonly ticket?: TicketRef;
}

export interface OpenTicket {
  readonly kind: 'open';
  readonly type: TicketType;
  readonly category: Category | null;
  readonly category2: Category | null;
  readonly flags: readonly Flag[];
  readonly issue: string;
  readonly demand: readonly string[];
  readonly dedupeKey: string;
  readonly parent: string | null;
  /** A level set by the policy itself (live danger); otherwise category and flags decide. */
  readonly urgency?: Urgency;
  readonly urgencyReason?: string;
}

export interface NoteTicket {
  readonly kind: 'note';
  readonly ticket: TicketRef;
  readonly note:
    | 'urge'
    | 'supplement'
    | 'correct'
    | 'escalate'
    | 'withdraw_asked'
    | 'withdraw'
    | 'withdraw_cancelled'
    | 'reopen'
    | 'rate'
    | 'appeal'
    | 'remark';
  readonly text: string;
  readonly flags?: readonly Flag[];
  readonly score?: number;
  readonly category?: Category;
}

export type Effect = OpenTicket | NoteTicket;

export interface Decision {
  readonly state: DialogueState;
  readonly says: readonly Say[];
  readonly choices?: readonly Choice[];
  readonly effects: readonly Effect[];
  /** Ask for a human; the reason is shown to agents. */
  readonly toQueue?: string;
  readonly attention?: 'agent' | 'supervisor' | 'danger';
  /** Why nothing is said, where nothing is said. */
  readonly silence?: string;
}
