import type { Category, Emotion, Flag, Intent, TicketType } from '#app/base/model/labels.js';

/** Where the customer's matter stands. `untold`: there is a number and the customer has not heard it. */
export const TICKET_PHASES = ['none', 'untold', 'open', 'overdue', 'answered', 'closed'] as const;
export type TicketPhase = (typeof TICKET_PHASES)[number];

/** What a question asks for; `nothing` fits when none of the others is missing. */
export const ASKS = ['issue', 'address', 'contact', 'demand', 'nothing'] as const;
export type Ask = (typeof ASKS)[number];

/** Seed 003: how this customer wants to be talked to. */
export const PORTRAITS = ['emotional', 'rational', 'attentive'] as const;
export type PortraitCode = (typeof PORTRAITS)[number];

export const MEDIA = ['image', 'voice', 'location'] as const;
export type Media = (typeof MEDIA)[number];

/** When a script is offered (`intents/scripts/_suits.yaml`): all conditions that are given must hold. */
export interface Suits {
  readonly intents?: readonly Intent[];
  readonly matters?: readonly Intent[];
  readonly categories?: readonly Category[];
  readonly tickets?: readonly TicketPhase[];
  readonly types?: readonly TicketType[];
  readonly asks?: Ask;
  readonly flags?: readonly Flag[];
  readonly emotions?: readonly Emotion[];
  readonly words?: readonly string[];
  readonly media?: readonly Media[];
  readonly opening?: boolean;
  /** One of these places (`STAGE/key`) is what the customer heard last from us. */
  readonly after?: readonly string[];
  /** The last message names a ticket number that is not this conversation's. */
  readonly otherNumber?: boolean;
  /** The ticket was urged so often at least: nothing is claimed that the ticket does not show. */
  readonly urged?: number;
  /** No condition: it only ranks higher for these. */
  readonly portraits?: readonly PortraitCode[];
  readonly bonus?: number;
  /** May stand in front of another script. */
  readonly opener?: boolean;
  /** May be said again once its facts have changed. */
  readonly repeats?: boolean;
}
