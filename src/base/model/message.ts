/** Who speaks in a transcript entry. `system` entries are facts (taken over, queued), not utterances. */
export const SPEAKERS = ['customer', 'bot', 'seat', 'system'] as const;
export type Speaker = (typeof SPEAKERS)[number];

/** Who may answer the customer now. Only the holder speaks; see policy/hold-conversation.ts. */
export const HOLDERS = ['bot', 'queue', 'seat'] as const;
export type Holder = (typeof HOLDERS)[number];

export const CHANNELS = ['web', 'sms', 'wechat-oa', 'wecom-kf', 'wechaty'] as const;
export type ChannelId = (typeof CHANNELS)[number];

/** A reply the customer may give by one tap; `text` is what is sent for it. */
export interface Choice {
  readonly label: string;
  readonly text: string;
}

/** What one message is. `clientMsgId` is the sending page's own id, kept so that it finds its message again. */
export type Content =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly choices?: readonly Choice[];
      readonly clientMsgId?: string;
    }
  | { readonly kind: 'image'; readonly mediaId: string; readonly clientMsgId?: string }
  | {
      readonly kind: 'voice';
      readonly mediaId: string;
      readonly seconds?: number;
      readonly transcript?: string;
    }
  | { readonly kind: 'location'; readonly label: string; readonly lat?: number; readonly lon?: number }
  | {
      readonly kind: 'event';
      readonly name: TranscriptEvent;
      readonly data?: Readonly<Record<string, string>>;
    };

/** What a `system` entry can say: who may speak to the customer from here on. */
export const TRANSCRIPT_EVENTS = ['queued', 'taken_over', 'handed_back'] as const;
export type TranscriptEvent = (typeof TRANSCRIPT_EVENTS)[number];
