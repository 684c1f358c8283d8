import type { Content } from '#app/base/model/message.js';
import type { SpokenLine } from '#app/conversations/index.js';

/** The only shape in which a transcript entry reaches a customer: no understanding, no staff ids. */
export interface CustomerMessage {
  readonly seq: number;
  readonly id: string;
  readonly speaker: string;
  readonly author: string | null;
  readonly content: Content;
  readonly clientMsgId?: string;
  readonly at: string;
}

/** Entries the customer may see. What was taken back before it left is none of them. */
export function customerView(lines: readonly SpokenLine[]): CustomerMessage[] {
  return lines.filter((line) => line.delivery !== 'withdrawn').map(toMessage);
}

function toMessage(line: SpokenLine): CustomerMessage {
  const clientMsgId = 'clientMsgId' in line.content ? line.content.clientMsgId : undefined;
  return {
    seq: line.seq,
    id: line.id,
    speaker: line.speaker,
    author: line.speaker === 'seat' ? line.author : null,
    content: withoutInternals(line.content),
    ...(clientMsgId ? { clientMsgId } : {}),
    at: line.at.toISOString(),
  };
}

function withoutInternals(content: Content): Content {
  if (content.kind === 'event')
    return { kind: 'event', name: content.name, ...(content.data ? { data: content.data } : {}) };
  if (content.kind === 'text')
    return { kind: 'text', text: content.text, ...(content.choices ? { choices: content.choices } : {}) };
  if (content.kind === 'image') return { kind: 'image', mediaId: content.mediaId };
  return content;
}
