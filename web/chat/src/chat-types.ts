export type Holder = 'bot' | 'queue' | 'seat';

export interface Choice {
  readonly label: string;
  readonly text: string;
}

export type Content =
  | { readonly kind: 'text'; readonly text: string; readonly choices?: readonly Choice[] }
  | { readonly kind: 'image'; readonly mediaId: string }
  | { readonly kind: 'voice'; readonly transcript?: string }
  | { readonly kind: 'location'; readonly label: string }
  | { readonly kind: 'event'; readonly name: string; readonly data?: Readonly<Record<string, string>> };

/** A line of the conversation as the server tells it. */
export interface ChatMessage {
  readonly seq: number;
  readonly id: string;
  readonly speaker: 'customer' | 'bot' | 'seat' | 'system';
  readonly author: string | null;
  readonly content: Content;
  /** The id this page gave the message when it sent it. */
  readonly clientMsgId?: string;
  readonly at: string;
}

export type OutgoingState = 'sending' | 'sent' | 'failed';

/** A message of ours that the server has not shown back yet. */
export interface Outgoing {
  readonly clientMsgId: string;
  readonly payload: { readonly text: string } | { readonly image: Blob; readonly previewUrl: string };
  readonly state: OutgoingState;
  /** True where trying again cannot help by itself (the server refused the content). */
  readonly final: boolean;
  readonly at: string;
}

export interface ChatState {
  readonly messages: readonly ChatMessage[];
  readonly outgoing: readonly Outgoing[];
  readonly holder: Holder;
  /** The history has been read once. */
  readonly loaded: boolean;
  /** Nothing reaches the server for longer than a moment. */
  readonly offline: boolean;
}
