/** @jsxImportSource preact */
import type { ChatMessage } from './chat-types.js';
import { fill, words } from './words.js';

/** A fact between the utterances: who has the conversation now. */
export function SystemLine({ message: { content } }: { message: ChatMessage }) {
  const text = content.kind === 'text' ? content.text : content.kind === 'event' ? eventText(content) : null;
  return text ? <p class="line">{text}</p> : null;
}

function eventText({ name, data }: { name: string; data?: Readonly<Record<string, string>> }): string | null {
  switch (name) {
    case 'queued':
      return words.queued;
    case 'taken_over':
      return data?.seat ? fill(words.takenOverNamed, { name: data.seat }) : words.takenOver;
    case 'handed_back':
      return words.handedBack;
    default:
      return null;
  }
}
