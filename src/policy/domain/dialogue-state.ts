import type { Category, Flag } from '#app/base/model/labels.js';

/**
 * What the dialogue waits for.
 * - `offering`: a matter was mentioned; whether (and as what) it is to be taken in was asked
 * - `collecting`, `confirming`: a matter is being taken in
 * - `completing`: it has its number and one more thing was asked (the place of a danger, a phone, a reason)
 * - `danger`: a person is at risk, a human leads and the bot is quiet
 */
export const PHASES = [
  'idle',
  'offering',
  'collecting',
  'confirming',
  'completing',
  'withdrawing',
  'verifying',
  'rating',
  'danger',
] as const;
export type Phase = (typeof PHASES)[number];

/**
 * What the bot can ask for. `proof` = the phone tail that goes with a ticket number, `change` = what to
 * correct, `reason` = what is still wrong. 户号 is never asked: an address registers as well (seed 003).
 */
export const ASKABLE = [
  'hazard',
  'issue',
  'address',
  'contact',
  'demand',
  'confirm',
  'change',
  'reason',
  'proof',
] as const;
export type Askable = (typeof ASKABLE)[number];

export interface Slots {
  readonly address: string | null;
  readonly phone: string | null;
  readonly accountNo: string | null;
  readonly person: string | null;
  readonly occurTime: string | null;
  readonly amounts: readonly string[];
}

/** A matter being taken in, before it has a number. */
export interface OpenCase {
  readonly type: 'TS' | 'BX' | 'JB';
  /** Id of the message that began it: one case opens one ticket, whatever is repeated. */
  readonly startedBy: string;
  readonly category: Category | null;
  readonly category2: Category | null;
  /** The customer's words, first message first. */
  readonly words: readonly string[];
  readonly flags: readonly Flag[];
  readonly demand: readonly string[];
}

/**
 * Invariants between turns: `open` only while offering, collecting or confirming; `asked` only while
 * collecting or completing.
 */
export interface DialogueState {
  readonly phase: Phase;
  readonly slots: Slots;
  readonly open: OpenCase | null;
  readonly asked: Askable | null;
  readonly askedOften: Readonly<Partial<Record<Askable, number>>>;
  /** The ticket this conversation talks about now; null = its newest open matter. */
  readonly ticket: string | null;
  /** The number a customer asks about and has not proved to be theirs. */
  readonly verifying: string | null;
  /** Numbers of other conversations' tickets that were proved. */
  readonly verified: readonly string[];
  /** Angry turns without a fact in them, since the last ticket. */
  readonly angryTurns: number;
  /** Messages in a row that were not understood. */
  readonly unknownTurns: number;
  readonly rudeTurns: number;
  /** The bot's last texts, newest first, for the guard's stateful rules. */
  readonly lastReplies: readonly string[];
  /** The last message, folded, to see a repetition; `at` in ms since 1970. */
  readonly lastMessage: { readonly text: string; readonly at: number } | null;
  readonly optedOut: boolean;
}

export const EMPTY_SLOTS: Slots = {
  address: null,
  phone: null,
  accountNo: null,
  person: null,
  occurTime: null,
  amounts: [],
};

export const INITIAL_STATE: DialogueState = {
  phase: 'idle',
  slots: EMPTY_SLOTS,
  open: null,
  asked: null,
  askedOften: {},
  ticket: null,
  verifying: null,
  verified: [],
  angryTurns: 0,
  unknownTurns: 0,
  rudeTurns: 0,
  lastReplies: [],
  lastMessage: null,
  optedOut: false,
};

const CASE_PHASES: readonly Phase[] = ['offering', 'collecting', 'confirming'];
const ASKING_PHASES: readonly Phase[] = ['collecting', 'completing'];

/**
 * Drops what the phase says is over: after a seat has handed a conversation back (phase idle) the case
 * it interrupted was dealt with by a human and is not picked up again.
 */
export function settled(state: DialogueState): DialogueState {
  return {
    ...state,
    open: CASE_PHASES.includes(state.phase) ? state.open : null,
    asked: ASKING_PHASES.includes(state.phase) ? state.asked : null,
    verifying: state.phase === 'verifying' ? state.verifying : null,
  };
}
