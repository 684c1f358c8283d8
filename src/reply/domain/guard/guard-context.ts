/** What a check knows beside the text. All of it may be absent; what needs it is silent then. */
export interface GuardContext {
  /** Our own replies of this conversation, oldest first; without them the stateful rules are silent. */
  readonly previousReplies?: readonly string[];
  /** The compensation this reply speaks of has been approved. */
  readonly approvedCompensation?: boolean;
  /** What rewrites may fill in: ticketNo, owner, deadline, eta, dept, ... */
  readonly vars?: Readonly<Record<string, string>>;
  /** The customer's own words where the reply repeats them: hits inside them do not count (privacy does). */
  readonly echoes?: readonly string[];
  /** What the ticket's clocks and approvals allow; without it times and amounts are not compared. */
  readonly limits?: PromiseLimits;
  /** The conversation so far with both sides, oldest first; richer than `previousReplies`, which it replaces. */
  readonly turns?: readonly Turn[];
}

/** Instants are milliseconds since the epoch. */
export interface PromiseLimits {
  /** When the reply leaves. */
  readonly now: number;
  /** The latest moment the ticket's clock allows for an answer. */
  readonly deadline?: number;
  /** The earliest moment at which crew or check can be there or done. */
  readonly eta?: number;
  /** Approved compensation in yuan; absent: none. */
  readonly approvedAmount?: number;
  /** Of the customer's wall clock; 480 (China) when absent. */
  readonly utcOffsetMinutes?: number;
}

/** One message of the conversation. */
export interface Turn {
  readonly by: 'us' | 'customer';
  readonly text: string;
  /** When it was sent, milliseconds since the epoch. */
  readonly at?: number;
}
