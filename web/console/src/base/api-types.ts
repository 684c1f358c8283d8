export type Role = 'agent' | 'supervisor' | 'manager' | 'admin';

export interface User {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
}

export type Holder = 'bot' | 'queue' | 'seat';
export type Attention = 'none' | 'agent' | 'supervisor' | 'danger';
export type Speaker = 'customer' | 'bot' | 'seat' | 'system';

/** One row of the list. Phone and preview come masked. */
export interface Summary {
  readonly id: string;
  readonly channel: string;
  readonly displayName: string | null;
  readonly phone: string | null;
  readonly status: 'open' | 'closed';
  readonly holder: Holder;
  readonly seat: { readonly id: string; readonly displayName: string } | null;
  readonly queuedAt: string | null;
  readonly attention: Attention;
  readonly emotion: 'calm' | 'upset' | 'angry';
  readonly lastIntent: string | null;
  readonly lastSeq: number;
  /** Since when a customer message is unanswered. */
  readonly waitingSince: string | null;
  readonly preview: string | null;
  readonly lastSpeaker: Speaker | null;
  readonly lastAt: string | null;
  /** Grows with every new entry, over all conversations. */
  readonly position: number;
  readonly transferReason?: string | null;
}

export interface TicketLine {
  readonly number: string;
  readonly type: string;
  readonly category: string | null;
  readonly urgency: 'general' | 'urgent' | 'critical';
  readonly state: string;
  readonly owner: string;
  readonly contactDeadline: string;
  readonly deadline: string;
}

export interface Detail extends Summary {
  readonly caseSlots: Readonly<Record<string, unknown>>;
  readonly tickets: readonly TicketLine[];
}

export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly mediaId: string }
  | { readonly kind: 'voice'; readonly transcript?: string }
  | { readonly kind: 'location'; readonly label: string }
  | { readonly kind: 'event'; readonly name: string; readonly data?: Readonly<Record<string, string>> };

export interface Understanding {
  readonly intent: string;
  readonly confidence: number;
  readonly category: string | null;
  readonly category2: string | null;
  readonly emotion: string;
  readonly flags: readonly string[];
  readonly entities: readonly { readonly type: string; readonly text: string }[];
}

export type Delivery = 'pending' | 'sent' | 'failed' | 'withdrawn';

export interface Message {
  readonly seq: number;
  readonly id: string;
  readonly speaker: Speaker;
  readonly author: string | null;
  readonly content: Content;
  readonly at: string;
  readonly understanding?: Understanding | null;
  readonly delivery?: Delivery | null;
}

export interface GuardHit {
  readonly class: string;
  readonly severity: 'warn' | 'block';
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly why: string;
  readonly rewrite: string;
}

export interface GuardResult {
  readonly verdict: 'ok' | 'warn' | 'block';
  readonly hits: readonly GuardHit[];
  /** The whole text, compliant; null when there is nothing to change. */
  readonly rewritten: string | null;
}

/** A phrase the guard found and the agent had rewritten before sending. */
export interface RewrittenPhrase {
  readonly class: string;
  readonly text: string;
}

/** How a reply came about, for the hit log and for ranking suggestions. */
export interface Making {
  readonly suggestionId?: string;
  readonly rewrote?: readonly RewrittenPhrase[];
}

export interface Reply extends Making {
  readonly clientId: string;
  readonly text: string;
  readonly override?: { readonly reason: string };
}

/** A script that fits now, filled in; what has to be filled by hand stands in it as 【待填：…】. */
export interface Suggestion {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly why: string;
  readonly missing: readonly string[];
}

/** How this customer wants to be talked to. */
export interface Portrait {
  readonly code: 'emotional' | 'rational' | 'attentive';
  readonly name: string;
  readonly tip: string;
  readonly signs: readonly string[];
}

export interface Suggested {
  readonly suggestions: readonly Suggestion[];
  readonly portrait: Portrait;
}

export const TABS = ['all', 'waiting', 'mine', 'queue', 'bot'] as const;
export type Tab = (typeof TABS)[number];
