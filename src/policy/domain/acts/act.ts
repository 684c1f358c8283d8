import type { Choice } from '#app/base/model/message.js';
import type { DialogueState, Slots } from '../dialogue-state.js';
import { withoutCodes } from '../reading/answers.js';
import type { Decision, NoteTicket, OpenTicket, TicketView, TurnInput } from '../turn.js';

/** One thing the bot can do. Pure: what it wants done is in the decision it returns. */
export type ActFn = (turn: TurnInput) => Decision;

export type Outcome = Omit<Decision, 'state'> & { readonly state?: Partial<DialogueState> };

/** A decision that keeps the dialogue's state but for what `outcome.state` changes. */
export function decide(turn: TurnInput, outcome: Partial<Outcome>): Decision {
  return { says: [], effects: [], ...outcome, state: { ...turn.state, ...outcome.state } };
}

/** Offered where the bot may not be enough. */
export const HUMAN: readonly Choice[] = [{ label: '转人工', text: '转人工' }];

/** Shown to agents in the queue. */
export const WANTS_CALL = '客户要求回电';

/** What was said in words: typed, or heard by the channel in a voice message. */
export function textOf({ content }: Pick<TurnInput, 'content'>): string {
  if (content.kind === 'text') return content.text;
  return content.kind === 'voice' ? (content.transcript ?? '') : '';
}

export const isAngry = (turn: TurnInput): boolean => turn.understanding.emotion === 'angry';

/** A number to call: told, or proved by the channel itself. */
export const phoneOf = (turn: TurnInput, slots: Slots): string | null => slots.phone ?? turn.channelPhone;

export function note(
  ticket: TicketView,
  kind: NoteTicket['note'],
  turn: TurnInput,
  more: Partial<NoteTicket> = {},
): NoteTicket {
  return {
    kind: 'note',
    ticket: { number: ticket.number },
    note: kind,
    text: withoutCodes(textOf(turn)),
    ...more,
  };
}

/** A ticket of this message's own words. */
export function opening(
  turn: TurnInput,
  type: OpenTicket['type'],
  more: Partial<OpenTicket> = {},
): OpenTicket {
  return {
    kind: 'open',
    type,
    category: null,
    category2: null,
    flags: [],
    issue: withoutCodes(textOf(turn)),
    demand: [],
    dedupeKey: `${turn.messageId}:${type}`,
    parent: null,
    ...more,
  };
}
